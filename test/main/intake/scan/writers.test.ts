// Many writers at once, each with a manner of its own, and scans in between at any moment: every file is taken, nothing is
// taken while it is written, and what is taken last of each is what it ended with.
import { appendFileSync, mkdirSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededChance, type Chance } from '../../../support/seeded-chance.ts';
import { endingsOf } from '../intake-run.ts';
import { sha256Of, tempFolders } from '../temp-folder.ts';
import { granted, inFolder, looksOf, startScanRun, untilTimeMoves } from './scan-run.ts';

interface Writer {
  readonly path: string;
  /** What stood there at any moment at which it was silent for long. */
  readonly finals: string[];
  /** The next step of it; false when it is done. */
  step(): boolean;
}

const pieces = 5;
/** Times that a program chose. */
const setTime = (path: string, seconds: number) =>
  utimesSync(path, 1_700_000_000 + seconds, 1_700_000_000 + seconds);

function writerOf(manner: string, path: string, chance: Chance): Writer {
  const whole = Array.from({ length: pieces }, () => chance.hex(16));
  let done = 0;
  const finals = [whole.join('')];
  const stepped = () => (done += 1) < pieces;
  switch (manner) {
    case 'slowly':
      return { path, finals, step: () => (appendFileSync(path, whole[done] ?? ''), stepped()) };
    case 'pre-allocated':
      return {
        path,
        finals,
        step: () => {
          if (done === 0) writeFileSync(path, '');
          truncateSync(path, pieces * 16);
          writeFileSync(path, whole.slice(0, done + 1).join(''), { flag: 'r+' });
          setTime(path, done);
          return stepped();
        },
      };
    case 'renamed':
      return {
        path,
        finals,
        step: () => {
          appendFileSync(`${path}.part`, whole[done] ?? '');
          if (done === pieces - 1) renameSync(`${path}.part`, path);
          return stepped();
        },
      };
    default: {
      // The same size and the same time each time: only its bytes, and what no program can set back, are other ones.
      const versions = whole;
      return {
        path,
        finals: versions,
        step: () => {
          writeFileSync(path, versions[done] ?? '');
          setTime(path, 0);
          return stepped();
        },
      };
    }
  }
}

test.each([
  ['a folder', inFolder, 1],
  ['a volume', granted, 2],
])('Files in %s that are written in any manner are taken in their final content', async (_, plan, seed) => {
  const { source, staging } = tempFolders();
  const chance = seededChance(seed);
  mkdirSync(join(source, 'below'));
  const manners = ['slowly', 'pre-allocated', 'renamed', 'rewritten'];
  const writers = Array.from({ length: 60 }, (__, index) => {
    const folder = index % 2 === 0 ? source : join(source, 'below');
    return writerOf(manners[index % 4] ?? '', join(folder, `${index}.fit`), chance);
  });
  const run = startScanRun();
  const looks: string[] = [];
  const taken = new Map<string, unknown[]>();
  const scanAndTake = async () => {
    const scanned = await run.look(source, plan, looks);
    const reports = await run.importOf(scanned, source, staging);
    looks.push(...looksOf(reports));
    for (const [path, sha256] of endingsOf(reports)) taken.set(path, [...(taken.get(path) ?? []), sha256]);
    return scanned;
  };

  let writing = [...writers];
  while (writing.length > 0) {
    untilTimeMoves(source);
    // None is silent for two seconds before it is done.
    writing = writing.filter((writer) => writer.step());
    for (let scans = chance.between(1, 2); scans > 0; scans -= 1) {
      run.pass(chance.between(300, 900));
      await scanAndTake();
    }
  }
  run.pass(2_000);
  await scanAndTake();
  run.pass(2_000);
  expect(await scanAndTake()).toMatchObject({ filesFound: 60, known: 60, settling: 0, ready: 0 });
  expect([...taken].sort()).toEqual(
    writers.map(({ path, finals }) => [path, [sha256Of(finals.at(-1) ?? '')]]).sort(),
  );
});
