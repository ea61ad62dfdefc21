// Lives in which files come, a person decides and originals are read again, in any order: the rows are what a replay makes of the journal, of each
// outing one counts, and a journal that was lost comes back from the database with every decision in it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AthleteDecision } from '../../../src-worker/contract/athlete-decision.ts';
import { conflictChoices } from '../../../src-worker/contract/athlete-decision.ts';
import type { CooldownDatabase } from '../../../src-worker/store/database.ts';
import { fileId, fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxFile } from '../../fixtures/gpx-writer.ts';
import { openAthletesLog, type AthletesLog } from '../../support/athletes-log.ts';
import { earlierReader, readerOfAnotherZone, readerWithoutDistance } from '../../support/earlier-reader.ts';
import { groupsOf } from '../../support/kept-in-journal.ts';
import { seededChance, type Chance } from '../../support/seeded-chance.ts';

const steps = 30;
/** This build's, and what earlier ones may have read. */
const readers = [null, earlierReader(), readerWithoutDistance, readerOfAnotherZone];

const onOtherDevice = (startedAt: string) =>
  fitFile([
    fileId({ type: 4, manufacturer: 23, product: 5, serialNumber: 77, timeCreated: 1_000_000_000 }),
    ...fitRide(startedAt).slice(1),
  ]);

/** The forms in which one of three rides may arrive. */
function someFile(chance: Chance): Uint8Array {
  const start = `2026-05-${12 + chance.between(0, 2)}T07:30:00Z`;
  switch (chance.between(0, 7)) {
    case 0:
      return fitFile(fitRide(start));
    // The same content, and less of it measured.
    case 5:
      return fitFile(fitRide(start).slice(0, 42).concat(fitRide(start).slice(62)));
    case 6:
      return fitFile(fitRide(start).filter((_, nth) => nth % 3 !== 2));
    case 1:
      return fitFile(fitRide(start, { distanceMeters: 420.5 }));
    case 2:
      return onOtherDevice(start);
    case 3:
      return onOtherDevice(start.replace('07:', '09:'));
    case 4:
      return onOtherDevice('1989-12-31T00:10:00Z');
    default:
      return gpxFile([
        {
          type: 'cycling',
          segments: [
            Array.from({ length: 60 }, (_, second) => ({
              time: new Date(Date.parse(start) + second * 1000).toISOString(),
              latitude: 46.05 + second * 0.00003,
              longitude: 14.5,
            })),
          ],
        },
      ]);
  }
}

async function someDecision(home: AthletesLog, chance: Chance): Promise<AthleteDecision | null> {
  const { database } = home.log;
  const keys = (await home.activities()).map((row) => row.sourceIdentityKey);
  const gone = (await database.deletions.toArray()).map((row) => row.sourceIdentityKey);
  // In their order, as ids are made by another chance.
  const jobs = (await database.receipts.orderBy('finishedAt').toArray()).map(({ jobId }) => jobId);
  if (keys.length === 0 || jobs.length === 0) return null;
  const [one, other] = [chance.oneOf(keys), chance.oneOf(keys)];
  switch (chance.between(0, 7)) {
    case 0:
      return { kind: 'delete', sourceIdentityKey: one };
    case 1:
      return gone.length === 0 ? null : { kind: 'bring_back', sourceIdentityKey: chance.oneOf(gone) };
    case 2:
      return { kind: 'link', sourceIdentityKeys: [one, other] };
    case 3:
      return { kind: 'unlink', sourceIdentityKeys: [one, other] };
    case 4:
      return { kind: 'confirm_clock', wrong: one, right: other };
    case 5:
      return {
        kind: 'set_start',
        sourceIdentityKey: one,
        startedAt: `2026-05-${12 + chance.between(0, 2)}T0${chance.between(5, 9)}:30:01Z`,
      };
    default:
      return {
        kind: 'resolve',
        jobId: chance.oneOf(jobs),
        entry: 0,
        choice: chance.oneOf([...conflictChoices]),
      };
  }
}

/** Nobody comes or goes by it, what stands is what today's reader reads, and once is enough. Gives back how many changed. */
async function readAgain(home: AthletesLog): Promise<number> {
  const keys = async () => (await home.activities()).map((row) => row.sourceIdentityKey).sort();
  const before = await keys();
  home.readBy(null);
  const foreseen = await home.reRead({ isDryRun: true });
  // However slow the machine is: here a page ends with each original.
  let elapsedMs = 0;
  const slowly = { elapsedMs: () => (elapsedMs += 60_000) };
  expect(await home.reRead({ isDryRun: false }, slowly)).toEqual(foreseen);
  expect(await keys()).toEqual(before);
  expect(await home.reRead({ isDryRun: true })).toEqual([]);
  return foreseen.filter(({ result }) => result.kind === 'changed').length;
}

const everything = async (database: CooldownDatabase) => ({
  activities: await database.activities.toArray(),
  deletions: await database.deletions.toArray(),
  resolutions: await database.resolutions.toArray(),
  events: await database.events.orderBy('seq').toArray(),
});

/** The journal is gone, or an older copy of it came back; nothing that the database knew is lost with it. */
async function loseJournal(home: AthletesLog, chance: Chance, copies: Buffer[]): Promise<void> {
  const before = await everything(home.log.database);
  await home.restart((folder) => {
    const path = join(folder, 'journal.cdj');
    const older = chance.oneOf([...copies, null]);
    if (older === null) rmSync(path);
    else writeFileSync(path, older);
  });
  expect(await everything(home.log.database)).toEqual(before);
  // The journal was written anew: what was copied before is another one's.
  copies.length = 0;
}

const journalOf = ({ log }: AthletesLog): Buffer => readFileSync(join(log.folder, 'journal.cdj'));

describe('a life of files and decisions', () => {
  let decidedInAll = 0;
  let rereadInAll = 0;

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('number %i', async (seed) => {
    const chance = seededChance(seed);
    const home = await openAthletesLog();
    const copies: Buffer[] = [];
    let decided = 0;
    let reread = 0;
    for (let step = 0; step < steps; step += 1) {
      if (chance.oneIn(8)) reread += await readAgain(home);
      if (chance.oneIn(4)) copies.push(journalOf(home));
      if (chance.oneIn(10)) await loseJournal(home, chance, copies);
      const decision = chance.oneIn(2) ? await someDecision(home, chance) : null;
      home.readBy(chance.oneOf(readers));
      if (decision === null) await home.import({ [`file ${step}.fit`]: someFile(chance) });
      else if ((await home.decide(decision)).kind === 'done') decided += 1;
    }
    reread += await readAgain(home);
    decidedInAll += decided;
    rereadInAll += reread;
    expect(await home.drift()).toBe(0);
    for (const group of groupsOf(await home.activities())) {
      expect(group.filter((row) => row.counted)).toHaveLength(1);
    }
    expect(home.log.troubles).toEqual([]);

    const before = await everything(home.log.database);
    await home.restart((folder) => rmSync(join(folder, 'journal.cdj')));
    expect(await everything(home.log.database)).toEqual(before);
    await home.log.end();
  });

  it('has decisions that came to something', () => {
    expect(decidedInAll).toBeGreaterThan(40);
  });

  it('has readings again that changed something', () => {
    expect(rereadInAll).toBeGreaterThan(20);
  });
});
