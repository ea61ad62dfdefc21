// From activities to weeks: totals per sport, then days, then activities, newest first. Pure.
import type { ActivityRow } from '../../engine/live.ts';
import { isoWeekOf, type IsoWeek } from '../../text/format-week.ts';

export interface SportTotal {
  readonly workoutType: string;
  readonly count: number;
  /** null where no activity of this sport has one. */
  readonly distanceMeters: number | null;
  readonly durationSeconds: number | null;
}

export interface WeekOfActivities {
  /** null: the day of these is unknown. */
  readonly week: IsoWeek | null;
  readonly totals: readonly SportTotal[];
  readonly activities: readonly ActivityRow[];
}

interface Loaded {
  /** As the store gives them: by start, newest first, perhaps cut off. */
  readonly activities: readonly ActivityRow[];
  readonly isAll: boolean;
  readonly matches: (activity: ActivityRow) => boolean;
}

/** No zone is further ahead of UTC than this: no activity of a week starts earlier than its Monday less these hours. */
const furthestZoneMs = 14 * 3600 * 1000;

const add = (sum: number | null, value: number | null): number | null =>
  value === null ? sum : (sum ?? 0) + value;

function totalPerSport(activities: readonly ActivityRow[]): readonly SportTotal[] {
  const totals = new Map<string, SportTotal>();
  // Of several recordings of one outing only one counts.
  for (const { workoutType, distanceMeters, durationSeconds } of activities.filter(
    ({ counted }) => counted,
  )) {
    const sum = totals.get(workoutType);
    totals.set(workoutType, {
      workoutType,
      count: (sum?.count ?? 0) + 1,
      distanceMeters: add(sum?.distanceMeters ?? null, distanceMeters),
      durationSeconds: add(sum?.durationSeconds ?? null, durationSeconds),
    });
  }
  return [...totals.values()].sort(
    (left, right) => (right.durationSeconds ?? 0) - (left.durationSeconds ?? 0) || right.count - left.count,
  );
}

const newestFirst = (left: ActivityRow, right: ActivityRow): number =>
  (right.localDate ?? '').localeCompare(left.localDate ?? '') ||
  (right.localTime ?? '').localeCompare(left.localTime ?? '') ||
  right.startedAt.localeCompare(left.startedAt);

/** A week of which a part is not loaded yet would show false totals: it waits. */
function isWhole(week: IsoWeek, { activities, isAll }: Loaded): boolean {
  const oldest = activities.at(-1);
  return (
    isAll ||
    oldest === undefined ||
    Date.parse(`${week.monday}T00:00:00Z`) - furthestZoneMs >= Date.parse(oldest.startedAt)
  );
}

export function weeksOf(loaded: Loaded): readonly WeekOfActivities[] {
  const byWeek = new Map<string, { week: IsoWeek; activities: ActivityRow[] }>();
  const undated: ActivityRow[] = [];
  for (const activity of loaded.activities.filter(loaded.matches)) {
    if (activity.localDate === null) {
      undated.push(activity);
      continue;
    }
    const week = isoWeekOf(activity.localDate);
    const known = byWeek.get(week.key);
    if (known === undefined) byWeek.set(week.key, { week, activities: [activity] });
    else known.activities.push(activity);
  }
  const weeks = [...byWeek.values()]
    .filter(({ week }) => isWhole(week, loaded))
    .sort((left, right) => right.week.monday.localeCompare(left.week.monday))
    .map(({ week, activities }) => ({
      week,
      totals: totalPerSport(activities),
      activities: activities.sort(newestFirst),
    }));
  return loaded.isAll && undated.length > 0
    ? [...weeks, { week: null, totals: totalPerSport(undated), activities: undated }]
    : weeks;
}
