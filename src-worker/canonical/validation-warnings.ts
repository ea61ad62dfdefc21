// What is odd in a valid activity: said on the receipt, never a reason to refuse it.
import type { ExternalActivity } from '../contract/external-activity.ts';

interface WarningRow {
  readonly warning: string;
  readonly applies: (activity: ExternalActivity) => boolean;
}

/** Clocks are rounded to the second at both ends of a recording. */
const roundingSeconds = 1;
/** The zones of the earth reach from UTC−12 to UTC+14: a local day begins and ends no further from the UTC one. */
const farthestZoneMs = 14 * 3_600_000;
const dayMs = 86_400_000;

const warningTable: readonly WarningRow[] = [
  {
    warning: 'workout.duration_seconds is longer than the time from session.started_at to session.ended_at',
    applies: ({ workout, session }) =>
      workout.duration_seconds !== undefined &&
      session.ended_at !== undefined &&
      workout.duration_seconds * 1_000 >
        Date.parse(session.ended_at) - Date.parse(session.started_at) + roundingSeconds * 1_000,
  },
  {
    warning: 'session.local_date is not the day of session.started_at in any zone',
    applies: ({ session }) => {
      if (session.local_date === undefined) return false;
      const sinceMidnightMs = Date.parse(session.started_at) - Date.parse(`${session.local_date}T00:00:00Z`);
      return sinceMidnightMs < -farthestZoneMs || sinceMidnightMs > dayMs + farthestZoneMs;
    },
  },
  {
    warning: 'no duration, no distance and no sets: the activity says no more than that it took place',
    applies: ({ workout, sets }) =>
      workout.duration_seconds === undefined && workout.distance_meters === undefined && sets.length === 0,
  },
];

/** Sentences for the validation report's `warnings` (domain 2). */
export function warningsOf(activity: ExternalActivity): string[] {
  return warningTable.filter(({ applies }) => applies(activity)).map(({ warning }) => warning);
}
