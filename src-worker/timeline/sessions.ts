// What a line of the timeline says of an activity, or of a session by hand. Pure.
import { localDateOf, localTimeOf } from '../contract/local-day.ts';
import { manualSessionKey, type ManualSession } from '../contract/manual-session.ts';
import type { TimelineSession } from '../contract/training-timeline.ts';
import type { ActivityRow } from '../store/rows.ts';

export function sessionOfActivity(row: ActivityRow): TimelineSession {
  return {
    sessionKey: row.sourceIdentityKey,
    source_type: 'external_import',
    source_provider: row.provider,
    startedAt: row.startedAt,
    localDate: row.localDate,
    localTime: row.localTime,
    workoutType: row.workoutType,
    title: row.title,
    fileName: row.fileName,
    deviceName: row.deviceName,
    durationSeconds: row.durationSeconds,
    distanceMeters: row.distanceMeters,
    counted: row.counted,
    flags: row.flags,
    fieldDoubts: row.fieldDoubts,
  };
}

/** Null where the athlete took it back. */
export function sessionByHand({
  session_id,
  retracted,
  workout,
  session,
}: ManualSession): TimelineSession | null {
  if (retracted) return null;
  const startedAt = new Date(session.started_at).toISOString();
  const timeZone = session.timezone ?? null;
  return {
    sessionKey: manualSessionKey(session_id),
    source_type: 'manual',
    source_provider: null,
    startedAt,
    localDate: session.local_date ?? localDateOf(startedAt, timeZone, null),
    localTime: localTimeOf(startedAt, timeZone, null),
    workoutType: workout.workout_type,
    title: workout.title ?? null,
    fileName: null,
    deviceName: null,
    durationSeconds: workout.duration_seconds ?? null,
    distanceMeters: workout.distance_meters ?? null,
    counted: true,
    flags: [],
    fieldDoubts: { lowConfidence: 0, unsupported: 0, unitConversions: 0 },
  };
}
