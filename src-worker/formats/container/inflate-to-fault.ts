// Deflated bytes (RFC 1951) read by hand, up to the first fault. The browser's own stream is swifter, but at a fault it lets go
// of what it holds, and it never says where packed bytes end: this one is asked only when that one gave up.

/** Grows up to `mostBytes`. */
export interface Output {
  bytes: Uint8Array<ArrayBuffer>;
  length: number;
  readonly mostBytes: number;
  /** More would have come out. */
  overflowed: boolean;
}

export const newOutput = (mostBytes: number): Output => ({
  bytes: new Uint8Array(Math.min(mostBytes, 64 * 1024)),
  length: 0,
  mostBytes,
  overflowed: false,
});

/** Adds what comes out to `output`; gives where the packed bytes end, null where there was a fault before that. */
export function inflateToFault(packed: Uint8Array, from: number, output: Output): number | null {
  const bits: Bits = { bytes: packed, at: from * 8 };
  const reach = output.length; // what was there before belongs to something else
  for (;;) {
    const isLast = take(bits, 1) === 1;
    const isWhole = inflateBlock(bits, output, reach);
    if (!isWhole || isPast(bits)) return null;
    if (isLast) return Math.ceil(bits.at / 8);
  }
}

function inflateBlock(bits: Bits, output: Output, reach: number): boolean {
  switch (take(bits, 2)) {
    case 0:
      return copyStored(bits, output);
    case 1:
      return inflateCodes(bits, { symbols: fixedSymbols, distances: fixedDistances }, output, reach);
    case 2: {
      const codes = readCodes(bits);
      return codes !== null && inflateCodes(bits, codes, output, reach);
    }
    default:
      return false;
  }
}

/** In bits, lowest first. */
interface Bits {
  readonly bytes: Uint8Array;
  at: number;
}

/** At least 17; zeros behind the end. */
function peek({ bytes, at }: Bits): number {
  const byte = at >>> 3;
  const three = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16);
  return three >>> (at & 7);
}

function take(bits: Bits, count: number): number {
  const value = peek(bits) & ((1 << count) - 1);
  bits.at += count;
  return value;
}

const isPast = ({ bytes, at }: Bits): boolean => at > bytes.length * 8;

function hasRoom(output: Output, more: number): boolean {
  const needed = output.length + more;
  if (needed > output.mostBytes) {
    output.overflowed = true;
    return false;
  }
  if (needed > output.bytes.length) {
    const larger = new Uint8Array(Math.min(output.mostBytes, Math.max(needed, output.bytes.length * 2)));
    larger.set(output.bytes);
    output.bytes = larger;
  }
  return true;
}

function copyStored(bits: Bits, output: Output): boolean {
  bits.at = Math.ceil(bits.at / 8) * 8;
  const [length, complement] = [take(bits, 16), take(bits, 16)];
  if (isPast(bits) || (length ^ complement) !== 0xffff) return false;
  const from = bits.at / 8;
  const there = bits.bytes.subarray(from, from + length);
  if (!hasRoom(output, there.length)) return false;
  output.bytes.set(there, output.length);
  output.length += there.length;
  bits.at += length * 8;
  return there.length === length;
}

const endOfBlock = 256;
const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const lengthExtraBits = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const distanceBases = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const distanceExtraBits = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];

function inflateCodes(bits: Bits, { symbols, distances }: Codes, output: Output, reach: number): boolean {
  for (;;) {
    const symbol = decode(bits, symbols);
    if (symbol === null) return false;
    if (symbol === endOfBlock) return true;
    if (symbol < endOfBlock) {
      if (!hasRoom(output, 1)) return false;
      output.bytes[output.length] = symbol;
      output.length += 1;
      continue;
    }
    const lengthCode = symbol - endOfBlock - 1;
    const base = lengthBases[lengthCode];
    if (base === undefined) return false;
    const length = base + take(bits, lengthExtraBits[lengthCode] ?? 0);
    const distanceCode = decode(bits, distances);
    const near = distanceCode === null ? undefined : distanceBases[distanceCode];
    if (distanceCode === null || near === undefined) return false;
    const distance = near + take(bits, distanceExtraBits[distanceCode] ?? 0);
    if (isPast(bits) || distance > output.length - reach || !hasRoom(output, length)) return false;
    // One by one: what is copied may begin within what is being written.
    for (let left = length; left > 0; left -= 1) {
      output.bytes[output.length] = output.bytes[output.length - distance] ?? 0;
      output.length += 1;
    }
  }
}

/** Of one Huffman code: by the next bits, the symbol and how many bits it takes; zero where nothing has these bits. */
interface Code {
  readonly table: Uint16Array;
  readonly mask: number;
}

interface Codes {
  readonly symbols: Code;
  readonly distances: Code;
}

function decode(bits: Bits, { table, mask }: Code): number | null {
  const entry = table[peek(bits) & mask] ?? 0;
  bits.at += entry & 15;
  return entry === 0 || isPast(bits) ? null : entry >>> 4;
}

const widestCode = 15;

/** By how many bits each symbol takes; null where there are more of them than such a code has room for. */
function codeOf(widths: readonly number[]): Code | null {
  const counts = new Array<number>(widestCode + 1).fill(0);
  for (const width of widths) counts[width] = (counts[width] ?? 0) + 1;
  const next = new Array<number>(widestCode + 1).fill(0);
  let code = 0;
  for (let width = 1; width <= widestCode; width += 1) {
    next[width] = code;
    code = (code + (counts[width] ?? 0)) << 1;
    if (code > 2 << width) return null;
  }
  const widest = widths.reduce((left, right) => Math.max(left, right), 0);
  const table = new Uint16Array(1 << widest);
  for (const [symbol, width] of widths.entries()) {
    if (width === 0) continue;
    const own = next[width] ?? 0;
    next[width] = own + 1;
    for (let at = reversed(own, width); at < table.length; at += 1 << width)
      table[at] = (symbol << 4) | width;
  }
  return { table, mask: table.length - 1 };
}

function reversed(code: number, width: number): number {
  let result = 0;
  for (let bit = 0; bit < width; bit += 1) result |= ((code >>> bit) & 1) << (width - 1 - bit);
  return result;
}

const repeated = (width: number, count: number): number[] => new Array<number>(count).fill(width);
const noCode: Code = { table: new Uint16Array(1), mask: 0 };
const fixedSymbols =
  codeOf([...repeated(8, 144), ...repeated(9, 112), ...repeated(7, 24), ...repeated(8, 8)]) ?? noCode;
const fixedDistances = codeOf(repeated(5, 30)) ?? noCode;

/** In which order a block writes the widths of the code that its codes are written in. */
const widthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The two codes of a block, as it says them itself. */
function readCodes(bits: Bits): Codes | null {
  const symbolCount = take(bits, 5) + 257;
  const count = symbolCount + take(bits, 5) + 1;
  const widthWidths = repeated(0, widthOrder.length);
  for (const symbol of widthOrder.slice(0, take(bits, 4) + 4)) widthWidths[symbol] = take(bits, 3);
  const widthCode = codeOf(widthWidths);
  if (widthCode === null) return null;

  const widths: number[] = [];
  while (widths.length < count) {
    const symbol = decode(bits, widthCode);
    if (symbol === null) return null;
    if (symbol < 16) widths.push(symbol);
    else if (symbol === 16) {
      const last = widths.at(-1);
      if (last === undefined) return null;
      widths.push(...repeated(last, 3 + take(bits, 2)));
    } else widths.push(...repeated(0, symbol === 17 ? 3 + take(bits, 3) : 11 + take(bits, 7)));
  }
  if (widths.length > count) return null;
  const symbols = codeOf(widths.slice(0, symbolCount));
  const distances = codeOf(widths.slice(symbolCount));
  return symbols === null || distances === null ? null : { symbols, distances };
}
