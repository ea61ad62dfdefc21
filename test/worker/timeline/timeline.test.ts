// The timeline kept change by change is the one that is made anew from everything, whatever happened in between.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qualityFlags } from '../../../src-worker/contract/activity-summary.ts';
import type { ExternalActivity } from '../../../src-worker/contract/external-activity.ts';
import type {
  TimelineSession,
  TimelineSessions,
  TimelineWeek,
} from '../../../src-worker/contract/training-timeline.ts';
import { fieldDoubtsOf } from '../../../src-worker/timeline/field-doubts.ts';
import { sessionByHand, sessionOfActivity } from '../../../src-worker/timeline/sessions.ts';
import {
  advanceTimeline,
  changeOf,
  rebuildTimeline,
  weeksTouched,
  type TimelineRows,
} from '../../../src-worker/timeline/timeline.ts';
import { activityOn, undated } from '../../renderer/activity-samples.ts';
import { handSession } from './hand-session.ts';

const byWeek = ({ weeks, sessions }: Pick<TimelineRows, 'weeks' | 'sessions'>) => ({
  weeks: new Map(weeks.map((week) => [week.week, week])),
  sessions: new Map(sessions.map((week) => [week.week, week])),
});

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Few keys, few days about the turn of a year, many of them equal: so that everything meets everything. */
const someSession = fc
  .record({
    key: fc.constantFrom(...keys),
    day: fc.constantFrom('2025-12-28', '2025-12-29', '2026-01-01', '2026-01-04', '2026-01-05', null),
    localTime: fc.constantFrom('06:30', '18:04'),
    workoutType: fc.constantFrom('run', 'ride', 'strength'),
    durationSeconds: fc.constantFrom(null, 0.1, 0.2, 3_600),
    distanceMeters: fc.constantFrom(null, 0, 10_000.3),
    counted: fc.boolean(),
    flags: fc.subarray([...qualityFlags], { maxLength: 2 }),
  })
  .map(({ key, day, localTime, ...other }): TimelineSession => {
    const activity = activityOn(day ?? '1989-12-31', localTime, { ...other, sourceIdentityKey: key });
    return sessionOfActivity(day === null ? { ...activity, localDate: null, localTime: null } : activity);
  });

type Step = { readonly is: TimelineSession } | { readonly gone: string };
const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: someSession.map((is) => ({ is })) },
  { weight: 1, arbitrary: fc.constantFrom(...keys).map((gone) => ({ gone })) },
);

describe('the timeline', () => {
  it('kept batch by batch is the one made anew from what is there', () => {
    fc.assert(
      fc.property(fc.array(fc.array(someStep, { maxLength: 6 }), { maxLength: 12 }), (batches) => {
        const there = new Map<string, TimelineSession>();
        const weeks = new Map<string, TimelineWeek>();
        const sessions = new Map<string, TimelineSessions>();
        for (const batch of batches) {
          const before = new Map(there);
          for (const step of batch) {
            if ('is' in step) there.set(step.is.sessionKey, step.is);
            else there.delete(step.gone);
          }
          const changes = [...new Set([...before.keys(), ...there.keys()])].flatMap((key) =>
            changeOf(before.get(key) ?? null, there.get(key) ?? null),
          );
          const touched = weeksTouched(changes).flatMap((week) => sessions.get(week) ?? []);
          const rows = advanceTimeline(new Map(touched.map((week) => [week.week, week])), changes);
          for (const week of rows.weeks) weeks.set(week.week, week);
          for (const week of rows.sessions) sessions.set(week.week, week);
          for (const week of rows.gone) {
            weeks.delete(week);
            sessions.delete(week);
          }
          expect({ weeks, sessions }).toEqual(byWeek(rebuildTimeline([...there.values()])));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same in whatever order the sessions came', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(someSession, { selector: ({ sessionKey }) => sessionKey })
          .chain((sessions) =>
            fc.tuple(
              fc.constant(sessions),
              fc.shuffledSubarray(sessions, { minLength: sessions.length, maxLength: sessions.length }),
            ),
          ),
        ([sessions, shuffled]) => {
          expect(byWeek(rebuildTimeline(shuffled))).toEqual(byWeek(rebuildTimeline(sessions)));
        },
      ),
    );
  });

  it('tells of a week its totals by sport and by day, what counts and how sure it is', () => {
    const provenance = {
      mapping_version: 'fit-v1',
      mapped_at: '2026-06-01T00:00:00.000Z',
      field_provenance: {
        started_at: { source_path: 'session.start_time', confidence: 1, status: 'mapped' },
        duration_seconds: { source_path: 'record.timestamp', confidence: 0.8, status: 'mapped' },
        calories_kcal: {
          source_path: 'summary.energy_kj',
          confidence: 0.95,
          status: 'estimated',
          unit_original: 'kJ',
          unit_normalized: 'kcal',
        },
      },
      unsupported_fields: ['session.training_load'],
    } satisfies ExternalActivity['provenance'];
    const fieldDoubts = fieldDoubtsOf({ provenance });
    expect(fieldDoubts).toEqual({ lowConfidence: 2, unsupported: 1, unitConversions: 1 });

    const sessions = [
      activityOn('2026-05-17', '18:04', { distanceMeters: 40_000, fieldDoubts, flags: ['zone_assumed'] }),
      activityOn('2026-05-17', '18:05', { counted: false, flags: ['recovered', 'time_backward'] }),
      activityOn('2026-05-12', '07:00', { workoutType: 'run', durationSeconds: 3_000, distanceMeters: null }),
      undated,
    ].map(sessionOfActivity);
    const byHand = sessionByHand(
      handSession({ workout: { workout_type: 'strength', duration_seconds: 2_700 } }),
    );
    const { weeks } = byWeek(rebuildTimeline(byHand === null ? sessions : [...sessions, byHand]));
    const ride = { workoutType: 'ride', count: 1, distanceMeters: 40_000, durationSeconds: 3_600 };
    const run = { workoutType: 'run', count: 1, distanceMeters: null, durationSeconds: 3_000 };
    const strength = { workoutType: 'strength', count: 1, distanceMeters: null, durationSeconds: 2_700 };
    expect(weeks.get('2026-W20')).toEqual({
      week: '2026-W20',
      sessionCount: 4,
      days: [
        { localDate: '2026-05-17', sessionCount: 2, totals: [ride] },
        { localDate: '2026-05-12', sessionCount: 2, totals: [run, strength] },
      ],
      totals: [ride, run, strength],
      data_quality: {
        external_imported_total: 3,
        external_low_confidence_fields: 2,
        external_unsupported_fields_total: 1,
        external_unit_conversion_fields: 1,
        external_temporal_uncertainty_total: 2,
        flags: { zone_assumed: 1, recovered: 1, time_backward: 1 },
      },
    });
    expect(weeks.get('undated')).toMatchObject({ sessionCount: 1, days: [], totals: [{ count: 1 }] });
    expect(weeks.size).toBe(2);
  });
});

describe('a session by hand', () => {
  it('stands among the imports, with its time at its place and the athlete as its source', () => {
    expect(sessionByHand(handSession())).toMatchObject({
      sessionKey: 'manual-session-0198f7a0-0000-7000-8000-000000000001',
      source_type: 'manual',
      source_provider: null,
      startedAt: '2026-05-12T16:04:00.000Z',
      localDate: '2026-05-12',
      localTime: '18:04',
      counted: true,
    });
  });

  it('is not there when it was taken back', () => {
    expect(sessionByHand(handSession({ retracted: true }))).toBeNull();
  });
});
