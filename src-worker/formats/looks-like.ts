// What a file that is no activity looks like, in a word for people. Only a help in a sentence; nothing is decided by it.

/** First match wins; `at` is where the signature stands. */
const signatures: readonly {
  readonly bytes: readonly number[];
  readonly at?: number;
  readonly name: string;
}[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a JPEG picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: 'a GIF picture' },
  { bytes: [0x57, 0x45, 0x42, 0x50], at: 8, name: 'a WebP picture' },
  { bytes: [0x66, 0x74, 0x79, 0x70], at: 4, name: 'a film or a picture' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Office document' },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: 'a RAR archive' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: 'a 7-Zip archive' },
  { bytes: [0x42, 0x5a, 0x68], name: 'a bzip2 archive' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'an XZ archive' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], name: 'a database' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { bytes: [0x4d, 0x5a], name: 'a program' },
];

const words: readonly { readonly pattern: RegExp; readonly name: string }[] = [
  { pattern: /^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html)/i, name: 'a web page' },
  { pattern: /^\s*<\?xml|^\s*<[a-z]/i, name: 'another XML document' },
  { pattern: /^\s*[{[]\s*["{[\]}]/, name: 'JSON' },
];

/** The parts that only an office document has, which is a zip to everyone else. */
export const officeMarks: readonly { readonly entry: RegExp; readonly name: string }[] = [
  { entry: /^word\//, name: 'a Word document' },
  { entry: /^xl\//, name: 'an Excel workbook' },
  { entry: /^ppt\//, name: 'a PowerPoint document' },
  { entry: /^META-INF\/manifest\.xml$/, name: 'an OpenDocument file' },
];

export function looksLike(bytes: Uint8Array, text: string): string | null {
  const bySignature = signatures.find(({ bytes: signature, at = 0 }) =>
    signature.every((byte, index) => bytes[at + index] === byte),
  );
  const beginning = text.slice(0, 4096);
  return (
    bySignature?.name ??
    words.find(({ pattern }) => pattern.test(beginning))?.name ??
    (isTable(beginning) ? 'a table' : null)
  );
}

/** A first line of three columns or more, in plain text. */
function isTable(beginning: string): boolean {
  const end = beginning.indexOf('\n');
  const firstLine = beginning.slice(0, Math.max(0, end));
  return !firstLine.includes('\0') && firstLine.split(/[,;\t]/).length > 2;
}
