import { expect, test } from 'vitest';
import { openRetryDesk } from '../../../src-main/imports/retry-desk.ts';
import type { DeadLetter } from '../../../src-worker/contract/dead-letter.ts';

const letter = (name: string, isUnderWay = false): DeadLetter => ({
  jobId: `job of ${name}`,
  path: `/rides/${name}`,
  failedAt: '2026-06-01T08:00:00.000Z',
  message: `This computer could not read ${name}.`,
  isUnderWay,
});

/** `known`: what the engine says, call after call; the last answer stands. */
function deskInTest(...known: readonly (readonly DeadLetter[] | null)[]) {
  const begun: (readonly string[])[] = [];
  let asked = 0;
  const desk = openRetryDesk({
    deadLetters: () => Promise.resolve(known[Math.min(asked++, known.length - 1)] ?? null),
    begin: (paths) => `import ${begun.push(paths)}`,
  });
  const retry = (jobIds: readonly string[] | 'all') => desk.retry({ jobIds, wantsLines: false });
  return { desk, begun, retry };
}

test('Files are named by their jobs, and tried by the paths that the engine knows', async () => {
  const { begun, retry } = deskInTest([letter('a'), letter('b'), letter('c', true)]);
  expect(await retry(['job of a', 'job of c', 'job of nobody', '/rides/b'])).toEqual({
    kind: 'started',
    importId: 'import 1',
    jobIds: ['job of a'],
  });
  expect(begun).toEqual([['/rides/a']]);
});

test('All of them are those that are not under way', async () => {
  const { begun, retry } = deskInTest([letter('a'), letter('b', true), letter('c')]);
  expect(await retry('all')).toMatchObject({ kind: 'started', jobIds: ['job of a', 'job of c'] });
  expect(begun).toEqual([['/rides/a', '/rides/c']]);
});

test('What is asked for again before the engine knows of it is not tried twice', async () => {
  const { desk, begun, retry } = deskInTest([letter('a'), letter('b')]);
  const answers = await Promise.all([retry(['job of a']), retry(['job of a']), retry('all')]);
  expect(answers.map(({ kind }) => kind)).toEqual(['started', 'nothing', 'started']);
  expect(begun).toEqual([['/rides/a'], ['/rides/b']]);
  // From here on the engine says what is under way: this one failed again, and is asked for once more.
  desk.recorded('import 1');
  expect(await retry(['job of a'])).toMatchObject({ kind: 'started' });
});

test('A file that was handed out when the engine was asked is not tried twice, though its import is recorded meanwhile', async () => {
  let answer: (letters: readonly DeadLetter[]) => void = () => undefined;
  let asked = 0;
  const desk = openRetryDesk({
    deadLetters: () =>
      asked++ === 0 ? Promise.resolve([letter('a')]) : new Promise((resolve) => (answer = resolve)),
    begin: () => 'import 1',
  });
  await desk.retry({ jobIds: 'all', wantsLines: true });
  const second = desk.retry({ jobIds: 'all', wantsLines: true });
  await expect.poll(() => asked).toBe(2);
  desk.recorded('import 1');
  answer([letter('a')]);
  expect(await second).toEqual({ kind: 'nothing' });
});

test('Where nobody answers, or nothing can be taken in, nothing is begun', async () => {
  expect(await deskInTest(null).retry('all')).toEqual({ kind: 'not_now' });
  expect(await deskInTest([]).retry('all')).toEqual({ kind: 'nothing' });
  const desk = openRetryDesk({ deadLetters: () => Promise.resolve([letter('a')]), begin: () => null });
  expect(await desk.retry({ jobIds: 'all', wantsLines: false })).toEqual({ kind: 'read_only' });
  expect(await desk.retry({ jobIds: 'all', wantsLines: false })).toEqual({ kind: 'read_only' });
});
