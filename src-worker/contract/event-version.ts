// How two provider versions of one activity compare (domain 3). Here, because both the canonical room and dedup ask.

/** A version as it is compared and hashed: trimmed, lower-cased; null where there is none. */
export function normalizedVersion(version: string | null | undefined): string | null {
  const text = version?.trim().toLowerCase() ?? '';
  return text === '' ? null : text;
}

/** `<c>/<instant>/<rrrr>`, the version of a file; the group is what the recording itself says. */
const fileVersionPattern = /^(?<recording>[01]\/[^/]+)\/\d{4}$/;

type Reading =
  | { readonly kind: 'text'; readonly text: string }
  /** Without leading zeros: as long as it likes, beyond what a number can hold. */
  | { readonly kind: 'integer'; readonly digits: string }
  /** Fraction digits apart, because markers with microseconds exist and a Date ends at milliseconds. */
  | { readonly kind: 'instant'; readonly atMs: number; readonly fraction: string };

const kindOrder = { text: 0, integer: 1, instant: 2 } as const satisfies Record<Reading['kind'], number>;

const instantPattern =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:t(?<minute>\d{2}:\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?(?<zone>z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** `+02`, `+0200` and `+02:00` are one offset. Without one it is read as UTC: never by the machine's own zone. */
function zoneOf(written: string | undefined): string {
  if (written === undefined || written === 'z') return 'Z';
  const digits = written.slice(1).replace(':', '').padEnd(4, '0');
  return `${written.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function asInstant(text: string): Reading | null {
  const parts = instantPattern.exec(text)?.groups;
  const date = parts?.['date'];
  if (parts === undefined || date === undefined) return null;
  const midnightMs = Date.parse(`${date}T00:00:00Z`);
  // 30 February rolls over into March in Date.parse; it is no date.
  if (Number.isNaN(midnightMs) || !new Date(midnightMs).toISOString().startsWith(date)) return null;
  const atMs = Date.parse(
    `${date}T${parts['minute'] ?? '00:00'}:${parts['second'] ?? '00'}${zoneOf(parts['zone'])}`,
  );
  if (Number.isNaN(atMs)) return null;
  return { kind: 'instant', atMs, fraction: (parts['fraction'] ?? '').replace(/0+$/, '') };
}

function read(version: string): Reading {
  const text = normalizedVersion(version) ?? '';
  if (/^\d+$/.test(text)) return { kind: 'integer', digits: text.replace(/^0+(?=\d)/, '') };
  return asInstant(text) ?? { kind: 'text', text };
}

const compare = (left: string | number, right: string | number): -1 | 0 | 1 =>
  left < right ? -1 : left > right ? 1 : 0;

/**
 * A person's “accept the incoming one” stands behind the version as `/0001`, `/0002` …; `number` is 0 where nobody chose. A
 * file's own version ends in four digits, too: its reader's revision.
 */
export function chosenPart(version: string): { readonly base: string; readonly number: number } {
  const [, base, digits] = /^(.*)\/(\d{4})$/.exec(version) ?? [];
  const isOwn = base === undefined || fileVersionPattern.test(version);
  return isOwn ? { base: version, number: 0 } : { base, number: Number(digits) };
}

/**
 * -1 where `left` is the older version, 1 where it is the newer, 0 where they are the same (domain 3):
 * as integers, as instants, else as lower-cased text by code unit; text < integer < instant. What a person chose is newer
 * than the version that it was chosen over, of whichever kind that is: `7/0001` is no text below 7.
 */
export function compareVersions(left: string, right: string): -1 | 0 | 1 {
  const [one, other] = [chosenPart(left), chosenPart(right)];
  return compareBases(one.base, other.base) || compare(one.number, other.number);
}

function compareBases(left: string, right: string): -1 | 0 | 1 {
  const a = read(left);
  const b = read(right);
  if (a.kind === 'integer' && b.kind === 'integer')
    return compare(a.digits.length, b.digits.length) || compare(a.digits, b.digits);
  if (a.kind === 'instant' && b.kind === 'instant')
    return compare(a.atMs, b.atMs) || compare(a.fraction, b.fraction);
  if (a.kind === 'text' && b.kind === 'text') return compare(a.text, b.text);
  return compare(kindOrder[a.kind], kindOrder[b.kind]);
}

/** The revision of the reader that gave this version, chosen or not; null where it is no file's. */
export function readerRevisionOf(version: string): string | null {
  const base = normalizedVersion(chosenPart(version).base) ?? '';
  return fileVersionPattern.test(base) ? base.slice(-4) : null;
}

/** The same recording as another reader reads it, and chosen as it was; null where the version is no file's. */
export function withReaderRevision(version: string, readerRevision: string): string | null {
  if (readerRevisionOf(version) === null) return null;
  const { base, number } = chosenPart(version);
  return chosenVersion(`${base.slice(0, -4)}${readerRevision}`, number);
}

/** `number` is 0 where nobody chose. */
export const chosenVersion = (base: string, number: number): string =>
  number === 0 ? base : `${base}/${String(number).padStart(4, '0')}`;

/** True where two file versions differ in the reader's revision and in nothing else (domain 3). */
export function isOtherRevisionOfSameRecording(left: string, right: string): boolean {
  const a = normalizedVersion(left) ?? '';
  const b = normalizedVersion(right) ?? '';
  const recording = fileVersionPattern.exec(a)?.groups?.['recording'];
  return (
    recording !== undefined && a !== b && recording === fileVersionPattern.exec(b)?.groups?.['recording']
  );
}
