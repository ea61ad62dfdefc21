// An activity as it is compared with others.
import type { ActivitySummary } from '../contract/activity-summary.ts';
import type { Outing } from '../contract/outing.ts';

/** Null where the file names no start: then nothing can be compared. */
export function outingOf(summary: ActivitySummary, workoutType: string): Outing | null {
  const { startedAt, endedAt, elapsedSeconds, timerSeconds, distanceMeters, firstFix, device } = summary;
  if (startedAt === null) return null;
  const recorder = [device.manufacturer, device.product, device.serialNumber].filter((mark) => mark !== null);
  return {
    startedAtMs: Date.parse(startedAt),
    endedAtMs: endedAt === null ? null : Date.parse(endedAt),
    elapsedSeconds,
    timerSeconds,
    distanceMeters,
    // A sport that stands in no table may be any.
    workoutType: workoutType === 'other' ? null : workoutType,
    firstFix,
    recorder: recorder.length === 0 ? null : recorder.join(' ').toLowerCase(),
  };
}

/** From start to end, pauses with it; null where neither the end nor how long it took is known. */
export function spanSecondsOf({ startedAtMs, endedAtMs, elapsedSeconds }: Outing): number | null {
  return endedAtMs === null ? elapsedSeconds : (endedAtMs - startedAtMs) / 1000;
}
