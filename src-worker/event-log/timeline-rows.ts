// The timeline, kept in the accept transaction: of what the records changed, only the weeks it was in and is in now.
import type { ManualSession } from '../contract/manual-session.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { ActivityRow } from '../store/rows.ts';
import { sessionByHand, sessionOfActivity } from '../timeline/sessions.ts';
import {
  advanceTimeline,
  changeOf,
  weeksTouched,
  type SessionChange,
  type TimelineRows,
} from '../timeline/timeline.ts';
import type { ProjectedRows, StandingRows } from './project.ts';

type Standing = Pick<StandingRows, 'activities' | 'manualSessions'>;
type Projected = Pick<ProjectedRows, 'activities' | 'manualSessions'>;

/** Within the transaction that accepts: nothing foreign is awaited. */
export async function timelineAfter(
  { timelineSessions }: CooldownDatabase,
  standing: Standing,
  rows: Projected,
): Promise<TimelineRows> {
  const changes = changesBetween(standing, rows);
  const weeks = changes.length === 0 ? [] : await timelineSessions.bulkGet([...weeksTouched(changes)]);
  return advanceTimeline(
    new Map(weeks.flatMap((week) => (week === undefined ? [] : [[week.week, week]]))),
    changes,
  );
}

function changesBetween(standing: Standing, rows: Projected): readonly SessionChange[] {
  return [
    ...[...rows.activities].flatMap(([key, row]) =>
      changeOf(lineOf(standing.activities.get(key)), lineOf(row)),
    ),
    ...rows.manualSessions.flatMap((session) =>
      changeOf(lineByHand(standing.manualSessions.get(session.session_id)), sessionByHand(session)),
    ),
  ];
}

const lineOf = (row: ActivityRow | null | undefined) => (row == null ? null : sessionOfActivity(row));
const lineByHand = (session: ManualSession | undefined) =>
  session === undefined ? null : sessionByHand(session);
