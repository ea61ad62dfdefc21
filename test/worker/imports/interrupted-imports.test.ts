// An import that is held, stopped or cut off at a chosen moment, and brought to its end afterwards, leaves what one that was
// left alone leaves.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CrashPoint } from '../../../src-worker/contract/crash-points.ts';
import type { EngineReport } from '../../../src-worker/contract/engine-messages.ts';
import { filesNotBegun } from '../../../src-worker/contract/import-job.ts';
import { limits } from '../../../src-worker/contract/limits.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxDocument, gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { storedZip } from '../../fixtures/zip-writer.ts';
import {
  driftOf,
  endState,
  leftInStaging,
  newProfile,
  startApp,
  type App,
  type EndState,
  type Profile,
} from '../../support/interrupted-imports.ts';

const ride = (day: number) => fitFile(fitRide(new Date(Date.UTC(2026, 0, day, 8)).toISOString()));
const rides = 9;
/** Nine rides, a copy, an archive of two more and one of the nine, a hike, a route, and what is damaged. */
const filesInFolder = rides + 5;

function writeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cooldown-rides-'));
  const write = (name: string, bytes: Uint8Array | string) => writeFileSync(join(folder, name), bytes);
  for (let day = 1; day <= rides; day += 1) write(`ride-${day}.fit`, ride(day));
  write('copy.fit', ride(3));
  write('rides.zip', storedZip({ 'a.fit': ride(20), 'b.fit': ride(21), 'c.fit': ride(2) }));
  write('hike.gpx', gpxFile([gpxHike]));
  write('route.gpx', gpxDocument('<rte><rtept lat="46" lon="14"/></rte>'));
  write('broken.fit', ride(1).slice(0, 20));
  return folder;
}

const folder = writeFolder();
let uninterrupted: EndState;

beforeAll(async () => {
  const profile = newProfile();
  const app = await startApp(profile);
  const { isCancelled, notBegun } = await app.done(app.desk.begin([folder], { origin: 'drop' }));
  expect([isCancelled, notBegun]).toEqual([false, 0]);
  await app.atRest();
  uninterrupted = await endState(app, profile);
  expect(uninterrupted.activities).toHaveLength(rides + 3);
  await app.kill();
});

/** Comes to pass at the point, the so-many-th time it is reached. */
function moment(point: CrashPoint, time: number) {
  let reached = (): void => undefined;
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  let times = 0;
  let after: () => unknown = () => undefined;
  return {
    isReached,
    /** What is done there, before anything goes on. */
    then: (work: () => unknown) => {
      after = work;
    },
    at: async (now: CrashPoint) => {
      if (now !== point) return;
      times += 1;
      if (times !== time) return;
      reached();
      await after();
    },
  };
}

/** An import of the folder comes to this moment, where `work` is done. */
async function importUpTo(
  point: CrashPoint,
  time: number,
  work: (app: App, importId: string) => unknown,
): Promise<{ readonly profile: Profile; readonly app: App; readonly importId: string }> {
  const profile = newProfile();
  const interruption = moment(point, time);
  const app = await startApp(profile, interruption.at);
  const importId = app.desk.begin([folder], { origin: 'drop' });
  interruption.then(() => work(app, importId));
  await interruption.isReached;
  return { profile, app, importId };
}

const hold = (app: App) => app.pause(true);
const stop = (app: App, importId: string) => app.desk.callOff(importId);
/** And it does not come to what follows. */
const stopForGood = (app: App, importId: string) => {
  stop(app, importId);
  return new Promise<void>(() => undefined);
};

/** The same folder once more; then all is as if nobody had interrupted anything. */
async function bringsTheRest(app: App, profile: Profile): Promise<void> {
  const { isCancelled } = await app.done(app.desk.begin([folder], { origin: 'drop' }));
  expect(isCancelled).toBe(false);
  await endsAsUninterrupted(app, profile);
}

async function endsAsUninterrupted(app: App, profile: Profile): Promise<void> {
  await app.atRest();
  expect(await endState(app, profile)).toEqual(uninterrupted);
  expect(await driftOf(app)).toBe(0);
  expect(leftInStaging(profile)).toEqual([]);
  const { database } = app.log();
  expect(await database.jobs.count()).toBe(0);
  const runs = await database.imports.toArray();
  expect(runs.filter(({ finishedAt }) => finishedAt === null)).toEqual([]);
  for (const run of runs) {
    const receipts = await database.receipts.filter(({ importId }) => importId === run.importId).count();
    // Every file that was found has ended, or was left out: none is lost, and none counted twice.
    expect(receipts + filesNotBegun(run)).toBe(run.filesFound);
  }
  await app.kill();
}

const moments = [
  ['import_heard', 1],
  ['import_journaled', 1],
  ['job_queued', 1],
  ['endings_judged', 1],
  ['endings_journaled', 1],
  ['endings_stored', 1],
  ['endings_judged', 3],
  ['endings_stored', 3],
] as const satisfies readonly (readonly [CrashPoint, number])[];

describe.each(moments)('at %s, the %i. time', (point, time) => {
  it('held and let go on, it ends as one that was left alone', async () => {
    const { profile, app, importId } = await importUpTo(point, time, hold);
    await app.atRest();
    const receipts = await app.log().database.receipts.count();
    await app.atRest();
    expect(await app.log().database.receipts.count()).toBe(receipts);
    app.pause(false);
    await app.done(importId);
    await endsAsUninterrupted(app, profile);
  });

  it('held over a new engine and over a restart of the app, it goes on only when it may', async () => {
    const { profile, app: first, importId } = await importUpTo(point, time, hold);
    await first.atRest();
    const receipts = await first.log().database.receipts.count();
    await first.restartEngine();
    await first.atRest();
    await first.kill();
    const app = await startApp(profile);
    await app.atRest();
    expect(await app.log().database.receipts.count()).toBe(receipts);
    app.pause(false);
    if (receipts < filesInFolder) await app.done(importId);
    await endsAsUninterrupted(app, profile);
  });

  it('stopped, once and again, it leaves nothing half done, and the same folder brings the rest', async () => {
    const { profile, app, importId } = await importUpTo(point, time, stop);
    const { notBegun } = await app.done(importId);
    await app.atRest();
    const run = await app.log().database.imports.get(importId);
    expect(run && filesNotBegun(run)).toBe(notBegun);
    app.desk.callOff(importId);
    await app.atRest();
    expect(await app.log().database.imports.get(importId)).toEqual(run);
    expect(leftInStaging(profile)).toEqual([]);
    await bringsTheRest(app, profile);
  });

  it('stopped with a new engine in between, it stays stopped', async () => {
    const { profile, app, importId } = await importUpTo(point, time, stopForGood);
    await app.restartEngine();
    await app.done(importId);
    await app.atRest();
    expect(leftInStaging(profile)).toEqual([]);
    await bringsTheRest(app, profile);
  });

  it('stopped and dead at the same moment, it leaves what the same folder completes', async () => {
    const { profile, app } = await importUpTo(point, time, stopForGood);
    await app.kill();
    await bringsTheRest(await startApp(profile), profile);
  });
});

it('a stop that is written down outlives every death: what was left out is not taken up', async () => {
  const { profile, app: first, importId } = await importUpTo('endings_stored', 1, hold);
  await first.atRest();
  const receipts = await first.log().database.receipts.count();
  expect(receipts).toBeLessThan(filesInFolder);
  first.desk.callOff(importId);
  expect(await first.done(importId)).toMatchObject({
    isCancelled: true,
    notBegun: filesInFolder - receipts,
  });
  await first.kill();
  profile.isPaused = false;
  const app = await startApp(profile);
  await app.atRest();
  expect(await app.log().database.receipts.count()).toBe(receipts);
  expect(leftInStaging(profile)).toEqual([]);
  await bringsTheRest(app, profile);
});

it('a look writes nothing, also while imports are paused, and says what the import then brings', async () => {
  const profile = newProfile();
  const app = await startApp(profile);
  app.pause(true);
  const lookId = app.desk.begin([folder], { origin: 'dialog', isDryRun: true });
  await app.done(lookId);
  await app.atRest();
  expect(app.looks.at(-1)).toMatchObject({
    lookId,
    filesFound: filesInFolder,
    filesLooked: filesInFolder,
    kinds: { fit: rides + 2, gpx: 2, archive: 1, tcx: 0, other: 0 },
    endings: { added: rides + 3, known: 2, ignored: 1, unreadable: 1, conflicting: 0 },
    isOver: true,
  });
  expect(app.log().journal.tail.seq).toBe(0);
  expect(leftInStaging(profile)).toEqual([]);
  app.pause(false);
  await bringsTheRest(app, profile);
});

it('a look that is ended leaves nothing, and takes nothing in', async () => {
  const profile = newProfile();
  const app = await startApp(profile);
  const lookId = app.desk.begin([folder], { origin: 'dialog', isDryRun: true });
  app.desk.callOff(lookId);
  app.desk.giveUp(lookId);
  await app.done(lookId);
  await app.atRest();
  expect([app.log().journal.tail.seq, leftInStaging(profile)]).toEqual([0, []]);
  await bringsTheRest(app, profile);
});

it('stopped while an ending is about to be told, it is done only when that is told, with its line', async () => {
  const profile = newProfile();
  const interruption = moment('endings_stored', 1);
  const app = await startApp(profile, interruption.at);
  app.pause(true);
  // What is refused is judged also while imports are paused; the ride waits.
  const paths = [join(folder, 'nowhere.fit'), join(folder, 'ride-1.fit')];
  const importId = app.desk.begin(paths, { origin: 'drop', wantsLines: true });
  interruption.then(async () => {
    app.desk.callOff(importId);
    const { imports } = app.log().database;
    while ((await imports.get(importId))?.cancelledAt === undefined);
    // Orders are worked off one after the other: the stop is behind it.
    const next = app.desk.begin([folder], { origin: 'drop' });
    await app.recorded(next);
    app.desk.callOff(next);
  });
  await app.done(importId);
  const position = (isMeant: (report: EngineReport) => boolean) => app.reports.findIndex(isMeant);
  const lines = app.reports.find((report) => report.type === 'lines');
  const ofFile = position(({ type }) => type === 'lines');
  expect(ofFile).toBeGreaterThanOrEqual(0);
  const told = position((report) => report.type === 'file_done' && report.fileId === lines?.jobId);
  expect(told).toBeGreaterThan(ofFile);
  const done = (report: EngineReport) => report.type === 'import_done' && report.importId === importId;
  expect(position(done)).toBeGreaterThan(told);
  await app.kill();
});

describe('a look comes to its end while imports are paused', () => {
  const look = async (app: App) => {
    const lookId = app.desk.begin([folder], { origin: 'dialog', isDryRun: true });
    await app.done(lookId);
    expect(app.looks.at(-1)).toMatchObject({ lookId, filesLooked: filesInFolder, isOver: true });
  };

  it('and every lane rests between two parts of an archive', async () => {
    const profile = newProfile();
    const interruption = moment('endings_judged', 1);
    const app = await startApp(profile, interruption.at);
    const archives = mkdtempSync(join(tmpdir(), 'cooldown-archives-'));
    const damaged = ride(1).slice(0, 20);
    const names = Array.from({ length: limits.partEntries + 1 }, (_, index) => `${index}.fit`);
    const archive = storedZip(Object.fromEntries(names.map((name) => [name, damaged] as const)));
    for (const name of ['a.zip', 'b.zip']) {
      writeFileSync(join(archives, name), archive);
    }
    interruption.then(() => app.pause(true));
    const importId = app.desk.begin([archives], { origin: 'drop' });
    await interruption.isReached;
    await look(app);
    expect(await app.log().database.jobs.count()).toBe(2);
    app.pause(false);
    await app.done(importId);
    await app.atRest();
    expect([await driftOf(app), leftInStaging(profile)]).toEqual([0, []]);
    await app.kill();
  });

  it('and what may have killed the page waits to be read alone', async () => {
    const profile = newProfile();
    const interruption = moment('job_queued', 1);
    const app = await startApp(profile, interruption.at);
    app.pause(true);
    const importId = app.desk.begin([join(folder, 'ride-1.fit')], { origin: 'drop' });
    await interruption.isReached;
    const waiting = await app.log().database.jobs.toArray();
    await app.restartEngine(waiting.map(({ jobId }) => jobId));
    await look(app);
    app.pause(false);
    await app.done(importId);
    await bringsTheRest(app, profile);
  });
});

describe('of a device that is pulled while it is copied, what is copied is taken in and the rest waits', () => {
  /** Paused, so that nothing of it is read before the device went. */
  async function pullAt(profile: Profile, filesCopied: number) {
    let copied = 0;
    const app = await startApp(profile, undefined, (news) => {
      if (news.type !== 'staged') return;
      copied += 1;
      if (copied === filesCopied) app.desk.callOff(importId, { restWaits: true });
    });
    app.pause(true);
    const importId = app.desk.begin([folder], { origin: 'device', ofScan: randomUUID() });
    await app.recorded(importId);
    await app.atRest();
    expect(copied).toBeGreaterThanOrEqual(filesCopied);
    expect(await app.log().database.receipts.count()).toBe(0);
    profile.isPaused = false;
    return { app, importId, copied };
  }

  async function tookInWhatWasCopied(app: App, importId: string, copied: number): Promise<void> {
    const notBegun = filesInFolder - copied;
    expect(await app.done(importId)).toMatchObject({ isCancelled: true, notBegun });
    await app.atRest();
    const { receipts, imports } = app.log().database;
    expect(await receipts.count()).toBe(copied);
    expect(await imports.get(importId)).toMatchObject({ restWaits: true, filesFound: filesInFolder });
    const ends = app.reports.filter(
      (report) => report.type === 'import_done' && report.importId === importId,
    );
    expect(ends).toHaveLength(1);
  }

  it('in the same app', async () => {
    const profile = newProfile();
    const { app, importId, copied } = await pullAt(profile, 4);
    expect(copied).toBeLessThan(filesInFolder);
    app.pause(false);
    await tookInWhatWasCopied(app, importId, copied);
    await bringsTheRest(app, profile);
  });

  it('with a new engine in between', async () => {
    const profile = newProfile();
    const { app, importId, copied } = await pullAt(profile, 4);
    await app.restartEngine();
    app.pause(false);
    await tookInWhatWasCopied(app, importId, copied);
    await bringsTheRest(app, profile);
  });

  it('when the app died before it was taken in', async () => {
    const profile = newProfile();
    const { app: first, importId, copied } = await pullAt(profile, 4);
    await first.kill();
    const app = await startApp(profile);
    await tookInWhatWasCopied(app, importId, copied);
    await bringsTheRest(app, profile);
  });

  it('and where all was copied in time, nothing waits', async () => {
    const profile = newProfile();
    const { app, importId } = await pullAt(profile, filesInFolder);
    app.pause(false);
    expect(await app.done(importId)).toMatchObject({ isCancelled: false, notBegun: 0 });
    await endsAsUninterrupted(app, profile);
  });

  it('unless the athlete stops it then', async () => {
    const profile = newProfile();
    const { app, importId } = await pullAt(profile, 4);
    app.desk.callOff(importId);
    expect(await app.done(importId)).toMatchObject({ isCancelled: true, notBegun: filesInFolder });
    await app.atRest();
    expect(leftInStaging(profile)).toEqual([]);
    app.pause(false);
    await bringsTheRest(app, profile);
  });
});
