// “Nothing is lost”: everything is killed at random moments and at every named point of an import of 300 files; then the
// app is started again and counted. COOLDOWN_KILL_ROUNDS and COOLDOWN_KILL_SEED choose more of it, or the same again.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { crashPoints } from '../../src-worker/contract/crash-points.ts';
import { seededChance } from '../soak/seeded-chance.ts';
import { writeBigSeason } from '../support/big-season.ts';
import { killImport, killWindow, lookAfterwards, type Death } from '../support/kill-round.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';

/** So many times everything dies. */
const deaths = Number(process.env['COOLDOWN_KILL_ROUNDS'] ?? 20);
const seed = Number(process.env['COOLDOWN_KILL_SEED'] ?? 1);
/** So often one profile dies before it may finish and is counted. */
const deathsOfOne = Number(process.env['COOLDOWN_KILLS_OF_ONE'] ?? 4);

/** A quiet machine has begun with the import after one second, and is done with it after nine. */
const moments = { first: { from: 1_000, to: 9_000 }, later: { from: 800, to: 4_000 } } as const;

/** Named points take turns with random moments; at the points that are reached often, any of the times. */
function deathOf(nth: number, chance: () => number, isFirst: boolean): Death {
  const { from, to } = moments[isFirst ? 'first' : 'later'];
  const atRandom: Death = { kind: 'after', milliseconds: from + chance() * (to - from) };
  const point = crashPoints[nth % (crashPoints.length + 8)];
  if (point === undefined) return atRandom;
  const isOfRequest = point === 'import_heard' || point === 'import_journaled';
  // An import is asked for once.
  if (isOfRequest && !isFirst) return atRandom;
  return { kind: 'at', point, time: isOfRequest ? 1 : 1 + Math.floor(chance() * 5) };
}

test(`${deaths} times everything dies during an import of 300 files, and nothing is lost, doubled or out of balance`, async () => {
  test.setTimeout(deaths * 120_000);
  const folder = temporaryFolder('big-season');
  const season = writeBigSeason(folder);
  const chance = seededChance(seed);
  for (let nth = 0; nth < deaths;) {
    const profile = join(temporaryFolder('killed'), 'profile');
    mkdirSync(profile);
    const ways = Array.from({ length: Math.min(deathsOfOne, deaths - nth) }, (_, index) =>
      deathOf(nth + index, chance, index === 0),
    );
    const [first, ...more] = ways;
    nth += ways.length;
    if (first === undefined) throw new Error('nobody dies');
    await test.step(`up to ${nth}, seed ${seed}: ${JSON.stringify(ways)}`, async () => {
      const { told } = await killImport({ profile, folder, death: first });
      for (const death of more) await killWindow({ profile, death });
      const after = await lookAfterwards({ profile, folder });

      expect(after.runningImports).toBe(0);
      expect(after.agrees).toBe(true);
      expect(after.activities).toBe(season.activities);
      const paths = after.receipts.map(({ file }) => file.path);
      expect([paths.length, new Set(paths).size]).toEqual([season.files, season.files]);
      const written = after.receipts
        .flatMap(({ entries }) => entries)
        .filter(({ write }) => write?.result === 'created');
      const created = written.filter(({ ending }) => ending.kind === 'created');
      expect(new Set(created.map(({ write }) => write?.sourceIdentityKey)).size).toBe(season.activities);
      expect(created).toHaveLength(season.activities);
      expect(after.events).toBe(written.length);
      expect(told.filter((id) => !written.some(({ write }) => write?.eventId === id))).toEqual([]);
    });
    rmSync(profile, { recursive: true, force: true });
  }
});
