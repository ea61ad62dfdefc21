// Sessions → the weeks of the timeline. A week is made of its sessions alone and always as a whole, in one order: so it
// makes no difference whether it was kept up to date change by change, or made again from everything. Pure.
import type { QualityFlag } from '../contract/activity-summary.ts';
import { isoWeekOfDate } from '../contract/local-day.ts';
import {
  totalPerSport,
  undatedWeek,
  type TimelineDataQuality,
  type TimelineDay,
  type TimelineSession,
  type TimelineSessions,
  type TimelineWeek,
} from '../contract/training-timeline.ts';

/** One session, as it stood and as it stands now; null where it is not there. */
export interface SessionChange {
  readonly before: TimelineSession | null;
  readonly after: TimelineSession | null;
}

export interface TimelineRows {
  readonly weeks: readonly TimelineWeek[];
  readonly sessions: readonly TimelineSessions[];
  /** Weeks in which nothing is left. */
  readonly gone: readonly string[];
}

const weekOf = ({ localDate }: TimelineSession): string =>
  localDate === null ? undatedWeek : isoWeekOfDate(localDate);

/** The weeks that `advanceTimeline` has to be given: those that the sessions leave, and those that they come into. */
export function weeksTouched(changes: readonly SessionChange[]): readonly string[] {
  const sessions = changes.flatMap(({ before, after }) => [before, after]);
  return [...new Set(sessions.flatMap((session) => (session === null ? [] : [weekOf(session)])))];
}

/** Only changes that are some. */
export function changeOf(
  before: TimelineSession | null,
  after: TimelineSession | null,
): readonly SessionChange[] {
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ before, after }];
}

export function advanceTimeline(
  standing: ReadonlyMap<string, TimelineSessions>,
  changes: readonly SessionChange[],
): TimelineRows {
  const byWeek = new Map<string, Map<string, TimelineSession>>(
    weeksTouched(changes).map((week) => [
      week,
      new Map(standing.get(week)?.sessions.map((session) => [session.sessionKey, session])),
    ]),
  );
  for (const { before } of changes) {
    if (before !== null) byWeek.get(weekOf(before))?.delete(before.sessionKey);
  }
  for (const { after } of changes) {
    if (after !== null) byWeek.get(weekOf(after))?.set(after.sessionKey, after);
  }
  return rowsOf(byWeek);
}

export function rebuildTimeline(all: readonly TimelineSession[]): TimelineRows {
  return advanceTimeline(
    new Map(),
    all.map((after) => ({ before: null, after })),
  );
}

function rowsOf(byWeek: ReadonlyMap<string, ReadonlyMap<string, TimelineSession>>): TimelineRows {
  const kept = [...byWeek].filter(([, sessions]) => sessions.size > 0);
  const sessions = kept.map(([week, own]) => ({ week, sessions: [...own.values()].sort(newestFirst) }));
  return {
    weeks: sessions.map(timelineWeek),
    sessions,
    gone: [...byWeek].flatMap(([week, own]) => (own.size === 0 ? [week] : [])),
  };
}

function timelineWeek({ week, sessions }: TimelineSessions): TimelineWeek {
  return {
    week,
    sessionCount: sessions.length,
    days: daysOf(sessions),
    totals: totalPerSport(sessions),
    data_quality: dataQualityOf(sessions),
  };
}

function daysOf(sessions: readonly TimelineSession[]): readonly TimelineDay[] {
  const byDay = new Map<string, TimelineSession[]>();
  for (const session of sessions) {
    if (session.localDate === null) continue;
    const day = byDay.get(session.localDate);
    if (day === undefined) byDay.set(session.localDate, [session]);
    else day.push(session);
  }
  return [...byDay].map(([localDate, own]) => ({
    localDate,
    sessionCount: own.length,
    totals: totalPerSport(own),
  }));
}

/** When something was is uncertain: a zone assumed, a clock that was never set, a clock that jumped (domain 7). */
const temporalDoubts: ReadonlySet<QualityFlag> = new Set(['zone_assumed', 'clock_suspect', 'time_backward']);

function dataQualityOf(sessions: readonly TimelineSession[]): TimelineDataQuality {
  const imported = sessions.filter(({ source_type }) => source_type === 'external_import');
  const sumOf = (count: (session: TimelineSession) => number): number =>
    imported.reduce((sum, session) => sum + count(session), 0);
  const flags: Partial<Record<QualityFlag, number>> = {};
  for (const flag of imported.flatMap((session) => session.flags)) flags[flag] = (flags[flag] ?? 0) + 1;
  return {
    external_imported_total: imported.length,
    external_low_confidence_fields: sumOf(({ fieldDoubts }) => fieldDoubts.lowConfidence),
    external_unsupported_fields_total: sumOf(({ fieldDoubts }) => fieldDoubts.unsupported),
    external_unit_conversion_fields: sumOf(({ fieldDoubts }) => fieldDoubts.unitConversions),
    external_temporal_uncertainty_total: imported.filter((session) =>
      session.flags.some((flag) => temporalDoubts.has(flag)),
    ).length,
    flags,
  };
}

/** By the clock at the place; what is equal to the minute by the instant, and then by key, so that no order of arrival tells. */
function newestFirst(left: TimelineSession, right: TimelineSession): number {
  return (
    byText(right.localDate ?? '', left.localDate ?? '') ||
    byText(right.localTime ?? '', left.localTime ?? '') ||
    byText(right.startedAt, left.startedAt) ||
    byText(left.sessionKey, right.sessionKey)
  );
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
