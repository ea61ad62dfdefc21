// From an entry of a receipt to its sentences in the athlete's language: what happened, what is safe, what to do.
// Pure. The switches are exhaustive: a new ending fails to compile until it can be said.
import type { MatchedActivity } from '../../src-worker/contract/dedup-verdict.ts';
import type { Failure } from '../../src-worker/contract/failure.ts';
import type { Ending, ReceiptEntry } from '../../src-worker/contract/receipt.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import type { TextId } from './english.ts';
import type { EndingKey } from './english/endings.ts';
import { fieldTextId } from './field-names.ts';
import { formatInstantDay, isBelievable } from './format-date.ts';
import { formatDistance } from './format-distance.ts';
import { formatDuration } from './format-duration.ts';
import { formatSize } from './format-number.ts';
import type { Reader } from './reader.ts';
import type { Say, TextValues } from './say.ts';
import { sportWord } from './sports.ts';
import { visibleName } from './visible-name.ts';

export interface EndingText {
  readonly happened: string;
  readonly safe: string;
  readonly next: string;
}

export interface Telling {
  readonly say: Say;
  readonly reader: Reader;
  readonly now: Date;
}

interface NamedEntry {
  readonly entry: ReceiptEntry;
  /** Of the file as the athlete knows it; the name inside an archive stands in the entry. */
  readonly fileName: string;
}

/** “morning.fit”, or “morning.fit in may.zip” */
export function entryName({ entry, fileName }: NamedEntry, say: Say): string {
  const file = visibleName(fileName);
  return entry.member === null ? file : say('file.in_archive', { member: visibleName(entry.member), file });
}

/** The title it was given, else its sport, else simply that it is one. */
export function activityTitleOf(title: string | null, workoutType: string | null, say: Say): string {
  if (title !== null) return visibleName(title);
  return workoutType === null || workoutType === 'other'
    ? say('activity.untitled')
    : sportWord(workoutType, say);
}

/** “Morning run, 10.2 km”: the distance, else the duration, else the name alone. */
function activityName(entry: ReceiptEntry, { say, reader }: Telling): string {
  const title =
    entry.title === null ? sportWord(entry.workoutType ?? 'other', say) : visibleName(entry.title);
  const meters = entry.summary?.distanceMeters ?? null;
  const seconds = entry.summary?.timerSeconds ?? entry.summary?.elapsedSeconds ?? null;
  if (meters !== null && meters > 0) {
    return say('activity.named', { title, size: formatDistance(meters, entry.workoutType, reader) });
  }
  if (seconds !== null && seconds > 0) {
    return say('activity.named', { title, size: formatDuration(seconds, reader) });
  }
  return title;
}

/** “Edge 530 on 12 May”: by device, else by file, and the day it was recorded. */
function knownName(matched: MatchedActivity | null, { say, reader, now }: Telling): string {
  if (matched === null) return say('activity.untitled');
  const source = visibleName(matched.deviceName ?? matched.fileName);
  return isBelievable(matched.startedAt, now)
    ? say('known.from', { source, day: formatInstantDay(matched.startedAt, now, reader) })
    : say('known.undated', { source });
}

function endingKey(ending: Ending): EndingKey {
  switch (ending.kind) {
    case 'created':
    case 'updated':
    case 'exact_duplicate':
    case 'deleted_by_athlete':
    case 'stale_version':
    case 'version_conflict':
    case 'partial_overlap':
      return `outcome.${ending.kind}`;
    case 'not_an_activity':
      return `not_an_activity.${ending.what}`;
    case 'failed':
      return `failure.${ending.failure.kind}`;
    default:
      return assertNever(ending);
  }
}

/** The failure's own fields, as its sentence names them. */
function failureValues(failure: Failure, { say, reader }: Telling): TextValues {
  switch (failure.kind) {
    case 'not_a_regular_file':
      return { what: failure.what };
    case 'file_too_large':
      return {
        sizeBytes: formatSize(failure.sizeBytes, reader),
        limitBytes: formatSize(failure.limitBytes, reader),
      };
    case 'unsupported_content':
      return { looksLike: failure.looksLike ?? 'null' };
    case 'read_failed':
      return { systemCode: failure.systemCode };
    case 'unplugged_while_reading':
      return { device: failure.device ?? 'null' };
    case 'archive_limit':
      return { limit: failure.limit };
    case 'too_many_records':
      return { limit: failure.limit };
    case 'too_slow':
      return { limitSeconds: failure.limitSeconds };
    case 'not_mappable':
    case 'not_valid': {
      const name = fieldTextId(failure.field);
      return { field: name === null ? failure.field : say(name) };
    }
    case 'path_not_found':
    case 'link_skipped':
    case 'link_broken':
    case 'permission_denied':
    case 'changed_while_reading':
    case 'vanished_while_reading':
    case 'disk_full':
    case 'intake_stopped':
    case 'not_answering':
    case 'staged_copy_missing':
    case 'empty_file':
    case 'archive_damaged':
    case 'archive_encrypted':
    case 'archive_without_activities':
    case 'archive_in_archive':
    case 'archive_name_outside':
    case 'unreadable':
    case 'doctype_refused':
    case 'parser_died':
    case 'set_aside':
      return {};
    default:
      return assertNever(failure);
  }
}

const isRecovered = (entry: ReceiptEntry): boolean => entry.quality?.flags.includes('recovered') ?? false;

/** Its original was, and says something else than before. */
const isReadAgain = ({ ending, dedup }: ReceiptEntry): boolean =>
  ending.kind === 'updated' && dedup?.rule === 're_read';

function valuesOf(named: NamedEntry, telling: Telling): TextValues {
  const { entry } = named;
  return {
    file: entryName(named, telling.say),
    activity: activityName(entry, telling),
    known: knownName(entry.dedup?.matched ?? null, telling),
    ...(entry.ending.kind === 'failed' ? failureValues(entry.ending.failure, telling) : {}),
  };
}

export function endingText(named: NamedEntry, telling: Telling): EndingText {
  const values = valuesOf(named, telling);
  const { ending } = named.entry;
  const tell = (key: EndingKey): EndingText => ({
    happened: telling.say(`${key}.happened`, values),
    safe: telling.say(`${key}.safe`, values),
    next: telling.say(`${key}.next`, values),
  });
  const told = tell(isReadAgain(named.entry) ? 're_read' : endingKey(ending));
  if (!isRecovered(named.entry)) return told;
  const recovered = tell('recovered');
  if (ending.kind === 'created') return recovered;
  if (ending.kind === 'updated') return { ...recovered, happened: `${told.happened} ${recovered.happened}` };
  return told;
}

function shortId(entry: ReceiptEntry): TextId {
  const { ending } = entry;
  switch (ending.kind) {
    case 'created':
      return isRecovered(entry) ? 'short.recovered' : 'short.created';
    case 'updated':
      return isReadAgain(entry) ? 'short.re_read' : 'short.updated';
    case 'exact_duplicate':
    case 'deleted_by_athlete':
    case 'stale_version':
    case 'version_conflict':
    case 'partial_overlap':
      return `short.${ending.kind}`;
    case 'not_an_activity':
      return `short.not_an_activity.${ending.what}`;
    case 'failed':
      return `short.failure.${ending.failure.kind}`;
    default:
      return assertNever(ending);
  }
}

/** The ending in a few words, for the line of a list. */
export const shortEnding = (entry: ReceiptEntry, telling: Telling): string =>
  telling.say(shortId(entry), { activity: activityName(entry, telling) });
