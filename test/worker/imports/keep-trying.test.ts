import { describe, expect, it } from 'vitest';
import { keepTrying } from '../../../src-worker/imports/keep-trying.ts';

describe('a write that must not be given up', () => {
  it('is tried until it succeeds, and each failure is told', async () => {
    const troubles: unknown[] = [];
    let calls = 0;
    const write = () => {
      calls += 1;
      return calls < 3 ? Promise.reject(new Error(`full ${calls}`)) : Promise.resolve('stored');
    };
    expect(await keepTrying(write, (reason) => troubles.push(reason), 1)).toBe('stored');
    expect(troubles).toEqual([new Error('full 1'), new Error('full 2')]);
  });
});
