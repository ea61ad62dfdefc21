// The policy table of domain 4 as data, in its order: the first row that matches decides. Pure.
import type { DedupDecision, DedupOutcome } from '../contract/dedup-verdict.ts';
import { compareVersions, isOtherRevisionOfSameRecording } from '../contract/event-version.ts';
import type { DedupRule, IncomingActivity, KnownRecord } from './known-record.ts';

/** What the rows ask about; worked out once. */
export interface Facts<Known extends KnownRecord> {
  readonly deleted: boolean;
  readonly incoming: IncomingActivity;
  readonly known: readonly Known[];
  /** The one that stands: with the newest version, or the last one where none has a version. */
  readonly latest: Known | null;
  /** Incoming version against the newest known: null where one of them is missing. */
  readonly age: 'older' | 'same' | 'newer' | null;
  readonly sameVersion: readonly Known[];
  readonly sameContent: Known | null;
}

/** Null where the row does not apply; else the known record it was judged against, if any. */
type Match<Known> = { readonly matched: Known | null } | null;

interface PolicyRow {
  readonly rule: DedupRule;
  readonly decision: DedupDecision;
  readonly outcome: DedupOutcome;
  readonly match: <Known extends KnownRecord>(facts: Facts<Known>) => Match<Known>;
}

const matching = <Known>(record: Known | null | undefined): Match<Known> =>
  record === null || record === undefined ? null : { matched: record };

const when = <Known>(applies: boolean, matched: Known | null): Match<Known> => (applies ? { matched } : null);

const isNoOlder = (age: 'older' | 'same' | 'newer' | null): boolean => age === 'newer' || age === 'same';

export const policyTable: readonly PolicyRow[] = [
  {
    rule: 'row_0',
    decision: 'skip',
    outcome: 'deleted_by_athlete',
    match: ({ deleted, latest }) => when(deleted, latest),
  },
  {
    rule: 'row_1',
    decision: 'create',
    outcome: 'new_activity',
    match: ({ known }) => when(known.length === 0, null),
  },
  {
    // Domain 3: reading an original again on purpose. It is compared with what stands before it comes here, and what stands may
    // be known under this very version: a copy of the same content raised it.
    rule: 're_read',
    decision: 'skip',
    outcome: 'exact_duplicate',
    match: ({ incoming, age, latest }) => when(incoming.againstStanding === 'same' && isNoOlder(age), latest),
  },
  {
    rule: 're_read',
    decision: 'update',
    outcome: 'version_update',
    match: ({ incoming, age, latest }) =>
      when(incoming.againstStanding === 'changed' && isNoOlder(age), latest),
  },
  {
    rule: 'row_2',
    decision: 'skip',
    outcome: 'exact_duplicate',
    match: ({ incoming, sameVersion }) =>
      matching(sameVersion.find((record) => record.fingerprint === incoming.fingerprint)),
  },
  {
    rule: 'row_3',
    decision: 'reject',
    outcome: 'version_conflict',
    match: ({ sameVersion }) => matching(sameVersion[0]),
  },
  {
    // Domain 3: the same recording read by another build. Re-reading an original on purpose is what may change it.
    rule: 'other_revision',
    decision: 'skip',
    outcome: 'exact_duplicate',
    match: ({ incoming, known }) =>
      matching(
        incoming.ingestionMethod === 'manual_backfill'
          ? null
          : known.find(
              ({ version }) =>
                incoming.version !== null &&
                version !== null &&
                isOtherRevisionOfSameRecording(incoming.version, version),
            ),
      ),
  },
  {
    rule: 'row_9',
    decision: 'skip',
    outcome: 'exact_duplicate',
    match: ({ age, sameContent }) => when(age === 'older' && sameContent !== null, sameContent),
  },
  {
    // Only content that stands makes a newer version needless. Where a later version has replaced it meanwhile,
    // skipping would leave that one standing, and which one counts would hang on the order of arrival.
    rule: 'row_9',
    decision: 'skip',
    outcome: 'exact_duplicate',
    match: ({ age, latest, incoming }) =>
      when(age === 'newer' && latest?.fingerprint === incoming.fingerprint, latest),
  },
  {
    rule: 'row_4',
    decision: 'update',
    outcome: 'version_update',
    match: ({ age, latest }) => when(age === 'newer', latest),
  },
  {
    rule: 'row_5',
    decision: 'reject',
    outcome: 'stale_version',
    match: ({ age, latest }) => when(age === 'older', latest),
  },
  {
    rule: 'row_8',
    decision: 'skip',
    outcome: 'exact_duplicate',
    match: ({ incoming, sameContent }) => (incoming.version === null ? null : matching(sameContent)),
  },
  {
    rule: 'row_8',
    decision: 'update',
    outcome: 'version_update',
    match: ({ incoming, latest }) => when(incoming.version !== null, latest),
  },
  {
    rule: 'row_6',
    decision: 'skip',
    outcome: 'exact_duplicate',
    match: ({ sameContent }) => matching(sameContent),
  },
  {
    rule: 'row_7',
    decision: 'reject',
    outcome: 'partial_overlap',
    match: ({ latest }) => ({ matched: latest }),
  },
];

/** The facts of one question, and nothing else about it. */
export function factsOf<Known extends KnownRecord>(question: {
  readonly incoming: IncomingActivity;
  readonly known: readonly Known[];
  readonly deleted: boolean;
}): Facts<Known> {
  const { incoming, known, deleted } = question;
  const { version } = incoming;
  const latest = latestOf(known);
  const order = version === null || latest?.version == null ? null : compareVersions(version, latest.version);
  return {
    deleted,
    incoming,
    known,
    latest,
    age: order === null ? null : order < 0 ? 'older' : order > 0 ? 'newer' : 'same',
    sameVersion: known.filter(
      (record) =>
        version !== null && record.version !== null && compareVersions(version, record.version) === 0,
    ),
    sameContent: known.find((record) => record.fingerprint === incoming.fingerprint) ?? null,
  };
}

/** A record with a version stands above those without one; among equals the later in the list. */
function latestOf<Known extends KnownRecord>(known: readonly Known[]): Known | null {
  return known.reduce<Known | null>((latest, record) => {
    if (latest?.version == null) return record;
    return record.version !== null && compareVersions(record.version, latest.version) >= 0 ? record : latest;
  }, null);
}
