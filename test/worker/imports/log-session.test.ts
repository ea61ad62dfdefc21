// Sessions by hand: logged, corrected and taken back as events of one log, and in the weeks beside what was imported.
import { expect, it } from 'vitest';
import { athleteDecisionSchema } from '../../../src-worker/contract/athlete-decision.ts';
import type { WrittenSession } from '../../../src-worker/contract/manual-session.ts';
import { verifyLog } from '../../../src-worker/event-log/verify.ts';
import { decideForAthlete } from '../../../src-worker/imports/decide-for-athlete.ts';
import { openDatabase } from '../../support/open-database.ts';
import { openKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { parserInProcess } from '../../support/parser-in-process.ts';

const sessionId = '0198f7a0-0000-7000-8000-000000000001';
const key = `manual-session-${sessionId}`;
const gym: WrittenSession = {
  workout: { workout_type: 'strength', title: 'Gym', duration_seconds: 2_700 },
  startedAt: '2026-05-17T23:30:00+02:00',
  timeZone: 'Europe/Vienna',
  sets: [{ sequence: 1, exercise: 'Squat', reps: 8, weight_kg: 60 }],
};

async function startedLog(): Promise<KeptLog> {
  const log = await openKeptLog();
  await log.eventLog.start();
  return log;
}

const decide = ({ database, eventLog }: KeptLog, decision: unknown) =>
  decideForAthlete(
    {
      database,
      eventLog,
      startParser: () => parserInProcess(() => undefined),
      now: () => new Date('2026-06-01T10:00:00.000Z'),
      athleteTimeZone: 'Europe/Vienna',
      onTrouble: (reason) => {
        throw reason;
      },
      reach: () => Promise.resolve(),
    },
    athleteDecisionSchema.parse(decision),
  );
const logSession = (log: KeptLog, written: WrittenSession) =>
  decide(log, { kind: 'log_session', sessionId, written });

const weeks = async ({ database }: KeptLog) =>
  (await database.timelineWeeks.toArray()).map(({ week, totals }) => [week, totals[0]?.durationSeconds]);

it('is logged once however often it is asked for, corrected into another week, taken back, and brought back', async () => {
  const log = await startedLog();
  expect(await logSession(log, gym)).toEqual({ kind: 'done', sourceIdentityKey: key });
  expect(await logSession(log, gym)).toEqual({ kind: 'already' });
  expect(await weeks(log)).toEqual([['2026-W20', 2_700]]);
  expect(await log.database.manualSessions.get(sessionId)).toEqual({
    session_id: sessionId,
    revision: 1,
    retracted: false,
    workout: gym.workout,
    session: {
      started_at: '2026-05-17T21:30:00.000Z',
      timezone: 'Europe/Vienna',
      local_date: '2026-05-17',
      local_week: '2026-W20',
    },
    sets: gym.sets,
  });

  const corrected = { ...gym, startedAt: '2026-05-18T00:30:00+02:00' };
  expect(await logSession(log, corrected)).toMatchObject({ kind: 'done' });
  expect(await weeks(log)).toEqual([['2026-W21', 2_700]]);

  expect(await decide(log, { kind: 'retract_session', sessionId })).toMatchObject({ kind: 'done' });
  expect(await decide(log, { kind: 'retract_session', sessionId })).toEqual({ kind: 'already' });
  expect(await weeks(log)).toEqual([]);

  expect(await logSession(log, corrected)).toMatchObject({ kind: 'done' });
  expect(await weeks(log)).toEqual([['2026-W21', 2_700]]);
  expect(await log.database.events.orderBy('seq').toArray()).toMatchObject(
    [1, 2, 3, 4].map((revision) => ({
      type: 'session.logged',
      seq: revision,
      sourceIdentityKey: key,
      idempotencyKey: `${key}-${revision}`,
      data: { revision },
    })),
  );
  expect(await verifyLog(log.database, log.link, log.journal.tail)).toMatchObject({ drift: 0 });
  await log.end();
});

it('is there again when the database is made anew from the journal', async () => {
  const log = await startedLog();
  await logSession(log, gym);
  await log.end();
  const again = await openKeptLog({ folder: log.folder, database: openDatabase() });
  await again.eventLog.start();
  expect(await weeks(again)).toEqual([['2026-W20', 2_700]]);
  await again.end();
});

it('is not written where it is still to come, of a zone that nobody knows, or not there to be taken back', async () => {
  const log = await startedLog();
  expect(await logSession(log, { ...gym, startedAt: '2026-06-02T10:00:00Z' })).toEqual({
    kind: 'not_applicable',
  });
  expect(await logSession(log, { ...gym, timeZone: 'Mars/Olympus' })).toEqual({ kind: 'not_applicable' });
  expect(await decide(log, { kind: 'retract_session', sessionId })).toEqual({ kind: 'not_found' });
  expect(await log.database.events.count()).toBe(0);
  await log.end();
});
