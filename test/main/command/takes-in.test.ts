// Which launches go on with what is unfinished, by the arguments as they are typed.
import { expect, it } from 'vitest';
import { readArguments } from '../../../src-main/command/read-arguments.ts';
import { takesIn } from '../../../src-main/command/takes-in.ts';

it.each([
  [[], true],
  [['import', 'rides'], true],
  [['retry', '--all'], true],
  [['retry', '0196f1a2'], true],
  [['retry'], false],
  [['retry', '--json'], false],
  [['status'], false],
  [['receipts'], false],
])('cooldown %j takes in: %s', (argv, isTakenIn) => {
  const read = readArguments(argv, '/home/athlete');
  if (!read.ok) throw new Error(read.failure.sentence);
  expect(takesIn(read.value.task)).toBe(isTakenIn);
});
