// The athlete's calendar: which local date and ISO week an instant falls on. Pure; no clock.

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
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    }).formatToParts(instantMs);
    const number = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
    return localDay(new Date(midnightMs(number('year'), number('month') - 1, number('day'))));
  } catch {
    return null; // RangeError: an unknown zone
  }
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
