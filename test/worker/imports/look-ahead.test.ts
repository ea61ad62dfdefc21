// Looking up what is known of many files at once: each is looked up, and no more than once, until it is asked for again.
import { expect, it } from 'vitest';
import { createLookAhead } from '../../../src-worker/imports/look-ahead.ts';

const job = (name: string) => ({ jobId: name });
const jobs = ['a', 'b', 'c', 'd', 'e'].map(job);

function looking({ maxJobs = 3, fail = false } = {}) {
  const looks: (readonly string[])[] = [];
  const lookAhead = createLookAhead(
    (wanted: readonly { readonly jobId: string }[]) => {
      looks.push(wanted.map(({ jobId }) => jobId));
      return fail && looks.length === 1
        ? Promise.reject(new Error('closed'))
        : Promise.resolve(wanted.map(({ jobId }) => `known of ${jobId}`));
    },
    { maxJobs },
  );
  return { looks, lookAhead };
}

it('asks for as many as it may, and for those only when their answers were given', async () => {
  const { looks, lookAhead } = looking();
  const answers = [];
  for (const [index, one] of jobs.entries()) answers.push(await lookAhead.of(one, jobs.slice(index + 1)));
  expect(answers).toEqual(jobs.map(({ jobId }) => `known of ${jobId}`));
  expect(looks).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
});

it('gives two lanes the answers of one look', async () => {
  const { looks, lookAhead } = looking();
  const [first, second] = jobs.map((one, index) => lookAhead.of(one, jobs.slice(index + 1)));
  expect(await Promise.all([first, second])).toEqual(['known of a', 'known of b']);
  expect(looks[0]).toEqual(['a', 'b', 'c']);
});

it('looks again for a file that is read again: meanwhile more may be known', async () => {
  const { looks, lookAhead } = looking();
  await lookAhead.of(job('a'), []);
  await lookAhead.of(job('a'), []);
  expect(looks).toEqual([['a'], ['a']]);
});

it('tells of a look that failed whoever asked, and nobody else', async () => {
  const { lookAhead } = looking({ fail: true });
  await expect(lookAhead.of(job('a'), [job('b')])).rejects.toThrow('closed');
  await expect(lookAhead.of(job('b'), [])).rejects.toThrow('closed');
  expect(await lookAhead.of(job('b'), [])).toBe('known of b');
});
