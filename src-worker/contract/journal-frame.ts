// The frame of the journal, as it lies on disk and as the engine fetches it. Pure; who writes and checks is main/journal.
//
//   bytes  0   4  mark "CDJF"
//          4   4  length of the payload in bytes      (all numbers little-endian, unsigned)
//          8   4  place of the first record
//         12   4  place of the last record
//         16  32  hash: SHA-256 over (hash of the frame before ‖ bytes 4…15 ‖ payload)
//         48   n  payload: the records as JSON array, raw deflate (RFC 1951)
//       48+n   4  CRC-32 (IEEE 802.3) over bytes 0 … 48+n-1
//
// The first frame follows the file's header line; the hash before it is the SHA-256 of that line.

export const frameMark = 0x46_4a_44_43; // "CDJF" read as little-endian
export const frameHeaderBytes = 48;
export const frameTrailerBytes = 4;
/** 64 endings have at most a few hundred KiB; what claims more is no frame. */
export const frameLimitBytes = 64 * 1024 * 1024;

export interface JournalFrame {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** 64 hex digits. */
  readonly hash: string;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly crc: number;
  /** Of the whole frame. */
  readonly bytes: number;
}

/** The frame at `offset`, or null where there is none that is complete. Neither hash nor checksum is looked at. */
export function frameAt(bytes: Uint8Array<ArrayBuffer>, offset: number): JournalFrame | null {
  const left = bytes.length - offset;
  if (left < frameHeaderBytes + frameTrailerBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, left);
  const length = view.getUint32(4, true);
  const whole = frameHeaderBytes + length + frameTrailerBytes;
  if (view.getUint32(0, true) !== frameMark || length > frameLimitBytes || left < whole) return null;
  return {
    firstSeq: view.getUint32(8, true),
    lastSeq: view.getUint32(12, true),
    hash: hexOf(bytes.subarray(offset + 16, offset + frameHeaderBytes)),
    payload: bytes.subarray(offset + frameHeaderBytes, offset + frameHeaderBytes + length),
    crc: view.getUint32(frameHeaderBytes + length, true),
    bytes: whole,
  };
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Fifty thousand times when a journal is opened, hence by table. */
function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOfByte[byte] ?? '';
  return hex;
}
