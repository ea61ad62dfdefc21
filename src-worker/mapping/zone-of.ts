// Which local day an activity belongs to: by the file's own offset, else by the athlete's zone, and then marked as assumed.
import { localDayByOffset, localDayInZone, type LocalDay } from './local-time.ts';

export interface Zone {
  /** Only where it was assumed: an offset in a file names no zone. */
  readonly timeZone: string | null;
  readonly day: LocalDay | null;
  readonly assumed: boolean;
}

export function zoneOf(startedAtMs: number, utcOffsetSeconds: number | null, athleteTimeZone: string): Zone {
  if (utcOffsetSeconds !== null) {
    return { timeZone: null, day: localDayByOffset(startedAtMs, utcOffsetSeconds), assumed: false };
  }
  const day = localDayInZone(startedAtMs, athleteTimeZone);
  return { timeZone: day === null ? null : athleteTimeZone, day, assumed: day !== null };
}
