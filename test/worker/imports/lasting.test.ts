// Which files are told once, and which ones another try may take in: by the receipts that real files get.
import { expect, test } from 'vitest';
import { lastingOf } from '../../../src-worker/imports/lasting.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { storedZip } from '../../fixtures/zip-writer.ts';
import { openAthletesLog } from '../../support/athletes-log.ts';

test('A ride lasts in the log; what is damaged, packed with something damaged, or empty lasts with this reader', async () => {
  const athlete = await openAthletesLog();
  const ride = fitFile(fitRide());
  const damaged = fitFile(fitRide('2026-05-02T06:00:00Z')).slice(0, 20);
  const receipts = await athlete.import({
    'ride.fit': ride,
    'damaged.fit': damaged,
    'both.zip': storedZip({ 'a.fit': ride, 'b.fit': damaged }),
    'empty.fit': new Uint8Array(0),
  });
  const [whole, ...others] = receipts;
  expect(whole && lastingOf(whole)).toBe('in_log');
  expect(others.map((receipt) => lastingOf(receipt))).toEqual(others.map(() => 'with_this_reader'));
});

test('What failed for a reason of the moment does not last, in whichever part of an archive it lies', async () => {
  const athlete = await openAthletesLog();
  const [damaged] = await athlete.import({ 'damaged.fit': fitFile(fitRide()).slice(0, 20) });
  const [entry] = damaged?.entries ?? [];
  if (damaged === undefined || entry === undefined) throw new Error('no receipt');
  const { entries } = damaged;
  const tooSlow = {
    ...entry,
    ending: { kind: 'failed', failure: { kind: 'too_slow', limitSeconds: 1 } },
  } as const;
  expect(lastingOf({ entries: [...entries, tooSlow] })).toBeNull();
  // It may be erased for good, and then not even its look may stay.
  expect(lastingOf({ entries: [{ ...entry, ending: { kind: 'deleted_by_athlete' } }] })).toBeNull();
  const lastPart = { entries, part: { number: 2, upTo: null } };
  expect(lastingOf(lastPart, [{ entries: [tooSlow] }])).toBeNull();
  expect(lastingOf(lastPart, [{ entries }])).toBe('with_this_reader');
});
