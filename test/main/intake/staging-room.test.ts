// Who waits for room on the disk: one tries at a time, and what nobody wants any more leaves the line.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createStagingRoom } from '../../../src-main/intake/staging-room.ts';
import { failed, ok, type Result } from '../../../src-worker/contract/result.ts';
import type { ReadFailure } from '../../../src-worker/contract/failure.ts';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { endingsOf, importPaths } from './intake-run.ts';
import { tempFolders } from './temp-folder.ts';

/** Each copy fits when the disk has grown enough. */
function roomInTest() {
  const told: (IntakeReport | { readonly isHeld: boolean })[] = [];
  const room = createStagingRoom({
    stagingFolder: tempFolders().staging,
    retryMs: 1,
    reserveBytes: 0,
    report: (report) => told.push(report),
    hold: (isHeld) => told.push({ isHeld }),
  });
  const fitting = new Set<string>();
  const calledOff = new Set<string>();
  const tried: string[] = [];
  const fit = (name: string) =>
    room.fit({
      sizeBytes: 1,
      copy: (): Promise<Result<string, ReadFailure>> => {
        tried.push(name);
        return Promise.resolve(fitting.has(name) ? ok(name) : failed({ kind: 'disk_full' }));
      },
      onWaiting: () => undefined,
      isCalledOff: () => calledOff.has(name),
    });
  return { fit, fitting, calledOff, tried, told };
}

test('A copy that nobody wants any more stops waiting for room, and holds nobody', async () => {
  const { fit, calledOff, told } = roomInTest();
  const waiting = fit('a');
  calledOff.add('a');
  expect(await waiting).toBeNull();
  expect(told).toEqual([
    { type: 'waiting_for_room', isWaiting: true },
    { isHeld: true },
    { type: 'waiting_for_room', isWaiting: false },
    { isHeld: false },
  ]);
});

test('Who leaves from the middle of the line goes at once, and lets nobody pass who came after', async () => {
  const { fit, fitting, calledOff, tried } = roomInTest();
  const [first, second, third] = [fit('a'), fit('b'), fit('c')];
  while (tried.length < 3) await new Promise((resolve) => setImmediate(resolve));
  calledOff.add('b');
  expect(await second).toBeNull();
  // Would fit, but the first in line may need the same room.
  fitting.add('c');
  const timesTried = tried.filter((name) => name === 'c').length;
  const before = tried.length;
  while (tried.length < before + 3) await new Promise((resolve) => setImmediate(resolve));
  expect(tried.filter((name) => name === 'c')).toHaveLength(timesTried);
  fitting.add('a');
  expect([await first, await third]).toEqual([ok('a'), ok('c')]);
});

test('An import that is stopped while its files wait for room ends, and nothing is told of them', async () => {
  const { source, staging } = tempFolders();
  for (let index = 0; index < 9; index += 1) writeFileSync(join(source, `${index}.fit`), 'recording');
  let isCalledOff = false;
  const reports = await importPaths(
    staging,
    [source],
    {},
    {
      reserveBytes: Number.MAX_SAFE_INTEGER,
      isCalledOff: () => isCalledOff,
      onReport: ({ type }) => (isCalledOff ||= type === 'waiting_for_room'),
    },
  );
  expect(endingsOf(reports)).toEqual([]);
  expect(reports.filter(({ type }) => type === 'waiting_for_room').at(-1)).toMatchObject({
    isWaiting: false,
  });
  expect(reports.at(-1)).toMatchObject({ type: 'listed', listed: { complete: true } });
});
