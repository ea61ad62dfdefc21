// The athlete's calendar: which local date, time and ISO week an instant falls on, and back. Pure; no clock.

export interface LocalDay {
  /** `2026-02-14` */
  readonly date: string;
  /** `2026-W07` */
  readonly week: string;
}

const two = (value: number): string => String(value).padStart(2, '0');
const dayMs = 86_400_000;

export const localDayByOffset = (instantMs: number, offsetSeconds: number): LocalDay =>
  localDay(new Date(instantMs + offsetSeconds * 1000));

/** Null where nobody knows the zone. */
export function localDayInZone(instantMs: number, timeZone: string): LocalDay | null {
  const local = clockInZone(instantMs, timeZone);
  return local === null ? null : localDay(new Date(local));
}

/** Local time minus UTC in that zone at that instant, to the second; null where nobody knows the zone. */
export function offsetInZone(instantMs: number, timeZone: string): number | null {
  const local = clockInZone(instantMs, timeZone);
  return local === null ? null : local / 1000 - Math.floor(instantMs / 1000);
}

/** To build one costs as much as a hundred uses of it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** What the clocks of the zone show, to the second, as milliseconds whose UTC fields are the local ones. */
function clockInZone(instantMs: number, timeZone: string): number | null {
  try {
    const parts = formatterOf(timeZone).formatToParts(instantMs);
    const number = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
    const midnight = midnightMs(number('year'), number('month') - 1, number('day'));
    return midnight + ((number('hour') * 60 + number('minute')) * 60 + number('second')) * 1000;
  } catch {
    return null; // RangeError: an unknown zone
  }
}

/** `2026-W07`, of a calendar day. */
export const isoWeekOfDate = (localDate: string): string => localDay(new Date(`${localDate}T00:00:00Z`)).week;

/** `18:04` on the clock at the place of the activity: by its zone, else by the offset that the file gives, else UTC. */
export const localTimeOf = (
  startedAt: string,
  timeZone: string | null | undefined,
  utcOffsetSeconds: number | null,
): string => shown(startedAt, timeZone, utcOffsetSeconds).slice(11, 16);

/** `2026-02-14`, likewise. */
export const localDateOf = (
  startedAt: string,
  timeZone: string | null,
  utcOffsetSeconds: number | null,
): string => shown(startedAt, timeZone, utcOffsetSeconds).slice(0, 10);

/** What a clock there shows, as ISO 8601 of UTC would write it. */
function shown(
  startedAt: string,
  timeZone: string | null | undefined,
  utcOffsetSeconds: number | null,
): string {
  const instantMs = Date.parse(startedAt);
  const local = timeZone == null ? null : clockInZone(instantMs, timeZone);
  return new Date(local ?? instantMs + (utcOffsetSeconds ?? 0) * 1000).toISOString();
}

/**
 * The instant at which clocks in the zone showed this. An hour that the clocks went over twice is the first one; one that
 * they left out is read by the clock of before.
 */
export function instantInZone(localDate: string, localTime: string, timeZone: string): number {
  const asUtcMs = Date.parse(`${localDate}T${localTime}:00Z`);
  const offsetsMs = [asUtcMs - dayMs, asUtcMs + dayMs].map((ms) => (clockInZone(ms, timeZone) ?? ms) - ms);
  const candidates = offsetsMs.map((offsetMs) => asUtcMs - offsetMs);
  return candidates.find((ms) => clockInZone(ms, timeZone) === asUtcMs) ?? candidates[0] ?? asUtcMs;
}

/** Of a date whose UTC fields are the local ones. */
function localDay(local: Date): LocalDay {
  const date = `${String(local.getUTCFullYear()).padStart(4, '0')}-${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`;
  // The ISO week belongs to the year that its Thursday lies in.
  const midnight = midnightMs(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  const thursday = new Date(midnight + (4 - (local.getUTCDay() || 7)) * dayMs);
  const newYear = midnightMs(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - newYear) / dayMs / 7) + 1;
  return { date, week: `${String(thursday.getUTCFullYear()).padStart(4, '0')}-W${two(week)}` };
}

/** `Date.UTC` reads years below 100 as 19xx. */
const midnightMs = (year: number, month: number, day: number): number =>
  new Date(0).setUTCFullYear(year, month, day);
