// Walks the messages of one FIT part, once: headers, definitions and clock are its own; what a data message holds is read by
// the reader that its definition was given. It says how far the structure holds.
import { limits } from '../../contract/limits.ts';
import { developerFieldsBit, readDefinition, type MessageDefinition } from './definition.ts';

/**
 * Time in seconds since 1989-12-31 UTC, or since the device was switched on where below 0x10000000; NaN where not said.
 * False where no more can be taken in: then the walk ends.
 */
export type MessageReader = (body: number, time: number) => boolean;

export interface MessageSink {
  /** Called for every definition, once; null where its messages need not be read. */
  readonly readerFor: (definition: MessageDefinition) => MessageReader | null;
}

/** One definition and how many data messages followed it. */
export interface DefinitionUse {
  readonly definition: MessageDefinition;
  readonly count: number;
}

export interface MessageWalk {
  readonly messageCount: number;
  readonly uses: readonly DefinitionUse[];
  /** Behind the last whole message. */
  readonly end: number;
  /** Every byte belonged to a whole message. */
  readonly whole: boolean;
  /** Of what a file may ask for only so much, and the walk ended where it asked for more. */
  readonly tooMany: 'messages' | 'definitions' | null;
}

export interface MessagesToWalk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly start: number;
  readonly dataEnd: number;
  /** Right: whatever stands there was meant so. Missing, where the end is: nothing speaks of damage before it. */
  readonly checksum: Checksum;
}

export type Checksum = 'right' | 'wrong' | 'missing';

interface Slot {
  readonly definition: MessageDefinition;
  /** The definition as it stands in the file, without its header. */
  readonly written: Uint8Array;
  readonly reader: MessageReader | null;
  /** Where the timestamp stands in the message; below zero where it has none. */
  readonly timeAt: number;
  count: number;
}

/** So many definitions are found again by comparing; the rest by a key. */
const comparedSlots = 48;

const compressedBit = 0x80;
const definitionBit = 0x40;
const timestampField = 253;
const noTime = 0xffff_ffff;

export function walkMessages(
  { bytes, start, dataEnd, checksum }: MessagesToWalk,
  sink: MessageSink,
): MessageWalk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const byLocalType: (Slot | undefined)[] = new Array<Slot | undefined>(16).fill(undefined);
  const slots = new Map<string, Slot>();
  const firstSlots: Slot[] = [];
  let lastTime = NaN;
  let messageCount = 0;
  let tooMany: MessageWalk['tooMany'] = null;
  let at = start;

  while (at < dataEnd) {
    const header = view.getUint8(at);
    const isCompressed = (header & compressedBit) !== 0;
    if (!isCompressed && (header & definitionBit) !== 0) {
      const before = firstSlots.find((slot) => isWrittenAt(bytes, at, slot));
      if (before !== undefined) {
        byLocalType[header & 0x0f] = before;
        at += 1 + before.written.length;
        continue;
      }
      const read = readDefinition(view, at, dataEnd);
      if (read.kind === 'cut') break;
      const slot = slotFor(read.definition, bytes.subarray(at + 1, read.next));
      // A type that the protocol does not have may come with a later one: how wide it is, is said all the same, so such a
      // message is stepped over where nobody reads it. Of what is read nothing may be guessed; and where the checksum says
      // that something is damaged, this is the damage, and whatever stands behind it with it.
      if (read.kind === 'unknown_type' && (slot.reader !== null || checksum === 'wrong')) break;
      if (slots.size > limits.fitDefinitions) {
        tooMany = 'definitions';
        break;
      }
      byLocalType[header & 0x0f] = slot;
      at = read.next;
      continue;
    }
    const slot = byLocalType[isCompressed ? (header >> 5) & 0x03 : header & 0x0f];
    if (slot === undefined) break;
    const body = at + 1;
    const next = body + slot.definition.bytes;
    if (next > dataEnd) break;
    if (checksum !== 'right' && isBlank(bytes, at, next)) break;

    let time = NaN;
    if (slot.timeAt >= 0) {
      const raw = view.getUint32(body + slot.timeAt, slot.definition.littleEndian);
      if (raw !== noTime) time = raw;
    }
    if (isCompressed && !Number.isNaN(lastTime)) time = rolledOver(lastTime, header & 0x1f);
    if (!Number.isNaN(time)) lastTime = time;

    if (slot.reader !== null && !slot.reader(body, time)) {
      tooMany = 'messages';
      break;
    }
    slot.count += 1;
    messageCount += 1;
    at = next;
  }
  return { messageCount, uses: [...slots.values()], end: at, whole: at === dataEnd, tooMany };

  /** Many writers repeat a definition again and again: it is compiled once. */
  function slotFor(definition: MessageDefinition, written: Uint8Array): Slot {
    const key = `${definition.hasDeveloperFields ? 'd' : ''}:${String.fromCharCode(...written)}`;
    const known = slots.get(key);
    if (known !== undefined) return known;
    const slot = newSlot(definition, written);
    slots.set(key, slot);
    if (firstSlots.length < comparedSlots) firstSlots.push(slot);
    return slot;
  }

  function newSlot(definition: MessageDefinition, written: Uint8Array): Slot {
    const timestamp = definition.fields.find(
      ({ number, bytes: width }) => number === timestampField && width === 4,
    );
    return {
      definition,
      written,
      reader: sink.readerFor(definition),
      timeAt: timestamp?.at ?? -1,
      count: 0,
    };
  }
}

const leastBlankBytes = 8;

/** Where a file system lost a file's content it left zeros, and zeros are messages of local type 0: nothing that was recorded. */
function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < leastBlankBytes) return false;
  for (let at = from; at < to; at += 1) if (bytes[at] !== 0) return false;
  return true;
}

/** Whether the same definition stands here once more, for whichever local type. */
function isWrittenAt(bytes: Uint8Array, at: number, { written, definition }: Slot): boolean {
  const hasDeveloperFields = ((bytes[at] ?? 0) & developerFieldsBit) !== 0;
  if (hasDeveloperFields !== definition.hasDeveloperFields) return false;
  for (let index = 0; index < written.length; index += 1) {
    if (bytes[at + 1 + index] !== written[index]) return false;
  }
  return true;
}

/** A compressed header has the lowest five bits of the time; they have rolled over where they are less than before. */
function rolledOver(lastTime: number, lowBits: number): number {
  const lastLowBits = lastTime & 0x1f;
  return lastTime - lastLowBits + lowBits + (lowBits < lastLowBits ? 0x20 : 0);
}
