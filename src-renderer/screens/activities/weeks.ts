// From the timeline to the weeks of the list: how many are listed, which of them are in sight, and what a filter leaves. Pure.
import {
  totalPerSport,
  undatedWeek,
  type SportTotal,
  type TimelineSession,
  type TimelineWeek,
} from '../../../src-worker/contract/training-timeline.ts';
import { isoWeekOf, type IsoWeek } from '../../text/format-week.ts';

export interface ListedWeek {
  /** `2026-W07`, or `undated`. */
  readonly key: string;
  /** Null: the day of these is unknown. */
  readonly week: IsoWeek | null;
  readonly totals: readonly SportTotal[];
  readonly sessionCount: number;
  /** Newest first; null where they were not read yet. */
  readonly sessions: readonly TimelineSession[] | null;
}

export type SessionsByWeek = ReadonlyMap<string, readonly TimelineSession[]>;

interface HowMany {
  /** Weeks are listed whole until there are so many sessions. */
  readonly sessions: number;
  /** Listed in any case, with all that is newer: something in it is open. */
  readonly throughWeek: string | null;
}

/** The newest of the weeks; they come newest first. */
export function newestWeeks(
  weeks: readonly TimelineWeek[],
  { sessions, throughWeek }: HowMany,
): readonly TimelineWeek[] {
  let counted = 0;
  let end = weeks.findIndex(({ week }) => week === throughWeek) + 1;
  for (const [index, { sessionCount }] of weeks.entries()) {
    if (counted >= sessions) break;
    counted += sessionCount;
    end = Math.max(end, index + 1);
  }
  return weeks.slice(0, end);
}

/** Indices of rows, of which each week has one for its heading and one for each of its sessions. */
export interface Sight {
  readonly first: number;
  readonly last: number;
}

export function weeksInSight(weeks: readonly TimelineWeek[], { first, last }: Sight): readonly string[] {
  const inSight: string[] = [];
  let start = 0;
  for (const { week, sessionCount } of weeks) {
    const end = start + sessionCount;
    if (end >= first && start <= last) inSight.push(week);
    start = end + 1;
  }
  return inSight;
}

export const weekKeyOf = (localDate: string | null): string =>
  localDate === null ? undatedWeek : isoWeekOf(localDate).key;

export function listedWeeks(weeks: readonly TimelineWeek[], sessions: SessionsByWeek): readonly ListedWeek[] {
  return weeks.map(({ week, days, totals, sessionCount }) => {
    const read = sessions.get(week) ?? null;
    return {
      key: week,
      week: isoWeekWith(days),
      totals,
      // Both were read a moment apart: what is drawn follows what was read of them.
      sessionCount: read?.length ?? sessionCount,
      sessions: read,
    };
  });
}

/** Weeks of what is left, with totals of that. */
export function filteredWeeks(
  sessions: SessionsByWeek,
  matches: (session: TimelineSession) => boolean,
): readonly ListedWeek[] {
  return [...sessions].flatMap(([key, all]) => {
    const left = all.filter(matches);
    if (left.length === 0) return [];
    return [
      {
        key,
        week: isoWeekWith(left),
        totals: totalPerSport(left),
        sessionCount: left.length,
        sessions: left,
      },
    ];
  });
}

const isoWeekWith = ([first]: readonly { readonly localDate: string | null }[]): IsoWeek | null =>
  first?.localDate == null ? null : isoWeekOf(first.localDate);
