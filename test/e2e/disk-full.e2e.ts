// A disk of 8 MiB holds the profile and is filled while files are imported: it pauses and says so, goes on by itself when
// there is room, and nothing is lost or comes twice. Only root may mount such a disk.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { askApp, receiptsIn, statusOf, verifyIn, type Answer } from '../support/ask-app.ts';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';
import { temporaryFolder } from '../support/run-cooldown.ts';

const rides = 60;
const paused = 'Paused: no room left on this computer’s disk.';
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

test.skip(!canMount, 'only root may mount a disk of 8 MiB');

let disk: string;
let profile: string;
let rideFolder: string;

test.beforeEach(() => {
  disk = temporaryFolder('small-disk');
  mount('-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk);
  profile = join(disk, 'profile');
  mkdirSync(profile);
  rideFolder = temporaryFolder('rides');
  for (let ride = 0; ride < rides; ride += 1) {
    const startedAt = new Date(Date.UTC(2026, 0, 1 + ride, 8)).toISOString();
    writeFileSync(join(rideFolder, `ride ${ride}.fit`), fitFile(fitRide(startedAt)));
  }
});
test.afterEach(() => {
  // Lazily: whatever a failed test left running must not keep it.
  spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
  rmSync(rideFolder, { recursive: true, force: true });
});

test('an import pauses on a full disk, says so, and goes on by itself when there is room', async () => {
  test.setTimeout(180_000);
  const cooldown = await launchApp({ userDataDir: profile });
  try {
    await statusOf(profile);
    fillUp();
    const answer = importRides();
    await becomes('paused');
    const page = await cooldown.app.firstWindow();
    await expect(page.getByText('Paused').first()).toBeVisible();
    const roomSince = Date.now();
    makeRoom();
    await becomes('running');
    expect(Date.now() - roomSince).toBeLessThan(30_000);

    const { exitStatus, told } = await answer;
    expect(exitStatus).toBe(0);
    expect(told).toContain(paused);
    await expectEverythingOnce();
  } finally {
    await cooldown.close();
  }
});

test('a disk that is full again and again only makes an import take longer', async () => {
  test.setTimeout(180_000);
  const cooldown = await launchApp({ userDataDir: profile });
  try {
    await statusOf(profile);
    for (let time = 0; time < 3; time += 1) {
      fillUp();
      const answer = importRides();
      await becomes('paused');
      makeRoom();
      expect((await answer).exitStatus).toBe(0);
    }
    const { activities, events } = await statusOf(profile);
    expect([activities, events]).toEqual([rides, rides]);
    expect((await receiptsIn(profile)).length).toBe(3 * rides);
    expect((await verifyIn(profile)).agrees).toBe(true);
  } finally {
    await cooldown.close();
  }
});

test('killed while it was paused, it takes everything in at the next start with room', async () => {
  test.setTimeout(180_000);
  let cooldown: LaunchedApp = await launchApp({ userDataDir: profile });
  await statusOf(profile);
  // The request itself is written down; its files find no room.
  const answer: Promise<Answer | null> = importRides().catch(() => null);
  await expect.poll(async () => (await statusOf(profile)).imports.running, { timeout: 30_000 }).toBe(1);
  fillUp();
  await becomes('paused');
  await cooldown.kill();
  await answer;

  makeRoom();
  cooldown = await launchApp({ userDataDir: profile });
  try {
    await expect
      .poll(async () => (await statusOf(profile)).imports, { timeout: 60_000 })
      .toEqual({ running: 0, finished: 1, paused: false });
    await expectEverythingOnce();
  } finally {
    await cooldown.close();
  }
});

async function expectEverythingOnce(): Promise<void> {
  const { activities, events, queue } = await statusOf(profile);
  expect({ activities, events, queue }).toEqual({
    activities: rides,
    events: rides,
    queue: { queued: 0, processing: 0 },
  });
  const paths = (await receiptsIn(profile)).map(({ file }) => file.path);
  expect([paths.length, new Set(paths).size]).toEqual([rides, rides]);
  expect((await verifyIn(profile)).agrees).toBe(true);
}

function importRides(): Promise<Answer> {
  const paths = [{ typed: rideFolder, absolute: rideFolder }];
  return askApp(profile, { kind: 'import', json: true, isDryRun: false, paths });
}

async function becomes(state: 'paused' | 'running'): Promise<void> {
  await expect.poll(async () => (await statusOf(profile)).engine.state, { timeout: 60_000 }).toBe(state);
}

/** Until it takes no more: the app writes meanwhile. */
function fillUp(): void {
  const filler = openSync(join(disk, 'filler'), 'w');
  const piece = new Uint8Array(64 * 1024);
  try {
    for (;;) writeSync(filler, piece);
  } catch (reason) {
    if (!isFull(reason)) throw reason;
  } finally {
    closeSync(filler);
  }
}

const isFull = (reason: unknown): boolean =>
  reason instanceof Error && 'code' in reason && reason.code === 'ENOSPC';

function makeRoom(): void {
  rmSync(join(disk, 'filler'), { force: true });
  mount('-o', 'remount,size=48m', disk);
}

function mount(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
