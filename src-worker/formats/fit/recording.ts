// What the messages of one recording say, as they are met: records in columns, the few messages that sum up as objects,
// everything else counted. One recording may be several parts of a file.
import { accumulators } from './accumulators.ts';
import type { Budget } from './budget.ts';
import { developerFields } from './developer-fields.ts';
import { messageDecoder } from './decode-message.ts';
import type { MessageDefinition } from './definition.ts';
import type { FitMessage } from './messages.ts';
import { messageProfiles } from './profile/messages.ts';
import { recordMessage } from './record-plan.ts';
import { records, type Records } from './records.ts';
import type { DeveloperField } from '../decoded.ts';
import type { DefinitionUse, MessageReader, MessageSink } from './walk-messages.ts';

/** The messages that are kept whole, by the name that they are kept under. */
const keptMessages = {
  fileIds: 0,
  sports: 12,
  sessions: 18,
  laps: 19,
  events: 21,
  devices: 23,
  activities: 34,
  lengths: 101,
  heartRates: 132,
  sets: 225,
} as const;
type KeptName = keyof typeof keptMessages;

export type FitMessages = Readonly<Record<KeptName, readonly FitMessage[]>>;

export const fileIdMessage = keptMessages.fileIds;
const fieldDescriptionMessage = 206;

/** A longer message counts as several: its values are kept one by one. */
const bytesOfOne = 64;

export interface Recording {
  readonly messages: FitMessages;
  readonly records: Records;
  readonly rawFileId: () => RawFileId | null;
  /** Reads the messages of one part as they are walked. */
  readonly sinkFor: (bytes: Uint8Array<ArrayBuffer>) => MessageSink;
  readonly developerFields: (uses: readonly DefinitionUse[]) => readonly DeveloperField[];
}

/** Numbers of `file_id` as they stand in the file; null where absent or the profile's “invalid”. */
export interface RawFileId {
  readonly type: number | null;
  readonly manufacturer: number | null;
  readonly product: number | null;
  readonly serialNumber: number | null;
  readonly timeCreated: number | null;
}

export function recording(budget: Budget): Recording {
  const placed = records(budget);
  const running = accumulators();
  const developers = developerFields();
  const kept: Record<KeptName, FitMessage[]> = {
    fileIds: [],
    sports: [],
    sessions: [],
    laps: [],
    events: [],
    devices: [],
    activities: [],
    lengths: [],
    heartRates: [],
    sets: [],
  };
  const keptByNumber = new Map<number, FitMessage[]>(
    Object.entries(keptMessages).map(([name, number]) => [number, kept[name as KeptName]]),
  );
  let fileId: RawFileId | null = null;

  function readerFor(view: DataView, definition: MessageDefinition): MessageReader | null {
    const { globalNumber } = definition;
    if (globalNumber === recordMessage) return placed.readerFor(definition, view);
    const profile = messageProfiles[globalNumber];
    const list = keptByNumber.get(globalNumber);
    const describes = globalNumber === fieldDescriptionMessage;
    if (profile === undefined || (list === undefined && !describes)) return null;
    const decode = messageDecoder(definition, {
      view,
      profile,
      accumulators: running,
      developerFields: developers,
    });
    const cost = 1 + Math.floor(definition.bytes / bytesOfOne);
    return (body, time) => {
      if (budget.summaries < cost) return false;
      budget.summaries -= cost;
      const message = decode(body, time);
      if (describes) developers.describe(message);
      if (globalNumber === fileIdMessage) fileId ??= rawFileIdAt(view, body, definition);
      list?.push(message);
      return true;
    };
  }

  return {
    messages: kept,
    records: placed,
    rawFileId: () => fileId,
    sinkFor: (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return { readerFor: (definition) => readerFor(view, definition) };
    },
    developerFields: developers.list,
  };
}

function rawFileIdAt(view: DataView, body: number, definition: MessageDefinition): RawFileId {
  const value = (number: number): number | null => unsignedAt(view, body, definition, number);
  return {
    type: value(0),
    manufacturer: value(1),
    product: value(2),
    serialNumber: value(3) === 0 ? null : value(3),
    timeCreated: value(4),
  };
}

/** By its width alone, whatever type is named: what an identity is made of must not hang on that. */
function unsignedAt(
  view: DataView,
  body: number,
  { fields, littleEndian }: MessageDefinition,
  number: number,
): number | null {
  const field = fields.find((candidate) => candidate.number === number);
  if (field === undefined) return null;
  const at = body + field.at;
  const valid = (value: number, allOnes: number): number | null =>
    value === (field.type.invalid === 0 ? 0 : allOnes) ? null : value;
  switch (field.bytes) {
    case 1:
      return valid(view.getUint8(at), 0xff);
    case 2:
      return valid(view.getUint16(at, littleEndian), 0xffff);
    case 4:
      return valid(view.getUint32(at, littleEndian), 0xffff_ffff);
    default:
      return null;
  }
}
