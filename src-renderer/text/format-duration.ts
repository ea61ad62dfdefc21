// Durations: as a clock in columns, in words within sentences, and coarsely where they are an estimate.
import { numberFormat } from './intl-formats.ts';
import type { Reader } from './reader.ts';

const twoDigits = (value: number): string => String(value).padStart(2, '0');

const parts = (seconds: number) => {
  const whole = Math.round(seconds);
  return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, seconds: whole % 60 };
};

/** “1:12:40”, “52:10”, “0:48” */
export function formatClock(durationSeconds: number): string {
  const { hours, minutes, seconds } = parts(durationSeconds);
  return hours > 0
    ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}`
    : `${minutes}:${twoDigits(seconds)}`;
}

/** “1 h 12 min”, “52 min”, “48 s”: symbols of the SI, the same in every language. */
export function formatDuration(durationSeconds: number, reader: Reader): string {
  if (durationSeconds < 59.5) return `${Math.round(durationSeconds)} s`;
  const { hours, minutes } = parts(Math.round(durationSeconds / 60) * 60);
  if (hours === 0) return `${minutes} min`;
  const hoursText = `${numberFormat(reader.locale, {}).format(hours)} h`;
  return minutes === 0 ? hoursText : `${hoursText} ${minutes} min`;
}

/** How long a step took: “12 ms”, “1.4 s”. */
export function formatMilliseconds(milliseconds: number, reader: Reader): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = numberFormat(reader.locale, { maximumFractionDigits: 1 }).format(milliseconds / 1000);
  return `${seconds} s`;
}

export type Estimate =
  | { readonly unit: 'moment' }
  | { readonly unit: 'seconds'; readonly count: number }
  | { readonly unit: 'minutes'; readonly count: number }
  | { readonly unit: 'hours'; readonly count: number };

/** An estimate is said in steps as coarse as it is unsure: 5 s, 10 s, minutes, hours. */
export function coarseEstimate(seconds: number): Estimate {
  if (seconds < 5) return { unit: 'moment' };
  if (seconds <= 25) return { unit: 'seconds', count: Math.round(seconds / 5) * 5 };
  if (seconds <= 55) return { unit: 'seconds', count: Math.round(seconds / 10) * 10 };
  if (seconds < 59.5 * 60) return { unit: 'minutes', count: Math.max(1, Math.round(seconds / 60)) };
  return { unit: 'hours', count: Math.max(1, Math.round(seconds / 3600)) };
}
