// What a person reads from a clock on the wall somewhere → the instant that it is. Pure.

interface Place {
  /** IANA name; null where nobody knows it. */
  readonly timeZone: string | null;
  /** Of the clock there, where the zone is not known; null: UTC. */
  readonly utcOffsetSeconds: number | null;
}

/** `typed`: `2026-05-20T18:00`, as a date and time field gives it; null where that is no date. */
export function instantOfWallClock(typed: string, { timeZone, utcOffsetSeconds }: Place): string | null {
  const asIfUtcMs = Date.parse(`${typed}Z`);
  if (Number.isNaN(asIfUtcMs)) return null;
  if (timeZone === null) return new Date(asIfUtcMs - (utcOffsetSeconds ?? 0) * 1000).toISOString();
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  const guessMs = asIfUtcMs - offsetMs(asIfUtcMs, timeZone);
  return new Date(asIfUtcMs - offsetMs(guessMs, timeZone)).toISOString();
}

/** How far that zone's clock is ahead of UTC at this instant. */
function offsetMs(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(instantMs);
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(instantMs / 1000) * 1000;
}
