// Guards over what fit-file-parser returns: its messages are `unknown` values until one of these has asked for them.

export type FitMessage = Readonly<Record<string, unknown>>;

/** The messages that an activity is summed up from, as plain lists. */
export interface FitMessages {
  readonly sessions: readonly FitMessage[];
  readonly laps: readonly FitMessage[];
  readonly lengths: readonly FitMessage[];
  readonly records: readonly FitMessage[];
  readonly sets: readonly FitMessage[];
  readonly sports: readonly FitMessage[];
  readonly fileIds: readonly FitMessage[];
  readonly activities: readonly FitMessage[];
}

const isMessage = (value: unknown): value is FitMessage =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null where the library did not return what it promises. */
export function fitMessages(parsed: unknown): FitMessages | null {
  const byName = isMessage(parsed) ? parsed['messages'] : undefined;
  if (!isMessage(byName)) return null;
  const list = (name: string): readonly FitMessage[] => {
    const value = byName[name];
    return Array.isArray(value) ? value.filter(isMessage) : [];
  };
  return {
    sessions: list('session'),
    laps: list('lap'),
    lengths: list('length'),
    records: list('record'),
    sets: list('set'),
    sports: list('sport'),
    fileIds: list('file_id'),
    activities: list('activity'),
  };
}

export function numberOf(message: FitMessage, field: string): number | null {
  const value = message[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A name of the profile; a number that the profile has no name for, as text. */
export function nameOf(message: FitMessage, field: string): string | null {
  const value = message[field];
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Milliseconds since 1970. */
export function instantOf(message: FitMessage, field: string): number | null {
  const value = message[field];
  const ms = value instanceof Date ? value.getTime() : NaN;
  return Number.isFinite(ms) ? ms : null;
}

/** First name in a list of names (FIT `set.category`). */
export function firstNameOf(message: FitMessage, field: string): string | null {
  const value = message[field];
  if (!Array.isArray(value)) return nameOf(message, field);
  const first: unknown = value.find((item) => item !== null);
  return typeof first === 'string' ? first : typeof first === 'number' ? String(first) : null;
}
