import { expect, it } from 'vitest';
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { countNewFields, seenWith } from '../../../src-worker/quality/unsupported-seen.ts';
import { rideEntry } from '../../renderer/receipt-samples.ts';
import { added, receiptOf, skipped } from './quality-samples.ts';

const ride = (unsupportedFields: string[], product = 'edge530'): ReceiptEntry =>
  added({
    unsupportedFields,
    summary: rideEntry.summary && {
      ...rideEntry.summary,
      device: { manufacturer: 'garmin', product, serialNumber: '3312345' },
    },
  });

const june = { from: '2026-06-01', to: '2026-06-28' };

it('knows a device by format, maker and product, and keeps nothing that tells one unit or one recording from another', () => {
  expect(seenWith(new Map(), [receiptOf('2026-05-01T08:00:00Z', ride(['hrv', 'grade']))])).toEqual([
    {
      device: 'fit|garmin|edge530',
      since: '2026-05-01',
      fields: [
        { name: 'grade', since: '2026-05-01' },
        { name: 'hrv', since: '2026-05-01' },
      ],
    },
  ]);
  const unnamed = added({ format: 'gpx', summary: null, unsupportedFields: [] });
  expect(seenWith(new Map(), [receiptOf('2026-05-01T08:00:00Z', unnamed)])).toEqual([
    { device: 'gpx||', since: '2026-05-01', fields: [] },
  ]);
});

it('takes a device by what it writes on its first day, and counts what comes up later', () => {
  const rows = seenWith(new Map(), [
    receiptOf('2026-06-02T08:00:00Z', ride(['hrv'])),
    receiptOf('2026-06-02T09:00:00Z', ride(['hrv', 'session.avg_power'])),
    receiptOf('2026-06-09T08:00:00Z', ride(['hrv', 'record.grade', 'record.depth'])),
    receiptOf('2026-06-10T08:00:00Z', ride(['record.grade', 'hrv'], 'fenix6')),
  ]);
  expect(countNewFields(rows, june)).toBe(2);
  expect(countNewFields(rows, { from: '2026-06-10', to: '2026-07-07' })).toBe(0);
});

it('counts the first field of a device that wrote none before', () => {
  const rows = seenWith(new Map(), [
    receiptOf('2026-05-02T08:00:00Z', ride([])),
    receiptOf('2026-06-02T08:00:00Z', ride(['hrv'])),
  ]);
  expect(countNewFields(rows, june)).toBe(1);
});

it('learns nothing from copies', () => {
  expect(
    seenWith(new Map(), [receiptOf('2026-05-01T08:00:00Z', skipped({ unsupportedFields: ['hrv'] }))]),
  ).toEqual([]);
});

it('keeps no more of a device than there is room for, and the same ones in whatever order they came', () => {
  const names = Array.from({ length: 1_500 }, (_, index) => `app.${String(index).padStart(4, '0')}`);
  const halves = [names.slice(0, 800), names.slice(800)] as const;
  const after = (...batches: readonly (readonly string[])[]) =>
    batches.reduce(
      (rows, fields) =>
        new Map(
          seenWith(rows, [receiptOf('2026-05-01T08:00:00Z', ride([...fields]))]).map((row) => [
            row.device,
            row,
          ]),
        ),
      new Map<string, ReturnType<typeof seenWith>[number]>(),
    );
  const one = after(halves[0], halves[1]);
  expect(after(halves[1], halves[0])).toEqual(one);
  expect(one.get('fit|garmin|edge530')?.fields.map(({ name }) => name)).toEqual(names.slice(0, 1_000));
});
