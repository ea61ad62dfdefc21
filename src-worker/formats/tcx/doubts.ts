// What a TCX recording says twice and not alike, and where it says nothing: rules for its quality flags. Pure.
import type { Samples } from '../../contract/samples.ts';
import { distancesDisagree, longestSilenceSeconds } from '../doubts.ts';
import type { Rows } from '../track-facts.ts';

/**
 * Whether the timer of a leg ran on for long without a point. TCX marks no pauses, but what the timer ran less than the leg
 * took was paused: what a silence has beyond all of that, the timer ran.
 */
export function hasGap(
  { timeMs }: Samples,
  rows: Rows,
  { elapsedSeconds, timerSeconds }: { readonly elapsedSeconds: number; readonly timerSeconds: number },
): boolean {
  const pausedSeconds = Math.max(0, elapsedSeconds - timerSeconds);
  const explainedMs = (longestSilenceSeconds + pausedSeconds) * 1000;
  let previous = NaN;
  for (let row = rows.from; row < rows.to; row += 1) {
    const now = timeMs[row] ?? NaN;
    if (Number.isNaN(now)) continue;
    if (now - previous > explainedMs) return true;
    previous = now;
  }
  return false;
}

/** What the laps declare against what the points counted, where these count on from the first lap to the last. */
export function distanceDisagrees({ distanceMeters }: Samples, declaredMeters: number | null): boolean {
  if (distanceMeters === null || declaredMeters === null) return false;
  let highest = NaN;
  for (const meters of distanceMeters) {
    if (meters < highest) return false;
    if (!Number.isNaN(meters)) highest = meters;
  }
  return distancesDisagree(declaredMeters, highest);
}
