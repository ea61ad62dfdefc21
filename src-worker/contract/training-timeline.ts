// The training timeline (domain 10): sessions by ISO week in the athlete's zone, manual and imported side by side.
import type { QualityFlag } from './activity-summary.ts';
import type { Provider } from './external-activity.ts';

/** The week of what has no date: it is in no calendar total. */
export const undatedWeek = 'undated';

export const sourceTypes = ['manual', 'external_import'] as const;
export type SourceType = (typeof sourceTypes)[number];

/** What an activity's fields say of how sure they are (domain 6 and 7). */
export interface FieldDoubts {
  /** Confidence below 0.9, or a status other than `mapped`. */
  readonly lowConfidence: number;
  readonly unsupported: number;
  readonly unitConversions: number;
}

export interface TimelineSession {
  /** The activity's source identity key, or `manual-session-` and the session's id. */
  readonly sessionKey: string;
  readonly source_type: SourceType;
  /** Null where the athlete is the source. */
  readonly source_provider: Provider | null;
  /** UTC, ISO 8601 with milliseconds. */
  readonly startedAt: string;
  /** Null where the device's clock was never set, and nobody dated it since. */
  readonly localDate: string | null;
  readonly localTime: string | null;
  readonly workoutType: string;
  readonly title: string | null;
  /** Null where there was none. */
  readonly fileName: string | null;
  readonly deviceName: string | null;
  readonly durationSeconds: number | null;
  readonly distanceMeters: number | null;
  /** Enters the totals: of several recordings of one outing only one does. */
  readonly counted: boolean;
  readonly flags: readonly QualityFlag[];
  readonly fieldDoubts: FieldDoubts;
}

export interface SportTotal {
  readonly workoutType: string;
  readonly count: number;
  /** Null where no session of this sport has one. */
  readonly distanceMeters: number | null;
  readonly durationSeconds: number | null;
}

/** A day on which something was done. */
export interface TimelineDay {
  readonly localDate: string;
  readonly sessionCount: number;
  readonly totals: readonly SportTotal[];
}

/** The counters of domain 7 that sessions tell of, linked recordings that are not counted among them. */
export interface TimelineDataQuality {
  readonly external_imported_total: number;
  readonly external_low_confidence_fields: number;
  readonly external_unsupported_fields_total: number;
  readonly external_unit_conversion_fields: number;
  readonly external_temporal_uncertainty_total: number;
  /** How many sessions bear it; those that none does are left out. */
  readonly flags: Readonly<Partial<Record<QualityFlag, number>>>;
}

/** A week without its sessions: enough to draw its heading, and to know how many lines follow. */
export interface TimelineWeek {
  /** `2026-W07`, or `undated`. */
  readonly week: string;
  readonly sessionCount: number;
  /** Newest first; none in the undated week. */
  readonly days: readonly TimelineDay[];
  readonly totals: readonly SportTotal[];
  readonly data_quality: TimelineDataQuality;
}

export interface TimelineSessions {
  readonly week: string;
  /** Newest first. */
  readonly sessions: readonly TimelineSession[];
}

type Summed = Pick<TimelineSession, 'workoutType' | 'distanceMeters' | 'durationSeconds' | 'counted'>;

const add = (sum: number | null, value: number | null): number | null =>
  value === null ? sum : (sum ?? 0) + value;

/** What counts, by sport, the most time first. */
export function totalPerSport(sessions: readonly Summed[]): readonly SportTotal[] {
  const totals = new Map<string, SportTotal>();
  for (const { workoutType, distanceMeters, durationSeconds, counted } of sessions) {
    if (!counted) continue;
    const sum = totals.get(workoutType);
    totals.set(workoutType, {
      workoutType,
      count: (sum?.count ?? 0) + 1,
      distanceMeters: add(sum?.distanceMeters ?? null, distanceMeters),
      durationSeconds: add(sum?.durationSeconds ?? null, durationSeconds),
    });
  }
  return [...totals.values()].sort(
    (left, right) =>
      (right.durationSeconds ?? 0) - (left.durationSeconds ?? 0) ||
      right.count - left.count ||
      (left.workoutType < right.workoutType ? -1 : 1),
  );
}
