// “Nothing is lost”: everything is killed at random moments and at every named point of an import of 300 files, while a
// person decides what becomes of them; then the app is started again and counted. COOLDOWN_KILL_ROUNDS and
// COOLDOWN_KILL_SEED choose more of it, or the same again.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { crashPoints, type CrashPoint } from '../../src-worker/contract/crash-points.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { writeBigSeason } from '../support/big-season.ts';
import { countSeason } from '../support/count-season.ts';
import { decisionsAgainst } from '../support/decisions-in-mix.ts';
import { recordsIn } from '../support/kept-in-journal.ts';
import {
  killImport,
  killRecovery,
  lookAfterwards,
  type Death,
  type Deciding,
} from '../support/kill-round.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';
import { seededChance, type Chance } from '../support/seeded-chance.ts';

const rounds = Number(process.env['COOLDOWN_KILL_ROUNDS'] ?? 18);
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
    const deciding: Deciding = { chance, asked: [] };
    const { told, isDead } = await killImport({ profile, folder }, death, deciding);
    if (isDead) return { profile, told, death, deciding };
    expect(death.kind, `${nameOf(death)} was reached`).toBe('moment');
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
    case 'decision_made':
    case 'decision_journaled':
    case 'decision_stored':
      return 3;
    default:
      return assertNever(point);
  }
}

test(`${rounds} times everything dies during an import of 300 files, and nothing is lost, doubled or out of balance`, async () => {
  test.setTimeout(rounds * 60_000);
  const folder = temporaryFolder('big-season');
  const season = writeBigSeason(folder);
  const decisions = { done: 0, unanswered: 0 };

  const dieAndCount = async (round: Round): Promise<void> => {
    const { nth, diesAgainAfterMs } = round;
    const { profile, told, death, deciding } = await dieInImport(round, folder);
    if (diesAgainAfterMs !== null) await killRecovery(profile, diesAgainAfterMs, deciding);
    const after = await lookAfterwards({ profile, folder }, deciding);
    const records = await recordsIn(profile);

    expect(after.runningImports).toBe(0);
    expect(after.leftInStaging).toEqual([]);
    expect(after.missingOriginals).toEqual([]);
    expect(after.agrees).toBe(true);
    const { wrong, activities, events, untouched } = countSeason(records, season);
    expect(wrong).toEqual([]);
    expect([after.activities, after.events]).toEqual([activities, events]);
    const paths = after.receipts.map(({ file }) => file.path);
    expect([paths.length, new Set(paths).size]).toEqual([season.files, season.files]);
    const written = new Set(
      after.receipts
        .flatMap(({ entries }) => entries)
        .flatMap(({ write }) => (write?.result === 'created' ? [write.eventId] : [])),
    );
    expect(told.filter((id) => !written.has(id))).toEqual([]);
    expect(decisionsAgainst(deciding.asked, records)).toEqual({ lost: [], doubled: [] });
    const done = deciding.asked.filter(({ answer }) => answer === 'done').length;
    decisions.done += done;
    decisions.unanswered += deciding.asked.filter(({ answer }) => answer === 'none').length;
    rmSync(profile, { recursive: true, force: true });
    process.stdout.write(
      `round ${nth} of ${rounds}, at ${nameOf(death)}: ${told.length} told before it died and ${done} decisions, none lost; ${untouched} outings count as they came\n`,
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
  process.stdout.write(`${decisions.done} decisions held, ${decisions.unanswered} had no answer\n`);
  if (rounds >= crashPoints.length) {
    expect(decisions.done).toBeGreaterThan(rounds);
    expect(decisions.unanswered).toBeGreaterThan(0);
  }
});

function nameOf(death: Death): string {
  return death.kind === 'point' ? `${death.point} ${death.time}` : `a moment after line ${death.linesTold}`;
}
