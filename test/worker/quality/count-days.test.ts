// What each ending adds to the numbers of its day, and that neither order nor batches change a sum.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldProvenance } from '../../../src-worker/contract/external-activity.ts';
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { daysWith } from '../../../src-worker/quality/count-days.ts';
import { seenWith } from '../../../src-worker/quality/unsupported-seen.ts';
import type { QualityCounts } from '../../../src-worker/store/rows.ts';
import { rideEntry } from '../../renderer/receipt-samples.ts';
import {
  added,
  countsWith,
  dayWith,
  notTakenIn,
  passedOver,
  receiptOf,
  rejected,
  skipped,
} from './quality-samples.ts';

const at = '2026-06-01T10:00:00.000Z';

const field = (changes: Partial<FieldProvenance> = {}): FieldProvenance => ({
  source_path: 'session.total_timer_time',
  confidence: 1,
  status: 'mapped',
  ...changes,
});

const content: Partial<ReceiptEntry> = {
  fieldProvenance: {
    'workout.duration_seconds': field(),
    'workout.distance_meters': field({ confidence: 0.9, unit_original: 'km', unit_normalized: 'm' }),
    'workout.calories_kcal': field({ confidence: 0.89, unit_original: 'kcal', unit_normalized: 'kcal' }),
    'session.timezone': field({ status: 'estimated' }),
  },
  unsupportedFields: ['session.avg_power', 'hrv'],
  quality: { grade: 'uncertain', flags: ['zone_assumed', 'time_backward', 'gaps'] },
};

const contentCounts: Partial<QualityCounts> = {
  fields: 4,
  lowConfidenceFields: 2,
  convertedFields: 1,
  unsupportedFields: 2,
  timesUncertain: 1,
};

const cases: readonly {
  readonly what: string;
  readonly entry: ReceiptEntry;
  readonly adds: Partial<QualityCounts>;
}[] = [
  { what: 'an activity that was added', entry: added(), adds: { imported: 1 } },
  { what: 'a newer version', entry: added({ ending: { kind: 'updated' } }), adds: { imported: 1 } },
  { what: 'what an activity holds', entry: added(content), adds: { imported: 1, ...contentCounts } },
  { what: 'a copy, whose content was counted before', entry: skipped(content), adds: { skipped: 1 } },
  {
    what: 'an event that was there under its key',
    entry: { ...skipped(content), ending: { kind: 'created' }, write: writeAgain() },
    adds: { skipped: 1 },
  },
  {
    what: 'an activity that stays away because it was deleted',
    entry: { ...rideEntry, ending: { kind: 'deleted_by_athlete' } },
    adds: {},
  },
  { what: 'an older version', entry: rejected('stale_version'), adds: { rejected: 1, failedDedup: 1 } },
  { what: 'a conflict', entry: rejected('version_conflict'), adds: { rejected: 1, failedDedup: 1 } },
  { what: 'an overlap', entry: rejected('partial_overlap'), adds: { rejected: 1, failedDedup: 1 } },
  { what: 'a file that is none of ours', entry: notTakenIn('parse'), adds: { failedParse: 1 } },
  { what: 'a file without a time', entry: notTakenIn('mapping'), adds: { failedMapping: 1 } },
  { what: 'an end before the start', entry: notTakenIn('validation'), adds: { failedValidation: 1 } },
  { what: 'a file that may not be read', entry: notTakenIn('other'), adds: { failedOther: 1 } },
  { what: 'a link, which is no failure', entry: passedOver, adds: {} },
  {
    what: 'a course',
    entry: { ...rideEntry, ending: { kind: 'not_an_activity', what: 'course' }, status: 'ignored' },
    adds: {},
  },
];

function writeAgain(): NonNullable<ReceiptEntry['write']> {
  const { write } = skipped();
  if (write === null) throw new Error('nothing written');
  return { ...write, result: 'idempotent_replay' };
}

describe('a day', () => {
  it.each(cases)('counts $what', ({ entry, adds }) => {
    expect(daysWith(new Map(), [receiptOf(at, entry)])).toEqual([
      dayWith('2026-06-01', { jobs: 1, ...adds }),
    ]);
  });

  it.each(['zone_assumed', 'time_without_zone', 'clock_suspect', 'time_backward'] as const)(
    'holds a time uncertain for %s',
    (flag) => {
      const entry = added({ quality: { grade: 'uncertain', flags: [flag] } });
      expect(daysWith(new Map(), [receiptOf(at, entry)])[0]?.counts.timesUncertain).toBe(1);
    },
  );

  it('is the day of UTC on which the receipt was finished, each by itself', () => {
    const receipts = [
      receiptOf('2026-06-01T23:30:00-05:00', added()),
      receiptOf('2026-06-01T23:59:59.999Z', added(), notTakenIn('parse')),
      receiptOf('2026-06-02T00:00:00Z', added()),
    ];
    const standing = new Map([['2026-06-01', dayWith('2026-06-01', { jobs: 5, skipped: 5 })]]);
    expect(daysWith(standing, receipts)).toEqual([
      dayWith('2026-06-02', { jobs: 2, imported: 2 }),
      dayWith('2026-06-01', { jobs: 7, skipped: 5, imported: 1, failedParse: 1 }),
    ]);
  });

  it('is there also for a receipt without an entry, and for a job that wrote no event', () => {
    expect(daysWith(new Map(), [receiptOf(at)])).toEqual([dayWith('2026-06-01', {})]);
    expect(countsWith({})).toEqual(dayWith('x', {}).counts);
  });
});

const entries = fc.constantFrom(...cases.map(({ entry }) => entry));
const devices = fc.constantFrom('edge530', 'fenix6', null);
const fieldNames = fc.array(fc.constantFrom('session.avg_power', 'hrv', 'record.grade', '__proto__'));
const fromDevice = fc.tuple(devices, fieldNames).map(([product, unsupportedFields]) =>
  added({
    unsupportedFields,
    summary: rideEntry.summary && {
      ...rideEntry.summary,
      device: { manufacturer: 'garmin', product, serialNumber: null },
    },
  }),
);
const receipts = fc.array(
  fc
    .tuple(
      fc.constantFrom('2026-06-01T10:00:00Z', '2026-06-02T10:00:00Z', '2026-05-01T10:00:00Z'),
      fc.array(fc.oneof(entries, fromDevice), { maxLength: 4 }),
    )
    .map(([finishedAt, all]) => receiptOf(finishedAt, ...all)),
  { maxLength: 12 },
);

type Receipts = ReturnType<typeof receiptOf>[];

/** Row by row, as batches of these sizes would keep them. */
function kept(all: Receipts, batch: number) {
  const days = new Map<string, ReturnType<typeof daysWith>[number]>();
  const seen = new Map<string, ReturnType<typeof seenWith>[number]>();
  for (let from = 0; from < all.length; from += batch) {
    const some = all.slice(from, from + batch);
    const [newDays, newSeen] = [daysWith(days, some), seenWith(seen, some)];
    for (const row of newDays) days.set(row.day, row);
    for (const row of newSeen) seen.set(row.device, row);
  }
  const byDay = [...days.values()].sort((left, right) => (left.day < right.day ? -1 : 1));
  const byDevice = [...seen.values()].sort((left, right) => (left.device < right.device ? -1 : 1));
  return { byDay, byDevice };
}

describe('whatever order receipts come in, and in whatever batches', () => {
  it('days and devices are the same', () => {
    const shuffled = receipts.chain((all) =>
      fc.record({
        all: fc.constant(all),
        other: fc.shuffledSubarray(all, { minLength: all.length }),
        batch: fc.integer({ min: 1, max: 13 }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ all, other, batch }) => {
        expect(kept(other, batch)).toEqual(kept(all, 100));
      }),
    );
  });

  it('every verdict is in one of the five outcomes or none, and every failure in one class', () => {
    fc.assert(
      fc.property(receipts, (all) => {
        for (const { counts } of kept(all, 3).byDay) {
          const failures = [
            counts.failedParse,
            counts.failedMapping,
            counts.failedValidation,
            counts.failedDedup,
            counts.failedOther,
          ].reduce((sum, count) => sum + count);
          expect(counts.imported + counts.skipped + failures).toBeLessThanOrEqual(counts.jobs);
          expect(counts.failedDedup).toBe(counts.rejected);
          expect(counts.lowConfidenceFields).toBeLessThanOrEqual(counts.fields);
        }
      }),
    );
  });
});
