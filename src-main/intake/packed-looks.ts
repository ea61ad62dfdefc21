// Looks as they travel to the intake: sixteen bytes each, one after the other. With each scan and each import all that is
// known travels, ten years of it: as a list of texts it would stop both processes each time for as long as a person notices.

/** Of each look its bytes. */
export type PackedLooks = Uint8Array;

export interface LookSet {
  readonly size: number;
  has(look: string): boolean;
}

/** Looks that come and go, ready to be sent at any time. */
export interface LookStore {
  add(look: string): void;
  remove(look: string): void;
  /** A copy: what is changed later does not change it. */
  packed(): PackedLooks;
}

const bytesPerLook = 16;
const fewLooks = 256;

export const packLooks = (looks: Iterable<string>): PackedLooks =>
  new Uint8Array(Buffer.from([...looks].join(''), 'hex'));

export function unpackLooks(packed: PackedLooks): readonly string[] {
  const bytes = bytesOf(packed);
  return Array.from({ length: countOf(packed) }, (_, place) => lookAt(bytes, place));
}

export function withoutLooks(packed: PackedLooks, going: ReadonlySet<string>): PackedLooks {
  return going.size === 0 ? packed : packLooks(unpackLooks(packed).filter((look) => !going.has(look)));
}

/** Digests are spread evenly: the first of their bytes say where in the table each one stands. */
export function setOfLooks(packed: PackedLooks): LookSet {
  const bytes = bytesOf(packed);
  const size = countOf(packed);
  const mask = 2 ** Math.ceil(Math.log2(size + 1) + 1) - 1;
  /** One more than the place of a look; 0 where there is none. */
  const table = new Int32Array(mask + 1);
  for (let place = 0; place < size; place += 1) {
    let slot = bytes.readUInt32BE(place * bytesPerLook) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = place + 1;
  }
  return {
    size,
    has: (look) => {
      let slot = Number.parseInt(look.slice(0, 8), 16) & mask;
      for (let found = table[slot] ?? 0; found !== 0; found = table[slot] ?? 0) {
        if (lookAt(bytes, found - 1) === look) return true;
        slot = (slot + 1) & mask;
      }
      return false;
    },
  };
}

export function createLookStore(looks: Iterable<string> = []): LookStore {
  const places = new Map<string, number>();
  let bytes = Buffer.alloc(fewLooks * bytesPerLook);
  const store: LookStore = {
    add: (look) => {
      if (places.has(look)) return;
      const from = places.size * bytesPerLook;
      if (from === bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
      bytes.write(look, from, 'hex');
      places.set(look, places.size);
    },
    remove: (look) => {
      const place = places.get(look);
      if (place === undefined) return;
      // The last one takes its place.
      const last = lookAt(bytes, places.size - 1);
      bytes.write(last, place * bytesPerLook, 'hex');
      places.set(last, place);
      places.delete(look);
    },
    packed: () => new Uint8Array(bytes.subarray(0, places.size * bytesPerLook)),
  };
  for (const look of looks) store.add(look);
  return store;
}

const countOf = (packed: PackedLooks): number => packed.length / bytesPerLook;

const bytesOf = ({ buffer, byteOffset, length }: PackedLooks): Buffer =>
  Buffer.from(buffer, byteOffset, length);

const lookAt = (bytes: Buffer, place: number): string =>
  bytes.toString('hex', place * bytesPerLook, (place + 1) * bytesPerLook);
