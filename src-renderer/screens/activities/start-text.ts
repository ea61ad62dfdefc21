// When a session began, as it was there: “Saturday, 12 July 2025, 18:04”.
import { formatDay, formatLocalTime } from '../../text/format-date.ts';
import type { Text } from '../../text/use-text.ts';

interface Start {
  readonly localDate: string | null;
  readonly localTime: string | null;
}

export function startText({ localDate, localTime }: Start, { say, reader }: Text): string {
  if (localDate === null) return say('day.unknown');
  const day = formatDay(localDate, 'full', reader);
  return localTime === null ? day : `${day}, ${formatLocalTime(localTime, reader)}`;
}
