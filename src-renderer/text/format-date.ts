// Days and times. What belongs to an activity is already local to it and is never moved again; what is an instant
// (when something was imported) is told in the zone the athlete is in.
import { dateFormat } from './intl-formats.ts';
import type { Reader } from './reader.ts';

/** A calendar day as the instant at which it is noon in UTC; formatted in UTC, it can't slip. */
const noonUtc = (localDate: string): Date => new Date(`${localDate}T12:00:00Z`);

const dayStyles = {
  /** “Sat 12” */
  gutter: { weekday: 'short', day: 'numeric' },
  /** “Saturday, 12 July” */
  spoken: { weekday: 'long', day: 'numeric', month: 'long' },
  /** “Saturday, 12 July 2025” */
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** “12 May 2025” */
  short: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export const formatDay = (localDate: string, style: keyof typeof dayStyles, reader: Reader): string =>
  dateFormat(reader.locale, { ...dayStyles[style], timeZone: 'UTC' }).format(noonUtc(localDate));

/** `18:04` as the locale's clock shows it: “18:04”, “6:04 PM”. */
export const formatLocalTime = (localTime: string, reader: Reader): string =>
  dateFormat(reader.locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    new Date(`2000-01-01T${localTime}:00Z`),
  );

/** “12 May 2025, 18:04” here */
export const formatInstant = (instant: string, reader: Reader): string =>
  dateFormat(reader.locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: reader.timeZone,
  }).format(new Date(instant));

interface LocalStart {
  readonly startedAt: string;
  readonly localDate: string | null;
  readonly localTime: string | null;
}

/** The start as it was there, where an activity of this very start knows it; else as it would have been here. */
export function formatStart(startedAt: string, known: LocalStart | null, reader: Reader): string {
  if (known?.localDate == null || Date.parse(known.startedAt) !== Date.parse(startedAt)) {
    return formatInstant(startedAt, reader);
  }
  const day = formatDay(known.localDate, 'short', reader);
  return known.localTime === null ? day : `${day}, ${formatLocalTime(known.localTime, reader)}`;
}

/** “12 May 2025, 18:04:12” here: where two moments of one recording are compared. */
export const formatInstantToSecond = (instant: string, reader: Reader): string =>
  dateFormat(reader.locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: reader.timeZone }).format(
    new Date(instant),
  );

/** “12 May”, with the year where it is not this one. */
export function formatInstantDay(instant: string, now: Date, reader: Reader): string {
  const date = new Date(instant);
  const year = dateFormat(reader.locale, { year: 'numeric', timeZone: reader.timeZone });
  return dateFormat(reader.locale, {
    day: 'numeric',
    month: 'short',
    ...(year.format(date) === year.format(now) ? {} : { year: 'numeric' }),
    timeZone: reader.timeZone,
  }).format(date);
}

/** Before this no sports device recorded anything: the clock was never set (domain 3). */
const earliestBelievable = Date.UTC(2000, 0, 1);

export const isBelievable = (instant: string, now: Date): boolean => {
  const time = Date.parse(instant);
  return time >= earliestBelievable && time <= now.getTime() + 24 * 3600 * 1000;
};
