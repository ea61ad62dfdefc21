// Whether a season is whole after whatever happened while it was imported and decided on: everything of it that a journal
// holds is counted once more here, by the season's own knowledge of which file is of which outing.
import type { CanonicalEvent } from '../../src-worker/contract/canonical-event.ts';
import type { JournalRecord } from '../../src-worker/contract/journal-record.ts';
import { identitiesOf } from '../../src-worker/event-log/take-event.ts';
import type { ActivityRow } from '../../src-worker/store/rows.ts';
import type { BigSeason } from './big-season.ts';
import { groupsOf, rowsOf } from './kept-in-journal.ts';

type Ending = Extract<JournalRecord, { kind: 'ending' }>;

export interface SeasonCount {
  /** Each a sentence; none where all is well. */
  readonly wrong: readonly string[];
  readonly activities: number;
  readonly events: number;
  /** Outings about which nobody decided anything: each counts once. */
  readonly untouched: number;
}

export function countSeason(records: readonly JournalRecord[], season: BigSeason): SeasonCount {
  const { activities, imports } = rowsOf(records);
  const endings = records.filter((record): record is Ending => record.kind === 'ending');
  const events = records.flatMap((record) =>
    record.kind === 'ending' || record.kind === 'decided' || record.kind === 'related' ? record.events : [],
  );
  const entries = endings.flatMap(({ receipt }) => receipt.entries).length;
  const ends = imports
    .flatMap(({ counts }) => [counts.imported, counts.known, counts.rejected, counts.ignored, counts.failed])
    .reduce((sum, count) => sum + count, 0);
  const files = imports.map(({ filesFound, filesDone, finishedAt }) => [
    filesFound,
    filesDone,
    finishedAt !== null,
  ]);
  const outings = countOutings(records, activities, season);
  const wrong = [
    ...twice(
      'event id',
      events.map(({ eventId }) => eventId),
    ),
    ...twice(
      'idempotency key',
      events.map(({ idempotencyKey }) => idempotencyKey),
    ),
    ...twice(
      'place',
      events.map(({ seq }) => String(seq)),
    ),
    ...twice(
      'file',
      endings.map(({ receipt }) => receipt.file.path),
    ),
    ...(JSON.stringify(files) === JSON.stringify([[season.files, season.files, true]])
      ? []
      : [`files of imports: ${JSON.stringify(files)}`]),
    ...(entries === ends ? [] : [`${entries} entries, ${ends} counted`]),
    ...untold(endings, events),
    ...differences(standingBy(events), new Set(activities.map((row) => row.sourceIdentityKey))),
    ...groupsOf(activities).flatMap((group) => {
      const counted = group.filter((row) => row.counted).length;
      return counted === 1 ? [] : [`of ${group.length} linked ${counted} count`];
    }),
    ...brokenWords(events, activities),
    ...outings.wrong,
  ];
  return { wrong, activities: activities.length, events: events.length, untouched: outings.untouched };
}

function twice(what: string, values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.flatMap((value) => (seen.size === seen.add(value).size ? [`${what} twice: ${value}`] : []));
}

/** Every version came with a file or with a choice, and every file that brought one has it in the log. */
function untold(endings: readonly Ending[], events: readonly CanonicalEvent[]): readonly string[] {
  const brought = endings.flatMap(({ receipt }) =>
    receipt.entries.flatMap(({ write }) => (write?.result === 'created' ? [write.eventId] : [])),
  );
  const chosen = events.flatMap((event) =>
    event.type === 'external.conflict_resolved' && event.data.result !== null
      ? [event.data.result.event_id]
      : [],
  );
  const imported = events.flatMap(({ type, eventId }) =>
    type === 'external.activity_imported' ? [eventId] : [],
  );
  return differences(new Set([...brought, ...chosen]), new Set(imported));
}

function differences(meant: ReadonlySet<string>, found: ReadonlySet<string>): readonly string[] {
  return [
    ...[...meant].filter((one) => !found.has(one)).map((one) => `lost: ${one}`),
    ...[...found].filter((one) => !meant.has(one)).map((one) => `from nowhere: ${one}`),
  ];
}

/** Who came, and did not go. */
function standingBy(events: readonly CanonicalEvent[]): ReadonlySet<string> {
  const standing = new Set<string>();
  for (const { type, sourceIdentityKey } of events) {
    if (type === 'external.activity_deleted') standing.delete(sourceIdentityKey);
    if (type === 'external.activity_imported' || type === 'external.activity_restored')
      standing.add(sourceIdentityKey);
  }
  return standing;
}

/** What the athlete said last of two stands, as long as both are there. */
function brokenWords(events: readonly CanonicalEvent[], rows: readonly ActivityRow[]): readonly string[] {
  const byKey = new Map(rows.map((row) => [row.sourceIdentityKey, row]));
  const words = new Map<string, 'linked' | 'unlinked'>();
  for (const event of events) {
    if (event.metadata.source !== 'athlete') continue;
    if (event.type === 'external.overlap_linked')
      words.set(event.data.source_identity_keys.join(' '), 'linked');
    if (event.type === 'external.overlap_unlinked')
      words.set(event.data.source_identity_keys.join(' '), 'unlinked');
  }
  return [...words].flatMap(([pair, word]) => {
    const [left = '', right = ''] = pair.split(' ');
    const [one, other] = [byKey.get(left), byKey.get(right)];
    if (one === undefined || other === undefined) return [];
    const sides = [stateOf(one, right), stateOf(other, left)];
    return sides.every((state) => state === word) ? [] : [`${pair} are ${sides.join(' and ')}, not ${word}`];
  });
}

const stateOf = ({ overlaps }: ActivityRow, other: string) =>
  overlaps.find(({ sourceIdentityKey }) => sourceIdentityKey === other)?.state;

function countOutings(
  records: readonly JournalRecord[],
  rows: readonly ActivityRow[],
  { outings }: BigSeason,
): { readonly wrong: readonly string[]; readonly untouched: number } {
  const keys = new Map([...outings.values()].map((outing) => [outing, new Set<string>()]));
  const keptAway = new Set<string>();
  const touched = new Set<string>();
  for (const record of records) {
    if (record.kind === 'decided') for (const key of record.events.flatMap(identitiesOf)) touched.add(key);
    if (record.kind !== 'ending') continue;
    const outing = outings.get(record.receipt.file.name);
    if (outing === undefined) continue;
    for (const { ending, write } of record.receipt.entries) {
      if (ending.kind === 'deleted_by_athlete') keptAway.add(outing);
      if (write !== null) keys.get(outing)?.add(write.sourceIdentityKey);
    }
  }
  const counted = new Set(rows.filter((row) => row.counted).map((row) => row.sourceIdentityKey));
  let untouched = 0;
  const wrong = [...keys].flatMap(([outing, own]) => {
    if (keptAway.has(outing) || [...own].some((key) => touched.has(key))) return [];
    untouched += 1;
    const times = [...own].filter((key) => counted.has(key)).length;
    return times === 1 ? [] : [`${outing} counts ${times} times`];
  });
  return { wrong, untouched };
}
