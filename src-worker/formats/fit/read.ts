// The door of FIT and the one to fit-file-parser: bytes in, recordings or a named failure out, never a throw.
// The library reads only the first part of a chained file and trusts every header, so parts, checksums, structure
// and identity are our own (split-parts, walk-messages); the library gives the summary messages their values.
import FitParser, { getFitGarminProductDisplayName } from 'fit-file-parser';
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { DecodedFile, DecodedPart } from '../decoded.ts';
import { fitActivity } from './activity.ts';
import { activityFileType, nonActivityOf } from './file-types.ts';
import { fitMessages, type FitMessages } from './messages.ts';
import { closedAt, splitParts, type FitPart } from './split-parts.ts';
import { walkMessages, type FitWalk } from './walk-messages.ts';

interface WalkedPart {
  readonly part: FitPart;
  readonly walk: FitWalk;
  readonly sound: boolean;
}

export async function readFit(bytes: Uint8Array<ArrayBuffer>): Promise<Result<DecodedFile, ParseFailure>> {
  const { parts, hasTrailingBytes } = splitParts(bytes);
  const walked = joinContinuations(parts.map((part) => walkPart(part, !hasTrailingBytes)));
  if (walked.some(({ walk }) => walk.tooManyRecords)) {
    return failed({ kind: 'too_many_records', limit: limits.records });
  }
  const decoded = await Promise.all(walked.map(decodePart));
  const readable = decoded.some(({ kind }) => kind !== 'failed');
  const [first] = decoded;
  if (first === undefined) return unreadable('no FIT header');
  // A chained file of which nothing can be read is one failure, that of its first part.
  if (!readable && first.kind === 'failed') return failed(first.failure);
  return ok({ format: 'fit', parts: decoded });
}

const unreadable = (detail: string) => failed<ParseFailure>({ kind: 'unreadable', detail });

function walkPart(part: FitPart, fileEndsCleanly: boolean): WalkedPart {
  const walk = walkMessages(part.bytes, part.headerBytes, part.dataEnd);
  const isWhole = !part.cut && walk.whole && fileEndsCleanly;
  return { part, walk, sound: isWhole && part.checksum === 'right' };
}

/** A part without `file_id` behind another (a strap's heart rates, sent later) goes with it and is no recording of its own. */
function joinContinuations(walked: readonly WalkedPart[]): readonly WalkedPart[] {
  const joined: WalkedPart[] = [];
  for (const next of walked) {
    const previous = joined.at(-1);
    if (previous !== undefined && next.walk.fileId === null) {
      joined[joined.length - 1] = { ...previous, sound: previous.sound && next.sound };
    } else {
      joined.push(next);
    }
  }
  return joined;
}

async function decodePart({ part, walk, sound }: WalkedPart): Promise<DecodedPart> {
  if (walk.messageCount === 0) return partFailed('no whole message');
  const type = walk.fileId?.type ?? null;
  if (walk.fileId !== null && type !== activityFileType) {
    return { kind: 'not_an_activity', what: nonActivityOf(type) };
  }
  const messages = await decodeMessages(part, walk);
  if (messages === null) return partFailed('the messages could not be decoded');
  const { records, sessions, laps, sets } = messages;
  const isEmpty = records.length + sessions.length + laps.length + sets.length === 0;
  // Whether nothing was recorded or it was lost can only be said of a sound file that names itself.
  if (isEmpty && (!sound || walk.fileId === null)) return partFailed('no record, lap or session');
  if (isEmpty) return { kind: 'not_an_activity', what: 'nothing_recorded' };
  const activity = fitActivity({
    messages,
    walk,
    // The protocol wants a file_id first of all: without it the beginning was lost.
    sound: sound && walk.fileId !== null,
    checksum: part.checksum,
    productName: productNameOf(walk),
  });
  return { kind: 'activity', activity };
}

const garminManufacturer = 1;

/** “Edge 530” for a number that only Garmin's own list explains. */
function productNameOf({ fileId }: FitWalk): string | null {
  const isGarmin = fileId?.manufacturer === garminManufacturer && fileId.product !== null;
  return isGarmin ? getFitGarminProductDisplayName(fileId.product) : null;
}

const partFailed = (detail: string): DecodedPart => ({
  kind: 'failed',
  failure: { kind: 'unreadable', detail },
});

async function decodeMessages(part: FitPart, walk: FitWalk): Promise<FitMessages | null> {
  const asWritten = !part.cut && walk.whole;
  const strict = asWritten && part.checksum === 'right' ? await parse(part.bytes.slice(), false) : null;
  // The library is strict about more than checksums (a developer field of an unknown type); such files are read leniently.
  return strict ?? (await parse(asWritten ? part.bytes.slice() : closedAt(part, walk.end), true));
}

async function parse(bytes: Uint8Array<ArrayBuffer>, force: boolean): Promise<FitMessages | null> {
  try {
    const parsed: unknown = await new FitParser({ force, mode: 'list' }).parseAsync(bytes.buffer);
    return fitMessages(parsed);
  } catch {
    return null; // the library's words name offsets and no cause; what is wrong is said by the walk
  }
}
