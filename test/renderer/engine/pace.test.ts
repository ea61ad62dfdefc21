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

  it('is forgotten when the import has ended', () => {
    expect(nextPaces(seen([0, 12], [10, 112]), [importRun({ importId: 'running' })], 11_000)).toEqual(
      new Map(),
    );
  });
});
