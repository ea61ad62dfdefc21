// From a decision to what a receipt says of it: the ending, the verdict with its reason, and what was compared.
import type { ComparedValue, DedupVerdict, MatchedActivity } from '../contract/dedup-verdict.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import type { Ending } from '../contract/receipt.ts';
import { assertNever } from '../contract/result.ts';
import type { Decided } from '../dedup/known-record.ts';
import type { ActivityRow } from '../store/rows.ts';
import type { ReadActivity } from './file-reading.ts';
import { ruleReasons } from './rule-reasons.ts';

/** What became of the file's entry by it. */
export function endingOf({ outcome }: Decided<KnownVersion>): Ending {
  switch (outcome) {
    case 'new_activity':
      return { kind: 'created' };
    case 'version_update':
      return { kind: 'updated' };
    case 'exact_duplicate':
    case 'version_conflict':
    case 'stale_version':
    case 'partial_overlap':
    case 'deleted_by_athlete':
      return { kind: outcome };
    default:
      return assertNever(outcome);
  }
}

/** With the reason as support reads it, and what it was judged against as it stands. */
export function verdictOf(
  decided: Decided<KnownVersion>,
  row: ActivityRow | null,
): DedupVerdict & { readonly reason: string } {
  const { decision, outcome, rule, matched, compared } = decided;
  return {
    decision,
    outcome,
    rule,
    reason: ruleReasons[rule],
    matched: matched === null || row === null ? null : matchedActivity(matched, row, compared),
  };
}

function matchedActivity(
  matched: KnownVersion,
  row: ActivityRow,
  compared: Decided<KnownVersion>['compared'],
): MatchedActivity {
  return {
    sourceIdentityKey: row.sourceIdentityKey,
    eventId: matched.eventId,
    startedAt: row.startedAt,
    workoutType: row.workoutType,
    title: row.title,
    deviceName: row.deviceName,
    fileName: matched.fileName,
    importedAt: matched.importedAt,
    compared: [...compared],
  };
}

/** Both sides as a person would tell them apart. */
export function comparedInWords(known: ActivityRow | null, { activity }: ReadActivity): ComparedValue[] {
  const { workout, session } = activity;
  const text = (value: number | null | undefined) => (value == null ? null : String(value));
  return [
    {
      field: 'started_at',
      known: known?.startedAt ?? null,
      incoming: new Date(session.started_at).toISOString(),
    },
    {
      field: 'duration_seconds',
      known: text(known?.durationSeconds),
      incoming: text(workout.duration_seconds),
    },
    { field: 'distance_meters', known: text(known?.distanceMeters), incoming: text(workout.distance_meters) },
    { field: 'workout_type', known: known?.workoutType ?? null, incoming: workout.workout_type },
  ];
}
