// Numbers, instants and names as XML documents write them. Own parsing: a library's guess would turn `007` and `1e400` into something.

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/**
 * A finite number, or null. A comma is no decimal sign in either schema, and what `1,234` means can't be known:
 * such a value is treated as unreadable and never guessed.
 */
export function parseNumber(text: string | null): number | null {
  if (text === null || !decimal.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

export interface XmlInstant {
  readonly ms: number;
  /** Null for `Z` and for a time without zone: neither says where the athlete was. */
  readonly offsetSeconds: number | null;
  readonly hasZone: boolean;
}

const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?$/;

/** Leap seconds and 24:00:00 roll over; a time without zone is UTC, as both schemas have it. */
export function parseInstant(text: string | null): XmlInstant | null {
  const match = text === null ? null : dateTime.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const midnight = new Date(Date.UTC(2000, month - 1, day));
  midnight.setUTCFullYear(year, month - 1, day); // Date.UTC reads years below 100 as 19xx
  const isCalendarDay = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  if (!isCalendarDay || hour > 24 || minute > 59 || second > 60) return null;

  const zone = match[8];
  const offsetSeconds = zone === undefined || /^[Zz]$/.test(zone) ? null : zoneSeconds(zone);
  if (offsetSeconds !== null && Math.abs(offsetSeconds) > 14 * 3600) return null;
  const fraction = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const local = midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  return { ms: local - (offsetSeconds ?? 0) * 1000, offsetSeconds, hasZone: zone !== undefined };
}

function zoneSeconds(zone: string): number {
  const digits = zone.replace(':', '');
  const seconds = Number(digits.slice(1, 3)) * 3600 + Number(digits.slice(3, 5)) * 60;
  return digits.startsWith('-') ? -seconds : seconds;
}

const namedEntities: Readonly<Partial<Record<string, string>>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** The five entities that every XML document has, and characters by number; anything else stays as written. */
const decodeEntities = (text: string): string =>
  text.replace(/&(?:lt|gt|amp|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});/g, (written) => {
    const name = written.slice(1, -1);
    const code = name.startsWith('#') ? Number(name.slice(1).replace(/^[xX]/, '0x')) : null;
    if (code === null) return namedEntities[name] ?? written;
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

/** Longer names are cut: they are labels, and somebody else wrote them. */
const labelCharacters = 500;

export function label(text: string | null): string | null {
  const decoded = text === null ? '' : decodeEntities(text).trim();
  return decoded === '' ? null : decoded.slice(0, labelCharacters);
}
