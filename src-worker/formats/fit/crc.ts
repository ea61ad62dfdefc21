// The checksum of FIT: CRC-16 with the reflected polynomial 0xA001, as its protocol has it. Eight bytes at a time, by
// eight tables: table n says what a byte does to the checksum n bytes further on.

const tables = new Uint16Array(8 * 256);
for (let byte = 0; byte < 256; byte += 1) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  tables[byte] = crc;
}
for (let at = 256; at < tables.length; at += 1) {
  const before = tables[at - 256] ?? 0;
  tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
}

const entry = (table: number, byte: number): number => tables[(table << 8) | byte] ?? 0;

export function fitCrc(bytes: Uint8Array): number {
  const { length } = bytes;
  const byteAt = (at: number): number => bytes[at] ?? 0;
  let crc = 0;
  let at = 0;
  for (const last = length - 8; at <= last; at += 8) {
    crc =
      entry(7, byteAt(at) ^ (crc & 0xff)) ^
      entry(6, byteAt(at + 1) ^ (crc >>> 8)) ^
      entry(5, byteAt(at + 2)) ^
      entry(4, byteAt(at + 3)) ^
      entry(3, byteAt(at + 4)) ^
      entry(2, byteAt(at + 5)) ^
      entry(1, byteAt(at + 6)) ^
      entry(0, byteAt(at + 7));
  }
  for (; at < length; at += 1) crc = (crc >>> 8) ^ entry(0, (crc ^ byteAt(at)) & 0xff);
  return crc;
}
