import { describe, expect, it } from 'vitest';
import { nextPaces, noPaces, remainingSeconds, type Paces } from '../../../src-renderer/engine/pace.ts';
import { importRun, runningImport } from '../import-samples.ts';

/** What is known after seeing these counts at these seconds. */
const seen = (...samples: readonly (readonly [seconds: number, filesDone: number])[]): Paces =>
  samples.reduce(
    (paces, [seconds, filesDone]) => nextPaces(paces, [runningImport(filesDone)], seconds * 1000),
    noPaces,
  );

describe('the pace of an import', () => {
  it('gives the rest of the time from what was seen', () => {
    expect(remainingSeconds(seen([0, 12], [10, 112]), runningImport(112))).toBe(20);
  });

  it('forgets what is longer ago than half a minute', () => {
    expect(remainingSeconds(seen([0, 0], [100, 100], [110, 212]), runningImport(212))).toBeCloseTo(8.93, 2);
  });

  it('is not told from too little', () => {
    expect(remainingSeconds(seen([0, 0]), runningImport(0))).toBeNull();
    expect(remainingSeconds(seen([0, 0], [1, 100]), runningImport(100))).toBeNull();
    expect(remainingSeconds(seen([0, 0], [20, 2]), runningImport(2))).toBeNull();
  });

  it('is not told while more files are being found', () => {
    expect(remainingSeconds(seen([0, 12], [10, 112]), runningImport(112, { listed: false }))).toBeNull();
  });

  it('is told as soon as all files are counted, although not all were copied yet', () => {
    const counted = { listed: false, isCounted: true } as const;
    const paces = [0, 10].reduce(
      (before, seconds) => nextPaces(before, [runningImport(12 + 10 * seconds, counted)], seconds * 1000),
      noPaces,
    );
    expect(remainingSeconds(paces, runningImport(112, counted))).toBe(20);
  });

  it('does not jump when quick files are followed by slow ones, and comes near in time', () => {
    const said: number[] = [];
    let paces = noPaces;
    let done = 0;
    for (let second = 0; second <= 90; second += 1) {
      done += second <= 10 ? 100 : 4;
      const run = runningImport(Math.round(done), { filesFound: 2_000 });
      paces = nextPaces(paces, [run], second * 1000);
      const left = remainingSeconds(paces, run);
      if (left !== null) said.push(left);
    }
    const factors = said.slice(1).map((left, index) => left / ((said[index] ?? 0) - 1));
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.16);
    const honest = (2_000 - done) / 4;
    expect(Math.abs((said.at(-1) ?? 0) - honest) / honest).toBeLessThan(0.1);
  });

  it('is forgotten when the import has ended', () => {
    expect(nextPaces(seen([0, 12], [10, 112]), [importRun({ importId: 'running' })], 11_000)).toEqual(
      new Map(),
    );
  });
});
