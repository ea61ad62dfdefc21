// The demo without a display: what its table says of every file, and that nothing of it stays.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Ending } from './table.ts';

const demo = resolve(import.meta.dirname, '../../.electron-host/demo.js');

interface Run {
  readonly exitStatus: number | null;
  readonly output: string;
  /** What the run left in the folder for temporary files. */
  readonly left: readonly string[];
}

async function runDemo(): Promise<Run> {
  const temporary = mkdtempSync(join(tmpdir(), 'cooldown-demo-test-'));
  const child = spawn(process.execPath, [demo], {
    env: { ...process.env, COOLDOWN_HEADLESS: '1', TMPDIR: temporary, TEMP: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exitStatus = await new Promise<number | null>((end) => child.once('close', end));
  const left = readdirSync(temporary).filter((name) => name.startsWith('cooldown-demo-'));
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  return { exitStatus, output, left };
}

/** The third column, by the first. */
function endingsIn(output: string): Readonly<Record<string, string>> {
  const lines = output.split('\n');
  const head = lines.find((line) => line.startsWith('File ')) ?? '';
  const from = head.indexOf('Ending');
  const to = head.indexOf('What happened');
  const second = head.indexOf('What it is');
  const rows = lines.slice(lines.indexOf(head) + 2).filter((line) => line.slice(from, to).trim() !== '');
  return Object.fromEntries(
    rows.map((line) => [line.slice(0, second).trim(), line.slice(from, to).trim()] as const),
  );
}

const expected = {
  'ride.fit': 'taken in',
  'backup/copy of ride.fit': 'already known',
  'morning-run.tcx': 'taken in',
  'round-the-hills.gpx': 'taken in',
  'phone/round-the-hills.gpx.gz': 'already known',
  'pool.fit': 'taken in',
  'gym.fit': 'taken in',
  'older-rides.zip › rides/club-ride.fit': 'taken in',
  'older-rides.zip › rides/evening-ride.fit': 'taken in',
  'planned-tour.gpx': 'not an activity',
  'half-copied.fit': 'not taken in',
} satisfies Record<string, Ending>;

/** Of two copies either may be judged first. */
const copies = [
  ['ride.fit', 'backup/copy of ride.fit'],
  ['round-the-hills.gpx', 'phone/round-the-hills.gpx.gz'],
] as const;

function withCopiesInOrder(endings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const ordered = { ...endings };
  for (const [first, second] of copies) {
    const pair = [endings[first] ?? '', endings[second] ?? ''].sort();
    [ordered[first], ordered[second]] = [pair[0] ?? '', pair[1] ?? ''];
  }
  return ordered;
}

test('the demo says in a table what became of every file, and takes itself away', async () => {
  const { exitStatus, output, left } = await runDemo();
  expect(withCopiesInOrder(endingsIn(output))).toEqual(withCopiesInOrder(expected));
  expect(output).toMatch(/^10 invented files: \S.*$/m);
  expect(output).toMatch(/^Throw-away profile: +\S.*$/m);
  expect(output.trimEnd()).toMatch(/Files and profile are removed\.$/);
  expect({ exitStatus, left }).toEqual({ exitStatus: 0, left: [] });
});
