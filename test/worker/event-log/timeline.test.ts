// The timeline in the log: whatever is imported, decided and logged, in whatever batches, the kept rows are those that
// are made anew from the activities and the sessions by hand.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { qualityFlags, type QualityFlag } from '../../../src-worker/contract/activity-summary.ts';
import type { CanonicalEvent } from '../../../src-worker/contract/canonical-event.ts';
import { journalRecordSchema, type JournalRecord } from '../../../src-worker/contract/journal-record.ts';
import { applyRecords } from '../../../src-worker/event-log/apply.ts';
import { restoreRecords } from '../../../src-main/journal/restore-records.ts';
import { verifyLog } from '../../../src-worker/event-log/verify.ts';
import type { ReadActivity } from '../../../src-worker/imports/file-reading.ts';
import type { CooldownDatabase } from '../../../src-worker/store/database.ts';
import { sessionByHand, sessionOfActivity } from '../../../src-worker/timeline/sessions.ts';
import { rebuildTimeline } from '../../../src-worker/timeline/timeline.ts';
import { openKeptLog } from '../../support/kept-log.ts';
import { openDatabase } from '../../support/open-database.ts';
import { readRide } from '../../support/read-activities.ts';
import { handSession } from '../timeline/hand-session.ts';

const keys = ['external-activity-a', 'external-activity-b', 'external-activity-c', 'external-activity-d'];
const [someKey, someDay] = [
  fc.constantFrom(...keys),
  fc.constantFrom('2025-12-28', '2025-12-29', '2026-01-04', '2026-01-05'),
];
const somePair = fc.shuffledSubarray(keys, { minLength: 2, maxLength: 2 });
const someSessionId = fc.constantFrom(1, 2).map((nth) => `0198f7a0-0000-7000-8000-00000000000${nth}`);

type Step =
  | { kind: 'imported'; key: string; day: string; flags: QualityFlag[]; meters: number }
  | { kind: 'deleted' | 'restored'; key: string }
  | { kind: 'linked' | 'unlinked'; pair: string[] }
  | { kind: 'clock'; key: string; days: number }
  | { kind: 'logged'; id: string; day: string; retracted: boolean };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('imported' as const),
      key: someKey,
      day: someDay,
      flags: fc.subarray([...qualityFlags], { maxLength: 1 }),
      meters: fc.constantFrom(10_000.1, 20_000.2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('deleted' as const, 'restored' as const), key: someKey }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('linked' as const, 'unlinked' as const), pair: somePair }),
  },
  fc.record({ kind: fc.constant('clock' as const), key: someKey, days: fc.constantFrom(-7, 0, 1, 30) }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('logged' as const),
      id: someSessionId,
      day: someDay,
      retracted: fc.boolean(),
    }),
  },
);

let ride: ReadActivity;
beforeAll(async () => {
  ride = await readRide();
});

const at = '2026-06-01T10:00:00.000Z';
const byAthlete = { source: 'athlete' } as const;

function eventOf(step: Step, seq: number): CanonicalEvent {
  const common = { eventId: `event-${seq}`, seq, recordedAt: at, idempotencyKey: `key-${seq}` };
  switch (step.kind) {
    case 'imported': {
      const { activity, summary, sha256 } = ride;
      const startedAt = `${step.day}T10:00:00.000Z`;
      return {
        ...common,
        type: 'external.activity_imported',
        sourceIdentityKey: step.key,
        payloadFingerprint: `fingerprint-${seq}`,
        data: {
          ...activity,
          workout: { ...activity.workout, distance_meters: step.meters },
          session: { ...activity.session, started_at: startedAt, local_date: step.day },
        },
        metadata: {
          source: 'import',
          agent: 'external_import:garmin',
          session: 'import:job-1',
          sha256,
          fileName: 'ride.fit',
          summary: { ...summary, startedAt },
          quality: { grade: 'sound', flags: step.flags },
        },
      };
    }
    case 'deleted':
      return {
        ...common,
        type: 'external.activity_deleted',
        sourceIdentityKey: step.key,
        data: { source_identity_key: step.key, erased: false },
        metadata: byAthlete,
      };
    case 'restored':
      return {
        ...common,
        type: 'external.activity_restored',
        sourceIdentityKey: step.key,
        data: { source_identity_key: step.key },
        metadata: byAthlete,
      };
    case 'linked':
    case 'unlinked': {
      const [left = '', right = ''] = step.pair;
      return step.kind === 'linked'
        ? {
            ...common,
            type: 'external.overlap_linked',
            sourceIdentityKey: left,
            data: {
              relation: 'second_recording',
              score: 1,
              compared: [],
              state: 'linked',
              source_identity_keys: [left, right],
            },
            metadata: byAthlete,
          }
        : {
            ...common,
            type: 'external.overlap_unlinked',
            sourceIdentityKey: left,
            data: { source_identity_keys: [left, right] },
            metadata: byAthlete,
          };
    }
    case 'clock':
      return {
        ...common,
        type: 'external.clock_corrected',
        sourceIdentityKey: step.key,
        data: { source_identity_key: step.key, shift_seconds: step.days * 86_400 },
        metadata: byAthlete,
      };
    case 'logged':
      return {
        ...common,
        type: 'session.logged',
        sourceIdentityKey: `manual-session-${step.id}`,
        data: handSession({
          session_id: step.id,
          revision: seq,
          retracted: step.retracted,
          session: { started_at: `${step.day}T08:00:00.000Z`, timezone: 'UTC', local_date: step.day },
        }),
        metadata: byAthlete,
      };
  }
}

const recordsOf = (history: readonly Step[]): readonly JournalRecord[] =>
  history.map((step, index) =>
    journalRecordSchema.parse({ kind: 'decided', seq: index + 1, events: [eventOf(step, index + 1)] }),
  );

const keptTimeline = async ({ timelineWeeks, timelineSessions }: CooldownDatabase) => ({
  weeks: await timelineWeeks.toArray(),
  sessions: await timelineSessions.toArray(),
});

async function rebuiltTimeline({ activities, manualSessions }: CooldownDatabase) {
  const byHand = (await manualSessions.toArray()).flatMap((session) => sessionByHand(session) ?? []);
  const { weeks, sessions } = rebuildTimeline([
    ...(await activities.toArray()).map(sessionOfActivity),
    ...byHand,
  ]);
  const inOrder = <Row extends { readonly week: string }>(rows: readonly Row[]) =>
    [...rows].sort((left, right) => (left.week < right.week ? -1 : 1));
  return { weeks: inOrder(weeks), sessions: inOrder(sessions) };
}

test('Kept in the transaction that accepts, it is the one made anew', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { minLength: 1, maxLength: 24 }),
      fc.integer({ min: 1, max: 8 }),
      async (history, batch) => {
        const records = recordsOf(history);
        const database = openDatabase();
        for (let from = 0; from < records.length; from += batch) {
          const some = records.slice(from, from + batch);
          const head = { epoch: 'epoch', seq: from + some.length, hash: '' };
          expect(await applyRecords(database, { records: some, head })).toMatchObject({ kind: 'applied' });
          expect(await keptTimeline(database)).toEqual(await rebuiltTimeline(database));
        }
        await database.delete();
      },
    ),
    { numRuns: 60 },
  );
});

test('What verifying replays has the same timeline, and a line that was lost is drift', async () => {
  const [history] = fc.sample(fc.array(steps, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 7 });
  const log = await openKeptLog();
  await restoreRecords(log.journal.rewrite(), recordsOf(history ?? []));
  await log.eventLog.start();
  expect(await log.database.timelineWeeks.count()).toBeGreaterThan(0);
  expect(await verifyLog(log.database, log.link, log.journal.tail)).toMatchObject({ drift: 0 });
  const first = await log.database.timelineWeeks.toCollection().first();
  await log.database.timelineSessions.delete(first?.week ?? '');
  expect(await verifyLog(log.database, log.link, log.journal.tail)).toMatchObject({
    drift: 1,
    differences: [{ table: 'timelineSessions', difference: 'missing' }],
  });
  await log.end();
});
