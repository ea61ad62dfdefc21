// One decoded FIT message, by the names of the profile, and how its fields are asked for.

/** What 53 bits can't hold is a bigint. In an array null stands where a value is missing. */
export type FitScalar = number | bigint | string;
export type FitValue = FitScalar | readonly (FitScalar | null)[];

export interface FitMessage {
  readonly fields: Readonly<Partial<Record<string, FitValue>>>;
  /** Fields of apps on the device, by `developer<index>.<number>`: never in the place of a native one. */
  readonly developer: Readonly<Partial<Record<string, FitValue>>>;
  /** FIT instant, from the message or its compressed header; null where it says none. */
  readonly time: number | null;
}

const fitEpochMs = Date.UTC(1989, 11, 31);

export const fitToMs = (fitSeconds: number): number => fitSeconds * 1000 + fitEpochMs;

/** Below this, a FIT instant counts from when the device was switched on. */
export const relativeTimeBelow = 0x1000_0000;

export function numberOf(message: FitMessage, field: string): number | null {
  const value = message.fields[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A name of the profile; a number that the profile has no name for, as text. */
export function nameOf(message: FitMessage, field: string): string | null {
  const value = message.fields[field];
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function textOf(message: FitMessage, field: string): string | null {
  const value = message.fields[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Milliseconds since 1970. */
export function instantOf(message: FitMessage, field: string): number | null {
  const seconds = numberOf(message, field);
  return seconds === null ? null : fitToMs(seconds);
}

/** Milliseconds since 1970 of the message itself. */
export const timeOf = ({ time }: FitMessage): number | null => (time === null ? null : fitToMs(time));

/** First name in a list of names (FIT `set.category`). */
export function firstNameOf(message: FitMessage, field: string): string | null {
  const value = message.fields[field];
  if (typeof value !== 'object') return nameOf(message, field);
  const first = value.find((item) => item !== null);
  return first === undefined ? null : String(first);
}
