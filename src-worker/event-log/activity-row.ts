// From an accepted event to the row that lists read: a pure function, so that a rebuild gives the same row.
import type { ActivityImported } from '../contract/canonical-event.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import { localDateOf, localTimeOf } from '../contract/local-day.ts';
import { fidelityOf } from '../dedup/fidelity.ts';
import { outingOf } from '../dedup/outing.ts';
import type { ActivityRow } from '../store/rows.ts';
import { fieldDoubtsOf } from '../timeline/field-doubts.ts';

/** `earlier`: the row of the version that this event replaces, or null for a new activity. */
export function toActivityRow(event: ActivityImported, earlier: ActivityRow | null): ActivityRow {
  const { source, workout, session } = event.data;
  const { summary, quality, fileName, session: jobSession } = event.metadata;
  const { manufacturer, product } = summary.device;
  const isReadAgain = source.ingestion_method === 'manual_backfill';
  const row: ActivityRow = {
    sourceIdentityKey: event.sourceIdentityKey,
    eventId: event.eventId,
    provider: source.provider,
    workoutType: workout.workout_type,
    title: workout.title ?? null,
    startedAt: new Date(session.started_at).toISOString(),
    localDate: session.local_date ?? null,
    localTime: localTimeOf(session.started_at, session.timezone, summary.utcOffsetSeconds),
    timeZone: session.timezone ?? null,
    utcOffsetSeconds: summary.utcOffsetSeconds,
    clockShiftSeconds: 0,
    isClockUnset: quality.flags.includes('clock_suspect'),
    durationSeconds: workout.duration_seconds ?? null,
    distanceMeters: workout.distance_meters ?? null,
    deviceName: [product, manufacturer].find(namesADevice) ?? null,
    fileName,
    // What is read again does not come in again.
    importedAt: (isReadAgain ? earlier?.importedAt : null) ?? event.recordedAt,
    flags: quality.flags,
    fieldDoubts: fieldDoubtsOf(event.data),
    jobId: jobSession.replace(/^import:/, ''),
    outing: outingOf(summary, workout.workout_type),
    fidelity: fidelityOf(summary, quality),
    overlaps: earlier?.overlaps ?? [],
    counted: earlier?.counted ?? true,
    versions: [...(earlier?.versions ?? []), versionOf(event)],
  };
  // What the athlete said of the device's clock holds for every copy of the recording.
  const shift = earlier?.clockShiftSeconds ?? 0;
  if (shift !== 0) return withClockShift(row, shift);
  return row.isClockUnset ? { ...row, localDate: null, localTime: null } : row;
}

/** All its times moved, to where the athlete says that they belong; 0 is the device's own clock again. */
export function withClockShift(row: ActivityRow, shiftSeconds: number): ActivityRow {
  const byMs = (shiftSeconds - row.clockShiftSeconds) * 1000;
  const startedAt = new Date(Date.parse(row.startedAt) + byMs).toISOString();
  const isDateKnown = shiftSeconds !== 0 || !row.isClockUnset;
  const others = row.flags.filter((flag) => flag !== 'clock_suspect');
  return {
    ...row,
    startedAt,
    localDate: isDateKnown ? localDateOf(startedAt, row.timeZone, row.utcOffsetSeconds) : null,
    localTime: isDateKnown ? localTimeOf(startedAt, row.timeZone, row.utcOffsetSeconds) : null,
    clockShiftSeconds: shiftSeconds,
    // Whoever said when it was has no doubt of it.
    flags: isDateKnown ? others : [...others, 'clock_suspect'],
    outing: row.outing && {
      ...row.outing,
      startedAtMs: row.outing.startedAtMs + byMs,
      endedAtMs: row.outing.endedAtMs === null ? null : row.outing.endedAtMs + byMs,
    },
  };
}

/** A version became known that has no event of its own; `fidelity`: of the copy that it came with, where that is a better one. */
export function withKnownVersion(
  row: ActivityRow,
  version: KnownVersion,
  fidelity: readonly number[] = row.fidelity,
): ActivityRow {
  const isKnown = row.versions.some(
    (known) => known.version === version.version && known.fingerprint === version.fingerprint,
  );
  return { ...row, fidelity, versions: isKnown ? row.versions : [...row.versions, version] };
}

function versionOf(event: ActivityImported): KnownVersion {
  return {
    eventId: event.eventId,
    idempotencyKey: event.idempotencyKey,
    version: event.data.source.external_event_version ?? null,
    fingerprint: event.payloadFingerprint,
    fileName: event.metadata.fileName,
    importedAt: event.recordedAt,
  };
}

/** A bare number is a product's code, and the web address of a writing program is no device. */
function namesADevice(name: string | null): boolean {
  return name !== null && /[^\d\s]/.test(name) && !/:\/\/|www\./i.test(name);
}
