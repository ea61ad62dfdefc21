import { expect, test } from 'vitest';
import { createStagingQueue, type StagingQueue } from '../../../src-main/intake/staging-queue.ts';

/** Lets everything that can go on now go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** An import that stages its files one after the other as soon as it may; what it staged is written to `log`. */
async function stageAll(queue: StagingQueue, fileIds: readonly string[], log: string[]): Promise<void> {
  for (const fileId of fileIds) {
    const turn = await queue.takeTurn();
    log.push(fileId);
    await Promise.resolve();
    turn.staged(fileId);
  }
}

const filesOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

test('As many files as there are places are staged, and each release makes room for exactly one more', async () => {
  const queue = createStagingQueue({ copiesAtOnce: 4, stagedFiles: 3 });
  const log: string[] = [];
  void stageAll(queue, filesOf('a', 6), log);
  await settle();
  expect(log).toEqual(['a1', 'a2', 'a3']);

  queue.released('a2');
  await settle();
  expect(log).toEqual(['a1', 'a2', 'a3', 'a4']);

  queue.released('a2');
  queue.released('of nobody');
  await settle();
  expect(log).toEqual(['a1', 'a2', 'a3', 'a4']);

  queue.released('a1');
  queue.released('a3');
  await settle();
  expect(log).toEqual(filesOf('a', 6));
});

test('Imports take turns: one file waits for one file of each other import, not for all of them', async () => {
  const queue = createStagingQueue({ copiesAtOnce: 1, stagedFiles: 100 });
  const log: string[] = [];
  await Promise.all([
    stageAll(queue, filesOf('a', 4), log),
    stageAll(queue, filesOf('b', 3), log),
    stageAll(queue, ['c1'], log),
  ]);
  expect(log).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'b3', 'a4']);
});

test('An import that comes while all places are taken gets one of the next two that are freed', async () => {
  const queue = createStagingQueue({ copiesAtOnce: 4, stagedFiles: 2 });
  const log: string[] = [];
  void stageAll(queue, filesOf('a', 100), log);
  await settle();
  void stageAll(queue, ['b1'], log);
  queue.released('a1');
  queue.released('a2');
  await settle();
  expect(log).toEqual(['a1', 'a2', 'a3', 'b1']);
});

test('No more copies run at once than allowed, and files being copied count as places taken', async () => {
  const queue = createStagingQueue({ copiesAtOnce: 2, stagedFiles: 3 });
  const turns = await Promise.all([queue.takeTurn(), queue.takeTurn()]);
  let third = false;
  let fourth = false;
  const thirdTurn = queue.takeTurn().then((turn) => {
    third = true;
    return turn;
  });
  void queue.takeTurn().then(() => (fourth = true));
  await settle();
  expect({ third, fourth }).toEqual({ third: false, fourth: false });

  turns[0].staged('a');
  await settle();
  expect({ third, fourth }).toEqual({ third: true, fourth: false });

  turns[1].staged('b');
  await settle();
  expect({ third, fourth }).toEqual({ third: true, fourth: false });

  (await thirdTurn).nothingStaged();
  await settle();
  expect({ third, fourth }).toEqual({ third: true, fourth: true });
});

test('A turn that is ended twice frees its place once', async () => {
  const queue = createStagingQueue({ copiesAtOnce: 1, stagedFiles: 9 });
  const first = await queue.takeTurn();
  first.nothingStaged();
  first.staged('a');
  first.nothingStaged();
  await queue.takeTurn();
  let given = false;
  void queue.takeTurn().then(() => (given = true));
  await settle();
  expect(given).toBe(false);
});
