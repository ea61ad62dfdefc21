import { expect, test } from 'vitest';
import { createJobQueue } from '../../../src-worker/imports/job-queue.ts';

test('Jobs that are held keep their places, others pass them, and let go they come in their order', async () => {
  const queue = createJobQueue<string>();
  queue.hold((job) => job.startsWith('held'));
  queue.push('held 1', 'free', 'held 2');
  expect(await queue.take()).toBe('free');
  const next = queue.take();
  expect(queue.waiting()).toEqual(['held 1', 'held 2']);
  queue.hold(() => false);
  expect(await next).toBe('held 1');
  expect(await queue.take()).toBe('held 2');
});

test('What is dropped is given to nobody', async () => {
  const queue = createJobQueue<string>();
  queue.push('a', 'b', 'c');
  expect(queue.drop((job) => job !== 'b')).toEqual(['a', 'c']);
  expect(await queue.take()).toBe('b');
  expect(queue.waiting()).toEqual([]);
});

test('Who takes only some leaves the others to those who come after, and gets its own when there is one', async () => {
  const queue = createJobQueue<string>();
  const [tried, any] = [queue.take((job) => job.startsWith('tried')), queue.take()];
  queue.push('kept', 'tried');
  expect([await tried, await any]).toEqual(['tried', 'kept']);
});
