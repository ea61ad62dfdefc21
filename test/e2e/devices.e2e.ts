// A watch is plugged in, and what is new on it is there: once, however it is plugged, pulled and plugged again. Real file
// systems, mounted for the app alone. COOLDOWN_PLUGS, COOLDOWN_PULLS, COOLDOWN_KNOWN_FILES and COOLDOWN_DEVICE_SEED choose
// more of it, or the same again.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { ExternalActivity } from '../../src-worker/contract/external-activity.ts';
import { limits } from '../../src-worker/contract/limits.ts';
import { receiptsIn, statusOf, verifyIn } from '../support/ask-app.ts';
import { canTrace, traceCalls } from '../support/calls-to-device.ts';
import { deviceRide, putOnWatch, type DeviceRide } from '../support/device-rides.ts';
import { recordsIn } from '../support/kept-in-journal.ts';
import {
  canPlug,
  eject,
  makeStick,
  openPort,
  plug,
  pull,
  pullAtByte,
  unplug,
  type Port,
} from '../support/plugged-device.ts';
import { runCooldown, temporaryFolder } from '../support/run-cooldown.ts';
import { seededChance, type Chance } from '../support/seeded-chance.ts';

test.skip(!canPlug, 'only root may mount, and ext4 has to be there');

const plugs = Number(process.env['COOLDOWN_PLUGS'] ?? 3);
const pulls = Number(process.env['COOLDOWN_PULLS'] ?? 6);
const knownFiles = Number(process.env['COOLDOWN_KNOWN_FILES'] ?? 150);
const seed = Number(process.env['COOLDOWN_DEVICE_SEED'] ?? 1);

const filesOnWatch = 50;
const smallImage = 16;

const watchWith = (rides: readonly DeviceRide[], megabytes = smallImage): string =>
  makeStick((root) => putOnWatch(root, rides), megabytes);

const ridesFrom = (first: number, count: number, records: () => number): readonly DeviceRide[] =>
  Array.from({ length: count }, (_, index) => deviceRide(first + index, records()));

const discard = (image: string): void => rmSync(dirname(image), { recursive: true });

const activitiesOf = async (profile: string): Promise<number> => (await statusOf(profile)).activities;

/** Until there are so many; how long it took. */
async function reaches(profile: string, activities: number): Promise<number> {
  const beganMs = performance.now();
  await expect
    .poll(() => activitiesOf(profile), { timeout: 60_000, intervals: [25] })
    .toBeGreaterThanOrEqual(activities);
  return performance.now() - beganMs;
}

/** Plainly, as soon as nothing on it is open; how long that took. */
async function ejected(port: Port, place: string): Promise<number> {
  const beganMs = performance.now();
  await expect.poll(() => eject(port, place), { timeout: 30_000, intervals: [20] }).toBe(true);
  return performance.now() - beganMs;
}

const middleOf = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
const inMs = (value: number): string => `${value.toFixed(0)} ms`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What went wrong in an app, by its own account. */
const troublesOf = (profile: string): readonly string[] =>
  readFileSync(join(profile, 'logs', 'cooldown.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));

test(`${plugs} plugs: what is on a watch is there within seconds, however late it is mounted`, async () => {
  test.setTimeout(60_000 + plugs * 20_000);
  const chance = seededChance(seed);
  const port = await openPort();
  const { userDataDir: profile } = port.cooldown;
  const [firsts, lasts, waits]: [number[], number[], number[]] = [[], [], []];
  try {
    await statusOf(profile);
    for (let nth = 0; nth < plugs; nth += 1) {
      const before = nth * filesOnWatch;
      const image = watchWith(ridesFrom(before, filesOnWatch, () => 120));
      const place = await plug(port, image, `GARMIN ${String(nth % 3)}`, chance.between(0, 2_000));
      firsts.push(await reaches(profile, before + 1));
      lasts.push((firsts.at(-1) ?? NaN) + (await reaches(profile, before + filesOnWatch)));
      waits.push(await ejected(port, place));
      expect(await activitiesOf(profile)).toBe(before + filesOnWatch);
      discard(image);
    }
    say(
      `${plugs} plugs of ${filesOnWatch} files, seed ${seed}: first activity ${inMs(middleOf(firsts))}, at most ${inMs(Math.max(...firsts))}; ` +
        `all ${inMs(middleOf(lasts))}, at most ${inMs(Math.max(...lasts))}; unmounted after ${inMs(Math.max(...waits))} at most`,
    );
    expect(Math.max(...firsts)).toBeLessThan(5_000);
    const receipts = await receiptsIn(profile);
    expect(receipts).toHaveLength(plugs * filesOnWatch);
    expect((await verifyIn(profile)).agrees).toBe(true);
    expect(troublesOf(profile)).toEqual([]);
  } finally {
    await port.cooldown.close();
  }
});

/** Two apps side by side: each waits most of its time. */
const sideBySide = 2;
const filesToPull = 8;

/** When nothing is read, it is pulled all the same. */
const longestPlugSeconds = 6;

interface Pulled {
  readonly activities: ReadonlyMap<string, unknown>;
  /** Pulled when some of its files were complete, and some were not. */
  readonly inTheMiddle: number;
  readonly resumedMs: readonly number[];
}

/** At a byte of what it gives, or at a moment before, between and after. */
async function pullSomewhere(port: Port, place: string, bytes: number, chance: Chance): Promise<string> {
  if (chance.oneIn(3)) {
    const milliseconds = chance.between(0, 4_000);
    await pause(milliseconds);
    if (chance.oneIn(2)) unplug(port, place);
    else pull(port, place);
    return inMs(milliseconds);
  }
  const atByte = chance.between(0, bytes);
  await pullAtByte(port, place, atByte, longestPlugSeconds);
  return `byte ${String(atByte)} of ${String(bytes)}`;
}

async function pullAgainAndAgain(lane: number, rounds: number, keptRides: string): Promise<Pulled> {
  const chance = seededChance(seed * 1_000 + lane);
  const profile = join(temporaryFolder('pulled'), 'profile');
  mkdirSync(profile);
  const port = await openPort({ userDataDir: profile });
  let inTheMiddle = 0;
  const resumedMs: number[] = [];
  try {
    await statusOf(profile);
    for (let nth = 0; nth < rounds; nth += 1) {
      const first = (nth * sideBySide + lane) * filesToPull;
      const rides = ridesFrom(first, filesToPull, () => chance.between(100, 12_000));
      for (const { name, bytes } of rides) writeFileSync(join(keptRides, name), bytes);
      const image = watchWith(rides);
      const before = await activitiesOf(profile);
      const place = await plug(port, image, 'GARMIN');
      const bytes = rides.reduce((sum, ride) => sum + ride.bytes.length, 0);
      const where = await pullSomewhere(port, place, bytes, chance);
      await expect.poll(async () => (await statusOf(profile)).imports.running, { timeout: 30_000 }).toBe(0);
      const came = (await activitiesOf(profile)) - before;
      if (came > 0 && came < filesToPull) inTheMiddle += 1;
      const again = await plug(port, image, 'GARMIN');
      resumedMs.push(await reaches(profile, before + filesToPull));
      await ejected(port, again);
      expect(await activitiesOf(profile), `lane ${lane}, round ${nth}, pulled at ${where}`).toBe(
        before + filesToPull,
      );
      discard(image);
    }
    expect((await verifyIn(profile)).agrees).toBe(true);
    expect(troublesOf(profile)).toEqual([]);
    await expect.poll(() => readdirSync(join(profile, 'staging')), { timeout: 10_000 }).toEqual([]);
  } finally {
    await port.cooldown.close();
  }
  return { activities: await activitiesIn(profile), inTheMiddle, resumedMs };
}

/** All that the log holds of them but where and when they came in. */
async function activitiesIn(profile: string): Promise<ReadonlyMap<string, unknown>> {
  const records = await recordsIn(profile);
  const events = records.flatMap((record) => (record.kind === 'ending' ? record.events : []));
  return new Map(
    events.map((event) => {
      if (event.type !== 'external.activity_imported') throw new Error(`there should be no ${event.type}`);
      const { sha256, summary, quality } = event.metadata;
      const { sourceIdentityKey, payloadFingerprint, data } = event;
      return [
        sourceIdentityKey,
        { payloadFingerprint, activity: withoutTimes(data), sha256, summary, quality },
      ];
    }),
  );
}

const withoutTimes = ({ source, provenance, ...activity }: ExternalActivity) => ({
  ...activity,
  source: { ...source, imported_at: null },
  provenance: { ...provenance, mapped_at: null },
});

test(`${pulls} pulls: what was complete is there, the rest comes at the next plug, and all of it is what it would have been`, async () => {
  test.setTimeout(120_000 + pulls * 30_000);
  const keptRides = temporaryFolder('rides');
  const lanes = await Promise.all(
    Array.from({ length: sideBySide }, (_, lane) =>
      pullAgainAndAgain(lane, Math.ceil((pulls - lane) / sideBySide), keptRides),
    ),
  );
  const pulled = new Map(lanes.flatMap(({ activities }) => [...activities]));
  const undisturbed = join(temporaryFolder('undisturbed'), 'profile');
  await runCooldown(['--user-data-dir', undisturbed, 'import', keptRides]);
  expect(pulled.size).toBe(pulls * filesToPull);
  expect(pulled).toEqual(await activitiesIn(undisturbed));
  const inTheMiddle = lanes.reduce((sum, lane) => sum + lane.inTheMiddle, 0);
  const resumedMs = lanes.flatMap((lane) => lane.resumedMs);
  say(
    `${pulls} pulls of ${filesToPull} files, seed ${seed}: ${inTheMiddle} in the middle of the import, none partial; ` +
      `complete at the next plug after ${inMs(middleOf(resumedMs))}, at most ${inMs(Math.max(...resumedMs))}`,
  );
  rmSync(keptRides, { recursive: true });
});

test(`Plugged in again with ${knownFiles} known files, it costs one listing, and nothing is ever changed on it`, async () => {
  test.setTimeout(240_000 + knownFiles * 200);
  const image = watchWith(
    ridesFrom(0, knownFiles, () => 60),
    64,
  );
  const port = await openPort();
  const { cooldown, folder } = port;
  const { userDataDir: profile } = cooldown;
  try {
    await statusOf(profile);
    const page = await cooldown.app.firstWindow();
    await page.getByRole('navigation').getByText('Devices and folders').click();
    const atRest = page.getByText('Safe to unplug: everything is here.');
    const allKnown = page.getByText(`${knownFiles.toLocaleString('en')} files, all known`);
    const first = await plug(port, image, 'GARMIN');
    await reaches(profile, knownFiles);
    await atRest.waitFor();
    await ejected(port, first);
    await atRest.waitFor({ state: 'hidden' });
    const before = await statusOf(profile);

    const again = await plug(port, image, 'GARMIN');
    const beganMs = performance.now();
    await allKnown.waitFor();
    await atRest.waitFor();
    const knownMs = performance.now() - beganMs;
    await ejected(port, again);
    await atRest.waitFor({ state: 'hidden' });
    say(`${knownFiles} known files: all known ${inMs(knownMs)} after the mount`);
    expect(knownMs).toBeLessThan(2_000);

    if (canTrace) {
      const stop = await traceCalls(cooldown, folder);
      const traced = await plug(port, image, 'GARMIN');
      await allKnown.waitFor();
      await atRest.waitFor();
      const calls = await stop();
      await ejected(port, traced);
      await atRest.waitFor({ state: 'hidden' });
      const isRide = (name: string) => name.endsWith('.fit');
      expect(calls.opened.size).toBeGreaterThan(0);
      expect([...calls.opened].filter(isRide)).toEqual([]);
      expect([...calls.read].filter(isRide)).toEqual([]);
      expect(calls.changing).toEqual([]);
      say(
        `  ${calls.opened.size} folders and files opened, none of them a ride, and no call that changes anything`,
      );
    }
    const after = await statusOf(profile);
    expect([after.receipts, after.imports]).toEqual([before.receipts, before.imports]);
  } finally {
    await cooldown.close();
  }
});

test('While it is read, nothing on it is changed, and it can be ejected soon', async () => {
  test.skip(!canTrace, 'strace is not there');
  test.setTimeout(120_000);
  const image = watchWith(
    ridesFrom(0, filesOnWatch, () => 12_000),
    64,
  );
  const port = await openPort();
  const { cooldown, folder } = port;
  try {
    await statusOf(cooldown.userDataDir);
    const stop = await traceCalls(cooldown, folder);
    const place = await plug(port, image, 'GARMIN');
    await reaches(cooldown.userDataDir, 1);
    const ejectedMs = await ejected(port, place);
    const calls = await stop();
    expect(calls.changing).toEqual([]);
    expect(calls.read.size).toBeGreaterThan(0);
    say(
      `in the middle of ${filesOnWatch} files: ${calls.read.size} read, unmounted after ${inMs(ejectedMs)}`,
    );
    const again = await plug(port, image, 'GARMIN');
    await reaches(cooldown.userDataDir, filesOnWatch);
    await ejected(port, again);
    expect((await verifyIn(cooldown.userDataDir)).agrees).toBe(true);
  } finally {
    await cooldown.close();
  }
});

test('Pulled in the middle, it is named among the imports, with what waits for it until it comes again', async () => {
  test.setTimeout(180_000);
  // More than are stored at once and copied ahead of that, however late the first one is seen.
  const files = 4 * limits.stagedFiles;
  const image = watchWith(
    ridesFrom(0, files, () => 3_000),
    64,
  );
  const port = await openPort();
  const { cooldown } = port;
  try {
    await statusOf(cooldown.userDataDir);
    const page = await cooldown.app.firstWindow();
    const place = await plug(port, image, 'GARMIN');
    await reaches(cooldown.userDataDir, 1);
    pull(port, place);
    await page.getByRole('navigation').getByText('Imports').click();
    // What was copied is taken in first.
    const cutOff = page.getByText(/cut off, \d+ files wait for Garmin/);
    await cutOff.waitFor({ timeout: 90_000 });
    await expect(page.getByText(/^From Garmin, /)).toBeVisible();
    const waiting = Number(/cut off, (\d+) files/.exec(await cutOff.innerText())?.[1]);
    expect(await activitiesOf(cooldown.userDataDir)).toBe(files - waiting);
    expect(waiting).toBeLessThan(files - 1);
    expect((await verifyIn(cooldown.userDataDir)).agrees).toBe(true);
    await plug(port, image, 'GARMIN');
    await reaches(cooldown.userDataDir, files);
    expect((await verifyIn(cooldown.userDataDir)).agrees).toBe(true);
  } finally {
    await cooldown.close();
  }
});
