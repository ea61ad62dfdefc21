import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { startListingReports } from '../../../src-main/intake/listing-reports.ts';

const importId = '00000000-0000-4000-8000-000000000001';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('A listing is told at most every tenth of a second, never stale, and once when it is complete', () => {
  const reports: IntakeReport[] = [];
  const listing = startListingReports({ importId, filesFound: 0, report: (report) => reports.push(report) });
  const listed = (filesFound: number, filesPassedOver: number, complete: boolean) => ({
    type: 'listed',
    listed: { importId, filesFound, filesPassedOver, complete },
  });

  for (let count = 0; count < 1000; count += 1) listing.tally.found(1);
  listing.tally.passedOver(3);
  expect(reports).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(reports).toEqual([listed(1000, 3, false)]);
  vi.advanceTimersByTime(10_000);
  expect(reports).toEqual([listed(1000, 3, false)]);

  listing.tally.found(1);
  vi.advanceTimersByTime(99);
  listing.complete();
  vi.advanceTimersByTime(10_000);
  expect(reports).toEqual([listed(1000, 3, false), listed(1001, 3, true)]);
});

test('An import that is over at once is told once', () => {
  const reports: IntakeReport[] = [];
  startListingReports({ importId, filesFound: 0, report: (report) => reports.push(report) }).complete();
  vi.advanceTimersByTime(1000);
  expect(reports).toEqual([
    { type: 'listed', listed: { importId, filesFound: 0, filesPassedOver: 0, complete: true } },
  ]);
});

test('Files that an earlier run has answered count from the start', () => {
  const reports: IntakeReport[] = [];
  const listing = startListingReports({ importId, filesFound: 7, report: (report) => reports.push(report) });
  listing.tally.found(2);
  listing.complete();
  expect(reports).toEqual([
    { type: 'listed', listed: { importId, filesFound: 9, filesPassedOver: 0, complete: true } },
  ]);
});

test('That all files are counted is told when no folder is left to list, and only as long as it is not complete', () => {
  const reports: IntakeReport[] = [];
  const listing = startListingReports({ importId, filesFound: 0, report: (report) => reports.push(report) });
  const counted = () => reports.at(-1);
  listing.tally.toList(1);
  listing.tally.found(5);
  vi.advanceTimersByTime(100);
  expect(counted()).toMatchObject({ listed: { filesFound: 5, complete: false } });
  expect(counted()).not.toHaveProperty('listed.isCounted');
  listing.tally.toList(2 - 1);
  listing.tally.toList(-1);
  listing.tally.toList(-1);
  vi.advanceTimersByTime(100);
  expect(counted()).toMatchObject({ listed: { filesFound: 5, isCounted: true } });
  listing.complete();
  expect(counted()).not.toHaveProperty('listed.isCounted');
});
