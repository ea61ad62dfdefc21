// Which intake gets what; each is written down instead of a process.
import { expect, test } from 'vitest';
import type { Intake } from '../../src-main/intake/intake-host.ts';
import { packLooks } from '../../src-main/intake/packed-looks.ts';
import { openIntakes } from '../../src-main/intakes.ts';

function intakesInTest() {
  const heard: string[] = [];
  const start = (owner: string): Intake => {
    const hear = (what: string) => heard.push(`${owner}: ${what}`);
    return {
      stage: ({ importId }) => hear(`stage ${importId}`),
      scan: ({ scanId }) => hear(`scan ${scanId}`),
      forget: (root) => hear(`forget ${root}`),
      count: () => Promise.resolve(null),
      listMtp: () => Promise.resolve(null),
      callOff: (importId) => hear(`call off ${importId}`),
      released: (fileId) => hear(`released ${fileId}`),
      notKnown: (fileId) => hear(`not known ${fileId}`),
      leave: () => hear('leave'),
      stop: () => hear('stop'),
    };
  };
  return { intakes: openIntakes(start), heard };
}

const order = (importId: string) => ({
  importId,
  paths: ['/device'],
  answeredPaths: [],
  isDryRun: false,
  knownLooks: packLooks([]),
});

test('An import is staged by the intake of its source, until it ended', () => {
  const { intakes, heard } = intakesInTest();
  intakes.open('device');
  intakes.assign('i1', 'device');
  intakes.stage(order('i1'));
  intakes.callOff('i1');
  intakes.stage(order('i2'));
  intakes.ended('i1');
  intakes.callOff('i1');
  expect(heard).toEqual([
    'device1: stage i1',
    'device1: call off i1',
    'shared: stage i2',
    'shared: call off i1',
  ]);
});

test('A device that goes is left: what was copied of it is told; the next plug has another intake', () => {
  const { intakes, heard } = intakesInTest();
  intakes.open('device');
  intakes.assign('i1', 'device');
  intakes.close('device');
  intakes.stage(order('i1'));
  intakes.open('device').forget('/device');
  intakes.stop();
  expect(heard).toEqual([
    'device1: leave',
    'shared: stage i1',
    'device2: forget /device',
    'shared: stop',
    'device2: stop',
  ]);
});
