import { expect, test } from 'vitest';
import {
  createStagingQueue,
  type StagingBounds,
  type StagingQueue,
} from '../../../src-main/intake/staging-queue.ts';

const queueOf = (bounds: Partial<StagingBounds>): StagingQueue =>
  createStagingQueue({
    copiesAtOnce: 4,
    copiesPerImport: 4,
    places: 100,
    recognisedPlaces: 100,
    lying: [],
    ...bounds,
  });

const asking = (importId: string, isDryRun = false) => ({ importId, isDryRun });

/** Lets everything that can go on now go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** An import that answers its files one after the other as soon as it may; which ones is written to `log`. */
async function answerAll(queue: StagingQueue, fileIds: readonly string[], log: string[]): Promise<void> {
  for (const fileId of fileIds) {
    const turn = await queue.takeTurn(asking(fileId.charAt(0)));
    log.push(fileId);
    await Promise.resolve();
    turn.end(fileId);
  }
}

const filesOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

test('As many files as there are places are answered, and each release makes room for exactly one more', async () => {
  const queue = queueOf({ places: 3 });
  const log: string[] = [];
  void answerAll(queue, filesOf('a', 6), log);
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

test('Files of a process before this one take their places until they are released', async () => {
  const queue = queueOf({ places: 3, lying: ['x1', 'x2'] });
  const log: string[] = [];
  void answerAll(queue, filesOf('a', 3), log);
  await settle();
  expect(log).toEqual(['a1']);
  queue.released('x2');
  queue.released('x1');
  await settle();
  expect(log).toEqual(filesOf('a', 3));
});

test('Imports take turns: one file waits for one file of each other import, not for all of them', async () => {
  const queue = queueOf({ copiesAtOnce: 1 });
  const log: string[] = [];
  await Promise.all([
    answerAll(queue, filesOf('a', 4), log),
    answerAll(queue, filesOf('b', 3), log),
    answerAll(queue, ['c1'], log),
  ]);
  expect(log).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'b3', 'a4']);
});

test('An import that comes while all places are taken gets one of the next two that are freed', async () => {
  const queue = queueOf({ places: 2 });
  const log: string[] = [];
  void answerAll(queue, filesOf('a', 100), log);
  await settle();
  void answerAll(queue, ['b1'], log);
  queue.released('a1');
  queue.released('a2');
  await settle();
  expect(log).toEqual(['a1', 'a2', 'a3', 'b1']);
});

test('An import whose copies hang leaves turns to the others', async () => {
  const queue = queueOf({ copiesAtOnce: 3, copiesPerImport: 2 });
  const hanging = [queue.takeTurn(asking('a')), queue.takeTurn(asking('a')), queue.takeTurn(asking('a'))];
  let thirdOfHanging = false;
  void hanging[2]?.then(() => (thirdOfHanging = true));
  const log: string[] = [];
  await answerAll(queue, filesOf('b', 5), log);
  expect({ log, thirdOfHanging }).toEqual({ log: filesOf('b', 5), thirdOfHanging: false });
});

test('No more copies run at once than allowed, and files being copied count as places taken', async () => {
  const queue = queueOf({ copiesAtOnce: 2, places: 3 });
  const turns = await Promise.all([queue.takeTurn(asking('a')), queue.takeTurn(asking('a'))]);
  let third = false;
  let fourth = false;
  void queue.takeTurn(asking('a')).then(() => (third = true));
  void queue.takeTurn(asking('a')).then(() => (fourth = true));
  await settle();
  expect({ third, fourth }).toEqual({ third: false, fourth: false });

  turns[0].end('a1');
  await settle();
  expect({ third, fourth }).toEqual({ third: true, fourth: false });

  turns[1].end('a2');
  await settle();
  expect({ third, fourth }).toEqual({ third: true, fourth: false });

  queue.released('a1');
  await settle();
  expect({ third, fourth }).toEqual({ third: true, fourth: true });
});

test('A turn that is ended twice frees its turn once and takes one place', async () => {
  const queue = queueOf({ copiesAtOnce: 1, places: 2 });
  const first = await queue.takeTurn(asking('a'));
  first.end('a1');
  first.end('a2');
  await queue.takeTurn(asking('a'));
  let given = false;
  void queue.takeTurn(asking('a')).then(() => (given = true));
  await settle();
  expect(given).toBe(false);
});

test('While it is held nobody gets a turn, and afterwards everybody who asked does', async () => {
  const queue = queueOf({});
  queue.hold(true);
  const log: string[] = [];
  void answerAll(queue, filesOf('a', 2), log);
  await settle();
  expect(log).toEqual([]);
  queue.hold(false);
  await settle();
  expect(log).toEqual(filesOf('a', 2));
});

test('What is only tried finds a place where all others are taken, and takes none of theirs', async () => {
  const queue = queueOf({ places: 1, lying: ['waits'] });
  let kept = false;
  void queue.takeTurn(asking('a')).then(() => (kept = true));
  const tried = await queue.takeTurn(asking('look', true));
  tried.end('tried');
  let second = false;
  void queue.takeTurn(asking('look', true)).then(() => (second = true));
  await settle();
  expect([kept, second]).toEqual([false, false]);
  queue.released('tried');
  await settle();
  expect([kept, second]).toEqual([false, true]);
  queue.released('waits');
  await settle();
  expect(kept).toBe(true);
});

test('A turn that is given back takes no place, and the next one has it', async () => {
  const queue = queueOf({ copiesAtOnce: 1, places: 1 });
  const turn = await queue.takeTurn(asking('a'));
  let given = false;
  void queue.takeTurn(asking('b')).then(() => (given = true));
  await settle();
  expect(given).toBe(false);
  turn.giveBack();
  await settle();
  expect(given).toBe(true);
});

test('Recognised files take places of their own kind: neither they nor staged ones stand in the way of the other', async () => {
  const queue = queueOf({ places: 1, recognisedPlaces: 2 });
  const log: string[] = [];
  void (async () => {
    for (const fileId of filesOf('a', 5)) {
      const turn = await queue.takeTurn(asking('a'));
      log.push(fileId);
      turn.end(fileId, fileId === 'a3' ? undefined : 'recognised');
    }
  })();
  await settle();
  expect(log).toEqual(['a1', 'a2']);
  queue.released('a1');
  await settle();
  expect(log).toEqual(['a1', 'a2', 'a3']);
  queue.released('a3');
  await settle();
  expect(log).toEqual(['a1', 'a2', 'a3', 'a4']);
});

test('Who waits for a turn of an import that is let go gets one at once, held or not, and gives it back', async () => {
  const queue = queueOf({ places: 1, lying: ['x'] });
  queue.hold(true);
  const turns = [queue.takeTurn(asking('a')), queue.takeTurn(asking('b'))];
  let other = false;
  void turns[1]?.then(() => (other = true));
  queue.letGo('a');
  (await turns[0])?.giveBack();
  await settle();
  expect(other).toBe(false);
  queue.hold(false);
  queue.released('x');
  await settle();
  expect(other).toBe(true);
});
