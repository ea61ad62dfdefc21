// Numbers, instants and names as XML documents write them. Own parsing: a library's guess would turn `007` and `1e400` into something.

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

const zero = 0x30;
const plus = 0x2b;
const dash = 0x2d;
const dot = 0x2e;
const colon = 0x3a;
const letterT = 0x54;
const letterZ = 0x5a;

const powersOfTen = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/**
 * A finite number, or NaN. A comma is no decimal sign in either schema, and what `1,234` means can't be known:
 * such a value is treated as unreadable and never guessed.
 * Plain decimals, which nearly all are, cost a pass over their digits: a whole number and a power of ten that are both
 * exact have the quotient that `Number` gives (W. D. Clinger, How to read floating point numbers accurately, 1990).
 */
export function parseDecimal(text: string): number {
  const { length } = text;
  const sign = text.charCodeAt(0);
  let whole = 0;
  let digitCount = 0;
  let decimals = 0;
  let sawDot = false;
  for (let at = sign === dash || sign === plus ? 1 : 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    const digit = code - zero;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      digitCount += 1;
      if (sawDot) decimals += 1;
    } else if (code === dot && !sawDot) sawDot = true;
    else return parseCarefully(text);
  }
  const power = powersOfTen[decimals];
  if (digitCount === 0 || power === undefined || whole > Number.MAX_SAFE_INTEGER) return parseCarefully(text);
  return sign === dash ? -whole / power : whole / power;
}

function parseCarefully(text: string): number {
  const trimmed = text.trim();
  const value = decimal.test(trimmed) ? Number(trimmed) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

export function parseNumber(text: string | null | undefined): number | null {
  const value = text == null ? NaN : parseDecimal(text);
  return Number.isNaN(value) ? null : value;
}

export interface XmlInstant {
  readonly ms: number;
  /** Null for `Z` and for a time without zone: neither says where the athlete was. */
  readonly offsetSeconds: number | null;
  readonly hasZone: boolean;
}

const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?$/;

/** The last day that was asked for: the points of a recording lie on the same one. */
let lastDay = { text: '-', ms: NaN };

/**
 * Milliseconds of `YYYY-MM-DDTHH:MM:SSZ`, also with three digits of fraction, as nearly every document writes its points;
 * NaN for anything else, which `parseInstant` may still read.
 */
export function parsePlainUtc(text: string): number {
  const { length } = text;
  const isPlain =
    (length === 20 || (length === 24 && text.charCodeAt(19) === dot)) &&
    text.charCodeAt(13) === colon &&
    text.charCodeAt(16) === colon &&
    text.charCodeAt(length - 1) === letterZ;
  if (!isPlain) return NaN;
  if (!text.startsWith(lastDay.text)) lastDay = { text: text.slice(0, 11), ms: plainDay(text) };
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const millisecond = length === 24 ? digits(text, 20, 23) : 0;
  const isOrdinary = hour < 24 && minute < 60 && second < 60;
  return isOrdinary ? lastDay.ms + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond : NaN;
}

/** Midnight of a calendar day, as `YYYY-MM-DDT` begins it; else NaN. */
function plainDay(text: string): number {
  const isPlain =
    text.charCodeAt(4) === dash && text.charCodeAt(7) === dash && text.charCodeAt(10) === letterT;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (!isPlain || !(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return NaN;
  const ms = Date.UTC(year, month - 1, day);
  return new Date(ms).getUTCDate() === day ? ms : NaN;
}

/** NaN where one of them is none. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Leap seconds and 24:00:00 roll over; a time without zone is UTC, as both schemas have it. */
export function parseInstant(text: string | null | undefined): XmlInstant | null {
  const match = text == null ? null : dateTime.exec(text.trim());
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

/** Longer names are cut: they are labels, and somebody else wrote them. */
const labelCharacters = 500;

export function label(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed.slice(0, labelCharacters);
}
