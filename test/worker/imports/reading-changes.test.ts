import { describe, expect, it } from 'vitest';
import type { ActivitySummary } from '../../../src-worker/contract/activity-summary.ts';
import { isReadByToday } from '../../../src-worker/imports/originals-to-read.ts';
import { readingChanges, type Reading } from '../../../src-worker/imports/reading-changes.ts';
import { activityWith } from '../../contract/golden-activity.ts';

const summary: ActivitySummary = {
  sport: 'running',
  subSport: null,
  startedAt: '2026-05-12T07:30:00Z',
  endedAt: null,
  utcOffsetSeconds: null,
  elapsedSeconds: 3_600,
  timerSeconds: 3_600,
  distanceMeters: 10_200.5,
  caloriesKcal: null,
  avgHeartRateBpm: null,
  maxHeartRateBpm: null,
  avgPowerWatts: null,
  ascentMeters: null,
  hasPosition: true,
  firstFix: { latitudeDegrees: 46.05, longitudeDegrees: 14.5 },
  recordCount: 1,
  lapCount: 1,
  sessionCount: 1,
  lengthCount: 0,
  setCount: 0,
  device: { manufacturer: 'garmin', product: null, serialNumber: null },
};
const known: Reading = {
  activity: activityWith(),
  summary,
  quality: { grade: 'uncertain', flags: ['gaps', 'zone_assumed'] },
};

describe('what another reading says otherwise', () => {
  it('is nothing where only the circumstance differs: when and how it was read, how an instant is written', () => {
    const activity = activityWith({
      source: { ingestion_method: 'manual_backfill', imported_at: '2026-07-01T06:00:00Z' },
      session: { started_at: '2026-05-12T09:30:00+02:00' },
    });
    const quality = { grade: 'uncertain', flags: ['zone_assumed', 'gaps'] } as const;
    expect(
      readingChanges(known, {
        activity: { ...activity, provenance: { ...activity.provenance, mapped_at: '2026-07-01T06:00:00Z' } },
        summary: { ...summary, startedAt: '2026-05-12T07:30:00.000+00:00' },
        quality: { ...quality, flags: [...quality.flags] },
      }),
    ).toEqual([]);
  });

  it('is told by field, also what came and what went, and without a place', () => {
    const [set] = known.activity.sets;
    const { provenance } = known.activity;
    const distance = provenance.field_provenance?.['workout.duration_seconds'];
    if (set === undefined || distance === undefined) throw new Error('the golden activity has both');
    const activity = activityWith({ workout: { calories_kcal: undefined, title: 'Lunch run' } });
    expect(
      readingChanges(known, {
        activity: {
          ...activity,
          sets: [{ ...set, reps: 9 }],
          provenance: {
            ...provenance,
            field_provenance: {
              'workout.duration_seconds': { ...distance, status: 'estimated' },
              'workout.title': distance,
            },
          },
        },
        summary: { ...summary, ascentMeters: 120, firstFix: null },
        quality: { grade: 'sound', flags: [] },
      }),
    ).toEqual([
      { field: 'provenance.workout.duration_seconds.status', known: 'mapped', reread: 'estimated' },
      { field: 'quality.flags', known: 'gaps, zone_assumed', reread: '' },
      { field: 'quality.grade', known: 'uncertain', reread: 'sound' },
      { field: 'sets.1.reps', known: 8, reread: 9 },
      { field: 'summary.ascentMeters', known: null, reread: 120 },
      { field: 'summary.firstFix', known: true, reread: false },
      { field: 'workout.calories_kcal', known: 693, reread: null },
      { field: 'workout.title', known: 'Morning run', reread: 'Lunch run' },
    ]);
  });
});

describe('what today’s reader has read', () => {
  const at = '1/2026-05-12T08:30:00.000Z';
  const later = '1/2026-05-12T08:40:00.000Z';
  const rowOf = (...versions: readonly (string | null)[]) => ({
    eventId: 'e1',
    versions: versions.map((version) => ({
      eventId: 'e1',
      idempotencyKey: '',
      version,
      fingerprint: '',
      fileName: '',
      importedAt: '',
    })),
  });

  it.each([
    ['what it wrote', rowOf(`${at}/0004`), true],
    ['what it wrote, and the athlete chose', rowOf(`${at}/0004/0001`), true],
    ['what a newer build wrote', rowOf(`${at}/0005`), true],
    ['what it found to say the same', rowOf(`${at}/0001`, `${at}/0004`), true],
    ['the same of what was chosen', rowOf(`${at}/0001/0001`, `${at}/0004/0001`), true],
    ['what was chosen, over a version of today’s', rowOf(`${at}/0003`, `${at}/0004/0001`), true],
    ['what an earlier one wrote, and was chosen', rowOf(`${at}/0003`, `${at}/0003/0001`), false],
    ['what no reader wrote', rowOf(null), true],
    ['what a connector gave', rowOf('7'), true],
    ['what an earlier one wrote', rowOf(`${at}/0003`), false],
    // That copy was read, and not the original of what stands.
    ['what a copy of the same content raised', rowOf(`${at}/0003`, `${later}/0004`), false],
  ])('%s', (_what, row, expected) => {
    expect(isReadByToday(row, '0004')).toBe(expected);
  });
});
