// What a recording says twice and not alike, and where it says nothing: rules for its quality flags. Pure.
import { distancesDisagree, longestSilenceSeconds } from '../doubts.ts';
import { nameOf, type FitMessage } from './messages.ts';
import type { RecordFacts } from './record-facts.ts';
import type { RecordTable } from './records.ts';

/** The event of a pause and the record next to it may be a moment apart. */
const pauseSlackSeconds = 2;

/** Whether the timer ran on for long without a record. A pool swim writes lengths instead, and has no gaps for that. */
export function hasGaps(
  { time }: RecordTable,
  events: readonly FitMessage[],
  lengths: readonly FitMessage[],
): boolean {
  if (lengths.length > 0) return false;
  const timerTimes = events.flatMap((event) =>
    nameOf(event, 'event') === 'timer' && event.time !== null ? [event.time] : [],
  );
  let previous = NaN;
  let row = 0;
  while (row < time.length) {
    const now = time[row] ?? NaN;
    row += 1;
    if (Number.isNaN(now)) continue;
    const from = previous;
    previous = now;
    if (!(now - from > longestSilenceSeconds)) continue;
    const paused = timerTimes.some((at) => at >= from - pauseSlackSeconds && at <= now + pauseSlackSeconds);
    if (!paused) return true;
  }
  return false;
}

/** The session's distance against the last that its records counted; of several legs each may count from zero. */
export function distanceDisagrees(
  sessions: readonly FitMessage[],
  declaredMeters: number | null,
  { maxDistanceMeters: recordedMeters }: RecordFacts,
): boolean {
  if (sessions.length !== 1 || declaredMeters === null || recordedMeters === null) return false;
  return distancesDisagree(declaredMeters, recordedMeters);
}
