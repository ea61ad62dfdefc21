// Walks the messages of one FIT part by their headers: whether the structure holds, where the last whole message ends,
// and the few raw numbers that identity and version are made of. It decodes nothing else and believes no library.
import { limits } from '../../contract/limits.ts';

/** Numbers of `file_id` as they stand in the file; null where absent or the profile's “invalid”. */
export interface RawFileId {
  readonly type: number | null;
  readonly manufacturer: number | null;
  readonly product: number | null;
  readonly serialNumber: number | null;
  readonly timeCreated: number | null;
}

export interface FitWalk {
  readonly fileId: RawFileId | null;
  /** FIT instants: seconds since 1989-12-31, or since the device was switched on where below 0x10000000. */
  readonly firstRecordTime: number | null;
  readonly firstTimerStartTime: number | null;
  readonly firstSessionStartTime: number | null;
  readonly latestTime: number | null;
  readonly latestRecordTime: number | null;
  readonly recordsRunBackward: boolean;
  readonly messageCount: number;
  /** Behind the last whole message. */
  readonly end: number;
  /** Every byte belonged to a whole message. */
  readonly whole: boolean;
  readonly tooManyRecords: boolean;
}

interface FieldDefinition {
  readonly number: number;
  readonly bytes: number;
  readonly baseType: number;
  readonly offset: number;
}

interface MessageDefinition {
  readonly globalNumber: number;
  readonly littleEndian: boolean;
  readonly fields: readonly FieldDefinition[];
  readonly bytes: number;
}

const message = { fileId: 0, session: 18, lap: 19, record: 20, event: 21, length: 101, set: 225 } as const;
const timestampField = 253;
/** Which field says when, for the messages whose latest instant is the version of a recording (domain 3). */
const instantFields: Readonly<Partial<Record<number, number>>> = {
  [message.session]: timestampField,
  [message.lap]: timestampField,
  [message.record]: timestampField,
  [message.event]: timestampField,
  [message.length]: timestampField,
  [message.set]: 254,
};

const knownBaseTypes = 0x10;
/** Base types whose “invalid” is zero. */
const zeroIsInvalid: ReadonlySet<number> = new Set([0x0a, 0x8b, 0x8c]);

/** Below this, a FIT instant counts from when the device was switched on. */
export const relativeTimeBelow = 0x1000_0000;

export function walkMessages(bytes: Uint8Array, start: number, dataEnd: number): FitWalk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const definitions = new Map<number, MessageDefinition>();
  const found = {
    fileId: null as RawFileId | null,
    firstRecordTime: null as number | null,
    firstTimerStartTime: null as number | null,
    firstSessionStartTime: null as number | null,
    latestTime: null as number | null,
    latestRecordTime: null as number | null,
    recordsRunBackward: false,
    messageCount: 0,
  };
  let recordCount = 0;
  let lastTime: number | null = null;
  let lastRecordTime: number | null = null;
  let at = start;

  const finish = (tooManyRecords = false): FitWalk => ({
    ...found,
    end: at,
    whole: at === dataEnd,
    tooManyRecords,
  });

  while (at < dataEnd) {
    const header = bytes[at] ?? 0;
    const isCompressed = (header & 0x80) !== 0;
    if (!isCompressed && (header & 0x40) !== 0) {
      const read = readDefinition(view, at, dataEnd);
      if (read === null) return finish();
      definitions.set(header & 0x0f, read.definition);
      at = read.next;
      continue;
    }
    const definition = definitions.get(isCompressed ? (header >> 5) & 0x03 : header & 0x0f);
    if (definition === undefined || at + 1 + definition.bytes > dataEnd) return finish();
    const body = at + 1;
    const value = (field: number): number | null => readField(view, body, definition, field);

    let time = value(timestampField);
    if (isCompressed && lastTime !== null) {
      const offset = header & 0x1f;
      time = lastTime - (lastTime & 0x1f) + offset + (offset < (lastTime & 0x1f) ? 0x20 : 0);
    }
    lastTime = time ?? lastTime;
    const instantField = instantFields[definition.globalNumber];
    const instant =
      instantField === timestampField ? time : instantField === undefined ? null : value(instantField);
    if (instant !== null && instant > (found.latestTime ?? -1)) found.latestTime = instant;

    switch (definition.globalNumber) {
      case message.fileId:
        found.fileId ??= {
          type: value(0),
          manufacturer: value(1),
          product: value(2),
          serialNumber: value(3) === 0 ? null : value(3),
          timeCreated: value(4),
        };
        break;
      case message.record:
        recordCount += 1;
        if (recordCount > limits.records) return finish(true);
        if (time !== null) {
          found.firstRecordTime ??= time;
          if (lastRecordTime !== null && time < lastRecordTime) found.recordsRunBackward = true;
          if (time > (found.latestRecordTime ?? -1)) found.latestRecordTime = time;
          lastRecordTime = time;
        }
        break;
      case message.event:
        if (value(0) === 0 && value(1) === 0) found.firstTimerStartTime ??= time;
        break;
      case message.session:
        found.firstSessionStartTime ??= value(2);
        break;
      default:
        break;
    }
    found.messageCount += 1;
    at = body + definition.bytes;
  }
  return finish();
}

function readDefinition(
  view: DataView,
  at: number,
  dataEnd: number,
): { readonly definition: MessageDefinition; readonly next: number } | null {
  if (at + 6 > dataEnd) return null;
  const hasDeveloperFields = (view.getUint8(at) & 0x20) !== 0;
  const littleEndian = view.getUint8(at + 2) === 0;
  const fieldCount = view.getUint8(at + 5);
  let next = at + 6 + fieldCount * 3;
  if (next + (hasDeveloperFields ? 1 : 0) > dataEnd) return null;

  const fields: FieldDefinition[] = [];
  let bytes = 0;
  for (let index = 0; index < fieldCount; index += 1) {
    const field = at + 6 + index * 3;
    const baseType = view.getUint8(field + 2);
    // The lower five bits name the type; a number that the protocol does not have is damage, not a new type.
    if ((baseType & 0x1f) > knownBaseTypes) return null;
    const fieldBytes = view.getUint8(field + 1);
    fields.push({ number: view.getUint8(field), bytes: fieldBytes, baseType, offset: bytes });
    bytes += fieldBytes;
  }
  if (hasDeveloperFields) {
    const developerCount = view.getUint8(next);
    const developerStart = next + 1;
    next = developerStart + developerCount * 3;
    if (next > dataEnd) return null;
    for (let index = 0; index < developerCount; index += 1) {
      bytes += view.getUint8(developerStart + index * 3 + 1);
    }
  }
  return {
    definition: { globalNumber: view.getUint16(at + 3, littleEndian), littleEndian, fields, bytes },
    next,
  };
}

/** An unsigned number of one, two or four bytes; null where the field is absent, of another size, or invalid. */
function readField(
  view: DataView,
  body: number,
  { fields, littleEndian }: MessageDefinition,
  number: number,
): number | null {
  const field = fields.find((candidate) => candidate.number === number);
  if (field === undefined) return null;
  const at = body + field.offset;
  switch (field.bytes) {
    case 1:
      return valid(view.getUint8(at), 0xff, field.baseType);
    case 2:
      return valid(view.getUint16(at, littleEndian), 0xffff, field.baseType);
    case 4:
      return valid(view.getUint32(at, littleEndian), 0xffff_ffff, field.baseType);
    default:
      return null;
  }
}

const valid = (value: number, allOnes: number, baseType: number): number | null =>
  value === (zeroIsInvalid.has(baseType) ? 0 : allOnes) ? null : value;
