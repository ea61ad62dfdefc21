// Days and times. What belongs to an activity is already local to it and is never moved again; what is an instant
// (when something was imported) is told in the zone the athlete is in.
import { dateFormat } from './intl-formats.ts';
import type { Reader } from './reader.ts';

/** A calendar day as the instant at which it is noon in UTC; formatted in UTC, it can't slip. */
const noonUtc = (localDate: string): Date => new Date(`${localDate}T12:00:00Z`);

const dayStyles = {
  /** “Saturday, 12 July” */
  spoken: { weekday: 'long', day: 'numeric', month: 'long' },
  /** “Saturday, 12 July 2025” */
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** “12 May 2025” */
  short: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export const formatDay = (localDate: string, style: keyof typeof dayStyles, reader: Reader): string =>
  dateFormat(reader.locale, { ...dayStyles[style], timeZone: 'UTC' }).format(noonUtc(localDate));

/** “Sat 12”, for the column at the edge of a list. */
export const formatGutterDay = (localDate: string, reader: Reader): string => {
  const part = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(reader.locale, { ...options, timeZone: 'UTC' }).format(noonUtc(localDate));
  return `${part({ weekday: 'short' })} ${part({ day: 'numeric' })}`;
};

/** `18:04` as the locale's clock shows it: “18:04”, “6:04 PM”. */
export const formatLocalTime = (localTime: string, reader: Reader): string =>
  dateFormat(reader.locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    new Date(`2000-01-01T${localTime}:00Z`),
  );

const dayAndTime = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
} as const satisfies Intl.DateTimeFormatOptions;

/** “12 May 2025, 18:04” here */
export const formatInstant = (instant: string, reader: Reader): string =>
  dateFormat(reader.locale, { ...dayAndTime, timeZone: reader.timeZone }).format(new Date(instant));

/** A day and a time as they were there: “12 May 2025, 18:04”. */
export const formatLocalStart = (localDate: string, localTime: string | null, reader: Reader): string =>
  localTime === null
    ? formatDay(localDate, 'short', reader)
    : formatInstant(`${localDate}T${localTime}:00Z`, { ...reader, timeZone: 'UTC' });

/** An instant by the clock of an offset from UTC; without one by the clock here. */
export const formatInstantAt = (instant: string, utcOffsetSeconds: number | null, reader: Reader): string =>
  utcOffsetSeconds === null
    ? formatInstant(instant, reader)
    : formatInstant(new Date(Date.parse(instant) + utcOffsetSeconds * 1000).toISOString(), {
        ...reader,
        timeZone: 'UTC',
      });

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
