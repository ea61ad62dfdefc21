// The text of an XML document, a piece at a time: by byte order mark, by the shape of its first bytes, by its declaration.

export interface XmlText {
  /** Read once, from the beginning. */
  readonly pieces: Iterable<string>;
  /** So far every byte meant what the encoding says. */
  readonly isClean: () => boolean;
}

/** Bytes decoded at once: what a document costs beyond what is kept of it. */
const pieceBytes = 64 * 1024;

const byteOrderMarks: readonly { readonly bytes: readonly number[]; readonly label: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], label: 'utf-8' },
  { bytes: [0xff, 0xfe], label: 'utf-16le' },
  { bytes: [0xfe, 0xff], label: 'utf-16be' },
  // No mark, but a `<` that is two bytes wide.
  { bytes: [0x3c, 0x00], label: 'utf-16le' },
  { bytes: [0x00, 0x3c], label: 'utf-16be' },
];

function declaredLabel(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  const label = /<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1]?.toLowerCase();
  // A declaration that could be read byte by byte does not stand in UTF-16, whatever it says.
  return label === undefined || label.startsWith('utf-16') ? 'utf-8' : label;
}

function strictDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return new TextDecoder('utf-8', { fatal: true }); // a label that nobody knows
  }
}

/** Text of the first bytes, to look at; a character cut in two at their end is left out. */
export function beginningOf(bytes: Uint8Array): string {
  const [first = ''] = openXmlText(bytes.subarray(0, pieceBytes)).pieces;
  return first;
}

export function openXmlText(bytes: Uint8Array): XmlText {
  const mark = byteOrderMarks.find((row) => row.bytes.every((byte, index) => bytes[index] === byte));
  let decoder = strictDecoder(mark?.label ?? declaredLabel(bytes));
  let clean = true;

  const decode = (piece: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: true });
    } catch {
      // Latin-1 written under another label: numbers and times are ASCII and stay right, only names may suffer.
      clean = false;
      decoder = new TextDecoder(mark?.label ?? 'latin1');
      return decoder.decode(piece, { stream: true });
    }
  };

  function* pieces(): Generator<string> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield decode(bytes.subarray(at, at + pieceBytes));
    try {
      yield decoder.decode();
    } catch {
      clean = false; // it ends inside a character
    }
  }
  return { pieces: pieces(), isClean: () => clean };
}
