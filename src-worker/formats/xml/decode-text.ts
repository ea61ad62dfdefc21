// The text of an XML document: by byte order mark, by the shape of its first bytes, by its declaration, in that order.

export interface DecodedText {
  readonly text: string;
  /** Every byte meant what the encoding says. */
  readonly clean: boolean;
}

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

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return new TextDecoder('utf-8', { fatal: true }); // a label that nobody knows
  }
}

export function decodeXmlText(bytes: Uint8Array): DecodedText {
  const mark = byteOrderMarks.find((row) => row.bytes.every((byte, index) => bytes[index] === byte));
  try {
    return { text: decoderFor(mark?.label ?? declaredLabel(bytes)).decode(bytes), clean: true };
  } catch {
    // Latin-1 written under another label: numbers and times are ASCII and stay right, only names may suffer.
    return { text: new TextDecoder(mark?.label ?? 'latin1').decode(bytes), clean: false };
  }
}
