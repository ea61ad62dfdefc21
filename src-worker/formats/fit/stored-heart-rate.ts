// A strap that counted while the watch was away (under water) hands its beats over later, as `hr` messages: their times are
// those of the strap, tied to the watch's clock by the messages that carry both. They fill in records without heart rate.
import { isPlausible } from '../plausible.ts';
import { numberOf, type FitMessage } from './messages.ts';
import { columnOf, type RecordTable } from './records.ts';

/** A reading older than this says nothing of now. */
const freshSeconds = 5;

interface Beat {
  readonly time: number;
  readonly bpm: number;
}

export function fillInHeartRates(table: RecordTable, messages: readonly FitMessage[]): void {
  const beats = beatsOf(messages);
  if (beats.length === 0) return;
  const values = columnOf(table, 'heartRateBpm');
  let next = 0;
  let last: Beat | null = null;
  for (const [row, time] of table.time.entries()) {
    let total = 0;
    let count = 0;
    // A clock that runs backward finds no new beats: the cursor only goes on.
    for (let beat = beats[next]; beat !== undefined && beat.time <= time; next += 1, beat = beats[next]) {
      last = beat;
      if (row === 0 || time - beat.time > freshSeconds) continue;
      total += beat.bpm;
      count += 1;
    }
    if (!Number.isNaN(values[row])) continue;
    if (count > 0) values[row] = Math.round(total / count);
    else if (last !== null && last.time <= time && time - last.time <= freshSeconds) values[row] = last.bpm;
  }
}

function beatsOf(messages: readonly FitMessage[]): readonly Beat[] {
  const beats: Beat[] = [];
  /** FIT time less the strap's. */
  let ahead: number | null = null;
  for (const message of messages) {
    const strapTimes = numbersOf(message, 'event_timestamp');
    const [first] = strapTimes;
    if (message.time !== null && first !== undefined) {
      ahead = message.time + (numberOf(message, 'fractional_timestamp') ?? 0) - first;
    }
    if (ahead === null) continue;
    const rates = numbersOf(message, 'filtered_bpm');
    for (const [index, strapTime] of strapTimes.entries()) {
      const bpm = rates[index];
      if (bpm !== undefined && isPlausible('heartRateBpm', bpm)) beats.push({ time: strapTime + ahead, bpm });
    }
  }
  return beats.sort((left, right) => left.time - right.time);
}

/** Missing ones as NaN, so that times and rates stay side by side. */
function numbersOf(message: FitMessage, field: string): readonly number[] {
  const value = message.fields[field];
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object') return [];
  return value.map((item) => (typeof item === 'number' ? item : NaN));
}
