import { expect, test } from 'vitest';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { tellInOrder } from '../../../src-main/intake/tell-in-order.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A report that is told apart by its number. */
const numbered = (filesFound: number): IntakeReport => ({
  type: 'listed',
  listed: {
    importId: '00000000-0000-4000-8000-000000000001',
    filesFound,
    filesPassedOver: 0,
    complete: false,
  },
});

interface File {
  readonly ending: Promise<IntakeReport>;
  readonly waits: Promise<void>;
  end(): void;
  wait(): void;
}

function fileOf(number: number): File {
  let end: () => void = () => undefined;
  let wait: () => void = () => undefined;
  const ending = new Promise<IntakeReport>((resolve) => (end = () => resolve(numbered(number))));
  const waits = new Promise<void>((resolve) => (wait = resolve));
  return { ending, waits, end: () => end(), wait: () => wait() };
}

function startTelling(count: number) {
  const told: number[] = [];
  const telling = tellInOrder((report) => {
    if (report.type === 'listed') told.push(report.listed.filesFound);
  });
  const files = Array.from({ length: count }, (_, index) => fileOf(index));
  for (const { ending, waits } of files) telling.next(ending, waits);
  return { told, telling, files };
}

test('Copies end in any order, and are told in the order in which they were found', async () => {
  const { told, telling, files } = startTelling(4);
  for (const index of [2, 1, 3]) files[index]?.end();
  await settle();
  expect(told).toEqual([]);
  files[0]?.end();
  await telling.all();
  expect(told).toEqual([0, 1, 2, 3]);
});

test('Only a file that waits for room is passed by those after it, and in the end all are told', async () => {
  const { told, telling, files } = startTelling(5);
  for (const index of [2, 4]) files[index]?.end();
  files[1]?.wait();
  await settle();
  // The first one does not wait: it is at work.
  expect(told).toEqual([]);
  files[0]?.end();
  await settle();
  expect(told).toEqual([0, 2]);
  let isOver = false;
  void telling.all().then(() => (isOver = true));
  files[3]?.end();
  await settle();
  expect({ told: [...told], isOver }).toEqual({ told: [0, 2, 3, 4], isOver: false });
  files[1]?.end();
  await telling.all();
  expect(told).toEqual([0, 2, 3, 4, 1]);
});
