// Whether a copy holds what its file holds. Over MTP it may not: some programs in between give zeros at the right size, or
// stop too early without saying so. Pure.

/** What is kept of a copy while it is written. */
export interface CopySeen {
  readonly sizeBytes: number;
  readonly zerosAtStart: number;
  readonly zerosAtEnd: number;
  readonly startsAsFit: boolean;
  /** Of all bytes. Over FIT files, one or several in a row with the sum that each ends with, it comes to zero. */
  readonly fitSum: number;
}

export interface CopyWitness {
  take(chunk: Uint8Array): void;
  seen(): CopySeen;
}

/** `empty`: nothing in it was read; `cut`: something in it is not as it was written. */
export type CopyVerdict = 'sound' | 'empty' | 'cut';

/** USB carries so much at a time: fewer zeros in a row may be meant. */
const packetBytes = 512;
/** As long as the shorter header of a FIT file. */
const headBytes = 12;

export function judgeCopy({
  sizeBytes,
  zerosAtStart,
  zerosAtEnd,
  startsAsFit,
  fitSum,
}: CopySeen): CopyVerdict {
  if (zerosAtStart === sizeBytes || zerosAtStart >= packetBytes) return 'empty';
  if (startsAsFit) return fitSum === 0 ? 'sound' : 'cut';
  return zerosAtEnd >= packetBytes ? 'cut' : 'sound';
}

export function witnessCopy(): CopyWitness {
  const head: number[] = [];
  let sizeBytes = 0;
  let zerosAtStart = 0;
  let zerosAtEnd = 0;
  let fitSum = 0;
  return {
    take: (chunk) => {
      head.push(...chunk.subarray(0, headBytes - head.length));
      if (zerosAtStart === sizeBytes) zerosAtStart += leadingZeros(chunk);
      const trailing = trailingZeros(chunk);
      zerosAtEnd = trailing === chunk.length ? zerosAtEnd + trailing : trailing;
      sizeBytes += chunk.length;
      fitSum = fitSumOf(chunk, fitSum);
    },
    seen: () => ({
      sizeBytes,
      zerosAtStart,
      zerosAtEnd,
      startsAsFit: String.fromCharCode(...head.slice(8)) === '.FIT',
      fitSum,
    }),
  };
}

function leadingZeros(chunk: Uint8Array): number {
  const at = chunk.findIndex((byte) => byte !== 0);
  return at < 0 ? chunk.length : at;
}

const trailingZeros = (chunk: Uint8Array): number =>
  chunk.length - 1 - chunk.findLastIndex((byte) => byte !== 0);

/** The checksum of FIT: CRC-16 with the polynomial 0xA001, four bits at a time. */
const sumOfFourBits = Uint16Array.from({ length: 16 }, (_, bits) => {
  let sum = bits;
  for (let bit = 0; bit < 4; bit += 1) sum = (sum & 1) === 1 ? (sum >> 1) ^ 0xa001 : sum >> 1;
  return sum;
});

function fitSumOf(chunk: Uint8Array, before: number): number {
  let sum = before;
  for (const byte of chunk) {
    sum = (sum >> 4) ^ (sumOfFourBits[(sum ^ byte) & 0xf] ?? 0);
    sum = (sum >> 4) ^ (sumOfFourBits[(sum ^ (byte >> 4)) & 0xf] ?? 0);
  }
  return sum;
}
