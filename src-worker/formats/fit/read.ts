// The door of FIT: bytes in, recordings or a named failure out, never a throw. Parts are told apart (split-parts), each is
// walked once (walk-messages) into a recording, and what it says is summed up (activity).
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { DecodedFile, DecodedPart } from '../decoded.ts';
import { fitActivity } from './activity.ts';
import { fullBudget, type Budget } from './budget.ts';
import { activityFileType, nonActivityOf } from './file-types.ts';
import { fileIdMessage, recording, type Recording } from './recording.ts';
import { splitParts, type FitPart } from './split-parts.ts';
import { fillInHeartRates } from './stored-heart-rate.ts';
import { walkMessages, type MessageSink, type MessageWalk } from './walk-messages.ts';

/** One part, and those behind it that go with it. */
interface ReadRecording {
  readonly recording: Recording;
  readonly walks: MessageWalk[];
  readonly checksums: FitPart['checksum'][];
  /** Structure and checksums hold, and every byte belonged to something. */
  whole: boolean;
}

// A promise, as every reader gives one; decoding itself waits for nothing.
export function readFit(bytes: Uint8Array<ArrayBuffer>): Promise<Result<DecodedFile, ParseFailure>> {
  return Promise.resolve(decodeFit(bytes));
}

function decodeFit(bytes: Uint8Array<ArrayBuffer>): Result<DecodedFile, ParseFailure> {
  const { parts, hasTrailingBytes, hasMoreParts } = splitParts(bytes);
  const recordings: ReadRecording[] = [];
  const budget = fullBudget();
  for (const part of parts) {
    const previous = recordings.at(-1);
    const next =
      previous !== undefined && !hasFileId(part)
        ? previous
        : { recording: recording(budget), walks: [], checksums: [], whole: !hasTrailingBytes };
    if (next !== previous) recordings.push(next);
    const walk = walkPart(part, next.recording.sinkFor(part.bytes));
    if (walk.tooMany !== null) return failed(tooMany(limitReached(walk.tooMany, budget)));
    next.walks.push(walk);
    next.checksums.push(part.checksum);
    next.whole &&= walk.whole && !part.cut;
  }
  const decoded = recordings.map(decodeRecording);
  const readable = decoded.some(({ kind }) => kind !== 'failed');
  const [first] = decoded;
  if (first === undefined) return unreadable('no FIT header');
  // A chained file of which nothing can be read is one failure, that of its first part.
  if (!readable && first.kind === 'failed') return failed(first.failure);
  const beyond: readonly DecodedPart[] = hasMoreParts
    ? [{ kind: 'failed', failure: tooMany(limits.chainedParts) }]
    : [];
  return ok({ format: 'fit', parts: [...decoded, ...beyond] });
}

const tooMany = (limit: number): ParseFailure => ({ kind: 'too_many_records', limit });

function limitReached(what: 'messages' | 'definitions', { records }: Budget): number {
  if (what === 'definitions') return limits.fitDefinitions;
  return records === 0 ? limits.records : limits.summaryMessages;
}

const unreadable = (detail: string) => failed<ParseFailure>({ kind: 'unreadable', detail });

const walkPart = ({ bytes, headerBytes, dataEnd, checksum }: FitPart, sink: MessageSink): MessageWalk =>
  walkMessages({ bytes, start: headerBytes, dataEnd, checksum }, sink);

/** A part without one behind another (a strap's heart rates, sent later) goes with it and is no recording of its own. */
function hasFileId(part: FitPart): boolean {
  const { uses } = walkPart(part, { readerFor: () => null });
  return uses.some(({ definition, count }) => definition.globalNumber === fileIdMessage && count > 0);
}

function decodeRecording({ recording: read, walks, checksums, whole }: ReadRecording): DecodedPart {
  if (walks.every(({ messageCount }) => messageCount === 0)) return partFailed('no whole message');
  const fileId = read.rawFileId();
  if (fileId !== null && fileId.type !== activityFileType) {
    return { kind: 'not_an_activity', what: nonActivityOf(fileId.type) };
  }
  const sound = whole && checksums.every((checksum) => checksum === 'right');
  const { sessions, laps, sets, heartRates } = read.messages;
  const isEmpty = read.records.count() + sessions.length + laps.length + sets.length === 0;
  // Whether nothing was recorded or it was lost can only be said of a sound file that names itself.
  if (isEmpty && (!sound || fileId === null)) return partFailed('no record, lap or session');
  if (isEmpty) return { kind: 'not_an_activity', what: 'nothing_recorded' };
  const table = read.records.table();
  fillInHeartRates(table, heartRates);
  const activity = fitActivity({
    recording: read,
    table,
    uses: walks.flatMap(({ uses }) => uses),
    // The protocol wants a file_id first of all: without it the beginning was lost.
    sound: sound && fileId !== null,
    wrongChecksum: checksums.includes('wrong'),
    structureHolds: walks.every((walk) => walk.whole),
  });
  return { kind: 'activity', activity };
}

const partFailed = (detail: string): DecodedPart => ({
  kind: 'failed',
  failure: { kind: 'unreadable', detail },
});
