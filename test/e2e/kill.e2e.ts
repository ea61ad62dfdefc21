// “Nothing is lost”: everything is killed at random moments and at every named point of an import of 300 files; then the
// app is started again and counted. COOLDOWN_KILL_ROUNDS and COOLDOWN_KILL_SEED choose more of it, or the same again.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { crashPoints, type CrashPoint } from '../../src-worker/contract/crash-points.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { writeBigSeason } from '../support/big-season.ts';
import { killImport, killRecovery, lookAfterwards, type Death } from '../support/kill-round.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';
import { seededChance, type Chance } from '../support/seeded-chance.ts';

const rounds = Number(process.env['COOLDOWN_KILL_ROUNDS'] ?? 20);
const seed = Number(process.env['COOLDOWN_KILL_SEED'] ?? 1);
/** An import waits for disk and processes more than half of its time. */
const sideBySide = 2;
/** Each named point once, then so many random moments, and so on. */
const momentsInTurn = 8;

interface Round {
  readonly nth: number;
  readonly death: Death;
  /** So long after the next start it dies again; null where it does not. */
  readonly diesAgainAfterMs: number | null;
}

function planRounds(chance: Chance): readonly Round[] {
  return Array.from({ length: rounds }, (_, nth) => {
    const point = crashPoints[nth % (crashPoints.length + momentsInTurn)];
    return {
      nth: nth + 1,
      death:
        point === undefined
          ? momentOf(chance)
          : { kind: 'point', point, time: chance.between(1, timesReached(point)) },
      diesAgainAfterMs: chance.oneIn(4) ? chance.between(0, 2_500) : null,
    };
  });
}

const momentOf = (chance: Chance): Death => ({
  kind: 'moment',
  linesTold: chance.between(0, 299),
  milliseconds: chance.between(0, 300),
});

/** A moment may come when the import is over and nothing is left to die: then the round draws another. */
async function dieInImport({ nth, death: planned }: Round, folder: string) {
  const chance = seededChance(seed * 1_000_000 + nth);
  for (let death = planned; ; death = momentOf(chance)) {
    const profile = join(temporaryFolder('killed'), 'profile');
    mkdirSync(profile);
    const { told, isDead } = await killImport({ profile, folder }, death);
    if (isDead) return { profile, told, death };
    expect(death.kind, 'the point was reached').toBe('moment');
    rmSync(profile, { recursive: true, force: true });
  }
}

/** So often at least, whatever the machine's speed: by files, or by batches of them. */
function timesReached(point: CrashPoint): number {
  switch (point) {
    case 'import_heard':
    case 'import_journaled':
      return 1;
    case 'copy_written':
    case 'copy_staged':
    case 'original_archived':
    case 'copy_removed':
      return 200;
    case 'job_queued':
    case 'endings_judged':
    case 'endings_journaled':
    case 'endings_stored':
    case 'frame_written':
    case 'frame_synced':
      return 10;
    default:
      return assertNever(point);
  }
}

test(`${rounds} times everything dies during an import of 300 files, and nothing is lost, doubled or out of balance`, async () => {
  test.setTimeout(rounds * 60_000);
  const folder = temporaryFolder('big-season');
  const season = writeBigSeason(folder);

  const dieAndCount = async (round: Round): Promise<void> => {
    const { nth, diesAgainAfterMs } = round;
    const { profile, told, death } = await dieInImport(round, folder);
    if (diesAgainAfterMs !== null) await killRecovery(profile, diesAgainAfterMs);
    const after = await lookAfterwards({ profile, folder });

    expect(after.runningImports).toBe(0);
    expect(after.leftInStaging).toEqual([]);
    expect(after.missingOriginals).toEqual([]);
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
    rmSync(profile, { recursive: true, force: true });
    process.stdout.write(
      `round ${nth} of ${rounds}, at ${nameOf(death)}: ${told.length} told before it died, none lost\n`,
    );
  };

  const waiting = [...planRounds(seededChance(seed))];
  const lane = async (): Promise<void> => {
    for (let round = waiting.shift(); round !== undefined; round = waiting.shift()) {
      await test.step(
        `round ${round.nth}, seed ${seed}: ${JSON.stringify(round)}`,
        dieAndCount.bind(null, round),
      );
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: sideBySide }, lane));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
});

function nameOf(death: Death): string {
  return death.kind === 'point' ? `${death.point} ${death.time}` : `a moment after line ${death.linesTold}`;
}
