// What a person finds written in the folder of an export.

export const exportReadme = `Your data from Cooldown
=======================

This folder holds everything that Cooldown keeps for you, in open formats. You can read it without Cooldown.

records.jsonl    Everything that happened, in its order: one JSON object a line. Cooldown makes all else from this,
                 and this is what "cooldown restore" reads.
events.jsonl     Your activities as events, one JSON object a line. The same events are in records.jsonl.
receipts.jsonl   What became of each file that you imported, one JSON object a line. Also in records.jsonl.
originals        The files as you imported them, byte for byte. Each is named by the SHA-256 of its bytes; the receipt
                 with the same "sha256" says what it was called.
let-go.txt       SHA-256 of originals that Cooldown did not keep, because the archive had reached its limit.
settings.json    Your settings.
manifest.json    What is in this folder: counts, and size and SHA-256 of every file. It is written last. If it is
                 missing, the export was cut off: export again into another folder.

To put all of it back into an empty Cooldown:   cooldown restore FOLDER

Nothing here is encrypted, and recordings say where you have been. Keep this folder where only you can read it.
`;
