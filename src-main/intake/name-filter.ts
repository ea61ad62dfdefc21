// Which names inside a folder may be activities. Pure; a file that the person named itself is never asked.
// Names come as one character per byte (latin1), so that names that are no valid UTF-8 are judged like any other.

const mayBeActivity = /\.(?:(?:fit|tcx|gpx)(?:\.gz)?|zip)$/i;

/** What macOS leaves beside every file on a foreign disk: the same name with this before it, never a recording. */
const appleDoublePrefix = '._';

/** Folders that systems make for themselves: what lies in them was thrown away, is a shadow, or is nobody's to read. */
const foldersLeftAlone = [
  /^__MACOSX$/,
  /^\$RECYCLE\.BIN$/i,
  /^\.Trash/,
  /^System Volume Information$/i,
  /^\.Spotlight-V100$/,
  /^\.fseventsd$/,
  /^\.TemporaryItems$/,
  /^lost\+found$/,
];

export function isCandidateName(nameBytes: string): boolean {
  return !nameBytes.startsWith(appleDoublePrefix) && mayBeActivity.test(nameBytes);
}

export function isFolderLeftAlone(nameBytes: string): boolean {
  return (
    nameBytes.startsWith(appleDoublePrefix) || foldersLeftAlone.some((pattern) => pattern.test(nameBytes))
  );
}
