// Two halves of a history put together again: records that the journal kept, and those that only the database had. Pure.
import type { JournalRecord, NewJournalRecord } from '../contract/journal-record.ts';

/** What events came with. */
type Told = Extract<NewJournalRecord, { kind: 'ending' | 'decided' | 'related' }>;
type Ending = Extract<NewJournalRecord, { kind: 'ending' }>;
type Of<Kind extends NewJournalRecord['kind']> = Extract<NewJournalRecord, { kind: Kind }>;

/**
 * Requests first, then what became of their files in the order in which it did: of two versions of one activity the later
 * one counts. What was erased comes last, as nothing brings it back. Missing listings follow their endings, and so give
 * their imports the instant at which they were finished.
 */
export function inOrder(
  kept: readonly JournalRecord[],
  missing: readonly NewJournalRecord[],
): readonly NewJournalRecord[] {
  const all = [...kept, ...missing];
  return [
    ...ofKind(all, 'import_requested'),
    ...ofKind(kept, 'import_listed'),
    ...eventsInOrder([
      ...ofKind(all, 'ending'),
      ...ofKind(all, 'decided'),
      ...ofKind(all, 'related').filter(({ events }) => events.length > 0),
    ]),
    ...ofKind(all, 'related').filter(({ events }) => events.length === 0),
    ...ofKind(all, 'receipt_noted'),
    ...ofKind(missing, 'import_listed'),
    ...ofKind(all, 'import_cancelled'),
    ...ofKind(all, 'erasure').sort((left, right) => left.event.seq - right.event.seq),
  ];
}

function ofKind<Kind extends NewJournalRecord['kind']>(
  records: readonly NewJournalRecord[],
  kind: Kind,
): Of<Kind>[] {
  return records.filter((record): record is Of<Kind> => record.kind === kind);
}

/** Events have places that no clock moves; what wrote none goes where its instant puts it. */
function eventsInOrder(told: readonly Told[]): readonly Told[] {
  const withEvents = told
    .filter(({ events }) => events.length > 0)
    .sort((left, right) => placeOf(left) - placeOf(right));
  const others = told
    .filter((record): record is Ending => record.kind === 'ending' && record.events.length === 0)
    .sort((left, right) => left.receipt.finishedAt.localeCompare(right.receipt.finishedAt));
  const ordered: Told[] = [];
  let next = 0;
  for (const record of withEvents) {
    for (let other = others[next]; other !== undefined; other = others[next]) {
      if (other.receipt.finishedAt >= instantOf(record)) break;
      ordered.push(other);
      next += 1;
    }
    ordered.push(record);
  }
  return [...ordered, ...others.slice(next)];
}

const instantOf = (record: Told): string =>
  record.kind === 'ending' ? record.receipt.finishedAt : (record.events[0]?.recordedAt ?? '');

const placeOf = ({ events: [first] }: Told): number => first?.seq ?? 0;
