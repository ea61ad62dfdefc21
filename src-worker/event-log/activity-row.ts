// From an accepted event to the row that lists read: a pure function, so that a rebuild gives the same row.
import type { ActivityImported } from '../contract/canonical-event.ts';
import type { KnownVersion } from '../contract/known-version.ts';
import { fidelityOf } from '../dedup/fidelity.ts';
import { outingOf } from '../dedup/outing.ts';
import type { ActivityRow } from '../store/rows.ts';

/** `earlier`: the row of the version that this event replaces, or null for a new activity. */
export function toActivityRow(event: ActivityImported, earlier: ActivityRow | null): ActivityRow {
  const { source, workout, session } = event.data;
  const { summary, quality, fileName, session: jobSession } = event.metadata;
  const { manufacturer, product } = summary.device;
  const isDateKnown = !quality.flags.includes('clock_suspect');
  return {
    sourceIdentityKey: event.sourceIdentityKey,
    eventId: event.eventId,
    provider: source.provider,
    workoutType: workout.workout_type,
    title: workout.title ?? null,
    startedAt: new Date(session.started_at).toISOString(),
    localDate: isDateKnown ? (session.local_date ?? null) : null,
    localTime: isDateKnown
      ? localTimeOf(session.started_at, session.timezone, summary.utcOffsetSeconds)
      : null,
    durationSeconds: workout.duration_seconds ?? null,
    distanceMeters: workout.distance_meters ?? null,
    deviceName: [product, manufacturer].find(namesADevice) ?? null,
    fileName,
    importedAt: event.recordedAt,
    flags: quality.flags,
    jobId: jobSession.replace(/^import:/, ''),
    // By a clock that was never set everything began at the same time.
    outing: isDateKnown ? outingOf(summary, workout.workout_type) : null,
    fidelity: fidelityOf(summary, quality),
    overlaps: earlier?.overlaps ?? [],
    counted: earlier?.counted ?? true,
    versions: [...(earlier?.versions ?? []), versionOf(event)],
  };
}

/** A version became known that has no event of its own. */
export function withKnownVersion(row: ActivityRow, version: KnownVersion): ActivityRow {
  return { ...row, versions: [...row.versions, version] };
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

/** `18:04` on the clock at the place of the activity: by its zone, else by the offset that the file gives, else UTC. */
function localTimeOf(
  startedAt: string,
  timeZone: string | undefined,
  utcOffsetSeconds: number | null,
): string {
  const instant = new Date(startedAt);
  if (timeZone === undefined) {
    return new Date(instant.getTime() + (utcOffsetSeconds ?? 0) * 1000).toISOString().slice(11, 16);
  }
  return clockOf(timeZone).format(instant);
}

/** By zone: a rebuild asks for each of its activities, and to build one costs as much as a hundred uses of it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const format = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', format);
  clocks.set(timeZone, clock);
  return clock;
}

/** A bare number is a product's code, and the web address of a writing program is no device. */
function namesADevice(name: string | null): boolean {
  return name !== null && /[^\d\s]/.test(name) && !/:\/\/|www\./i.test(name);
}
