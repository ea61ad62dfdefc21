// ISO weeks: counted from calendar days, without a clock or a zone, and named in the athlete's locale.
import { dateFormat } from './intl-formats.ts';
import type { Reader } from './reader.ts';

const msPerDay = 24 * 3600 * 1000;

export interface IsoWeek {
  /** `2026-W07` */
  readonly key: string;
  readonly year: number;
  readonly week: number;
  /** Calendar days, `2026-02-09` to `2026-02-15`. */
  readonly monday: string;
  readonly sunday: string;
}

const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The week that a calendar day lies in; its year is that of its Thursday (ISO 8601). */
export function isoWeekOf(localDate: string): IsoWeek {
  const day = Date.parse(`${localDate}T00:00:00Z`);
  const daysSinceMonday = (new Date(day).getUTCDay() + 6) % 7;
  const monday = day - daysSinceMonday * msPerDay;
  const thursday = new Date(monday + 3 * msPerDay);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * msPerDay));
  return {
    key: `${year}-W${String(week).padStart(2, '0')}`,
    year,
    week,
    monday: dayText(monday),
    sunday: dayText(monday + 6 * msPerDay),
  };
}

/** “7 – 13 Jul”, “29 Dec 2025 – 4 Jan 2026”: with the year where it is not this one. */
export function formatWeekDays(week: IsoWeek, currentYear: number, reader: Reader): string {
  const sameYear =
    Number(week.monday.slice(0, 4)) === currentYear && Number(week.sunday.slice(0, 4)) === currentYear;
  return dateFormat(reader.locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).formatRange(new Date(`${week.monday}T12:00:00Z`), new Date(`${week.sunday}T12:00:00Z`));
}
