// A journal that was lost, wholly or in part, is written anew from the database: what stands afterwards is what stood before.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fitFile, fitRide, fitTime } from '../../fixtures/fit-writer.ts';
import { openAthletesLog, type AthletesLog } from '../../support/athletes-log.ts';

const start = '2026-05-12T07:30:00Z';
const ride = fitFile(fitRide(start));
/** The same recording, written with other bytes: it is read again, and adds nothing. */
const copy = fitFile(fitRide(start).map((message) => ({ ...message, bigEndian: true })));
/** The same recording, closed a little later: a newer version of it. */
const newer = fitFile(fitRide(start, { time: fitTime('2026-05-12T07:31:04Z'), distanceMeters: 301.5 }));

let home: AthletesLog;
beforeEach(async () => {
  home = await openAthletesLog();
});
afterEach(async () => {
  expect(await home.drift()).toBe(0);
  await home.log.end();
});

/** A copy that adds nothing, and later a version that takes the place of what it was a copy of; gives the copy's frame. */
async function copyBeforeItsSuccessor(): Promise<number> {
  await home.import({ 'ride.fit': ride });
  const { bytes } = home.log.journal.facts();
  const [receipt] = await home.import({ 'copy.fit': copy });
  expect(receipt?.entries).toMatchObject([{ ending: { kind: 'exact_duplicate' }, summary: {} }]);
  const [successor] = await home.import({ 'newer.fit': newer });
  expect(successor?.entries).toMatchObject([{ dedup: { decision: 'update' }, write: { result: 'created' } }]);
  return bytes;
}

it('tells no copy as one of a version that came later, where the copy was lost', async () => {
  const frame = await copyBeforeItsSuccessor();
  const before = await home.activities();
  await home.restart((folder) => {
    const path = join(folder, 'journal.cdj');
    const journal = readFileSync(path);
    journal.fill(0, frame + 60, frame + 70);
    writeFileSync(path, journal);
  });
  expect(await home.activities()).toEqual(before);
});

it('tells no copy as one of a version that came later, where all of it was lost', async () => {
  await copyBeforeItsSuccessor();
  const before = await home.activities();
  await home.restart((folder) => rmSync(join(folder, 'journal.cdj')));
  expect(await home.activities()).toEqual(before);
});
