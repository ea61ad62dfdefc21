// Libraries from before there were links: what is one outing is linked in the background, once, whatever comes between.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CanonicalEvent, OverlapEvent } from '../../../src-worker/contract/canonical-event.ts';
import type { JournalRecord } from '../../../src-worker/contract/journal-record.ts';
import { thresholdsRevision } from '../../../src-worker/dedup/overlap-thresholds.ts';
import { clearAll } from '../../../src-worker/event-log/apply.ts';
import { verifyLog } from '../../../src-worker/event-log/verify.ts';
import { relateAll, type RelatingTools } from '../../../src-worker/imports/relate-all.ts';
import type { ActivityRow } from '../../../src-worker/store/rows.ts';
import { fileId, fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { openAthletesLog } from '../../support/athletes-log.ts';
import { openKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { recordsIn } from '../../support/kept-in-journal.ts';

const dayMs = 86_400_000;
const startOf = (day: number): string => new Date(Date.UTC(2026, 0, 1, 7) + day * dayMs).toISOString();
const onOtherDevice = (startedAt: string) =>
  fitFile([
    fileId({ type: 4, manufacturer: 23, product: 5, serialNumber: 77, timeCreated: 1_000_000_000 }),
    ...fitRide(startedAt).slice(1),
  ]);
const isOverlap = (event: CanonicalEvent): event is OverlapEvent =>
  event.type === 'external.overlap_linked' || event.type === 'external.overlap_unlinked';

/** As the rules link them when they come; `days`: with a second device on each. */
async function importedWithLinks(days: readonly number[], others: readonly number[] = []) {
  const home = await openAthletesLog();
  for (const day of [...days, ...others])
    await home.import({ [`${day}.fit`]: fitFile(fitRide(startOf(day))) });
  for (const day of days) await home.import({ [`${day} watch.fit`]: onOtherDevice(startOf(day)) });
  await home.log.end();
  return { rows: await home.activities(), records: await recordsIn(home.log.folder) };
}

/** The same, by a build that knew no links. */
async function libraryWithoutLinks(records: readonly JournalRecord[]): Promise<KeptLog> {
  const log = await openKeptLog();
  await log.eventLog.start();
  await log.eventLog.accept(() =>
    Promise.resolve(
      records.map((record) =>
        record.kind === 'ending'
          ? { ...record, events: record.events.filter((event) => !isOverlap(event)) }
          : record,
      ),
    ),
  );
  return log;
}

function relating(log: KeptLog, others: Partial<RelatingTools> = {}) {
  const seen = { rests: 0, troubles: [] as unknown[] };
  const tools: RelatingTools = {
    database: log.database,
    eventLog: log.eventLog,
    now: () => new Date('2026-06-01T10:00:00.000Z'),
    isBusy: () => Promise.resolve(false),
    rest: () => {
      seen.rests += 1;
      return Promise.resolve();
    },
    onTrouble: (reason) => seen.troubles.push(reason),
    ...others,
  };
  return { seen, done: relateAll(tools) };
}

const rowsOf = ({ database }: KeptLog) => database.activities.orderBy('startedAt').toArray();
const linksOf = (rows: readonly ActivityRow[]) =>
  rows.map(({ sourceIdentityKey, counted, overlaps }) => ({
    sourceIdentityKey,
    counted,
    overlaps: overlaps.map((overlap) => ({ ...overlap, eventId: null })),
  }));
const driftOf = async ({ eventLog, database, link }: KeptLog) =>
  (await eventLog.alone((tail) => verifyLog(database, link, tail))).drift;
const overlapEvents = async ({ database }: KeptLog) => (await database.events.toArray()).filter(isOverlap);
const recordCount = ({ journal }: KeptLog) => journal.facts().records;

const pairs = [3, 20, 49, 50, 51, 77];
const alone = Array.from({ length: 100 }, (_, day) => day).filter((day) => !pairs.includes(day));

describe('a library from before there were links', () => {
  it('is linked as if it came today, once, and a database made anew knows that', async () => {
    const today = await importedWithLinks(pairs, alone);
    const log = await libraryWithoutLinks(today.records);
    expect((await rowsOf(log)).filter((row) => row.counted)).toHaveLength(106);

    const first = relating(log);
    await first.done;
    expect(first.seen).toEqual({ rests: 3, troubles: [] });
    expect(linksOf(await rowsOf(log))).toEqual(linksOf(today.rows));
    expect((await rowsOf(log)).filter((row) => row.counted)).toHaveLength(100);
    expect(await driftOf(log)).toBe(0);

    const records = recordCount(log);
    const second = relating(log);
    await second.done;
    expect(second.seen.rests).toBe(0);
    expect(recordCount(log)).toBe(records);

    await log.end();
    const anew = await openKeptLog({ folder: log.folder });
    await anew.eventLog.start();
    expect(await rowsOf(anew)).toEqual(await rowsOf(log));
    const third = relating(anew);
    await third.done;
    expect(third.seen.rests).toBe(0);
    await anew.end();
  });

  it('goes on where it was cut off, and links nothing twice', async () => {
    const today = await importedWithLinks(pairs, alone);
    const log = await libraryWithoutLinks(today.records);
    let rests = 0;
    await new Promise<void>((cutOff) => {
      relating(log, {
        rest: () => {
          rests += 1;
          if (rests < 3) return Promise.resolve();
          cutOff();
          return new Promise(() => undefined);
        },
      });
    });
    await log.end();
    const again = await openKeptLog({ folder: log.folder, database: log.database });
    await again.eventLog.start();
    const rest = relating(again);
    await rest.done;
    expect(rest.seen.rests).toBe(1);
    expect(linksOf(await rowsOf(again))).toEqual(linksOf(today.rows));
    expect(await overlapEvents(again)).toHaveLength(pairs.length);
    expect(await driftOf(again)).toBe(0);
    await again.end();
  });

  it('comes to the same where the last step was journaled and its progress lost', async () => {
    const today = await importedWithLinks([1, 2]);
    const log = await libraryWithoutLinks(today.records);
    await relating(log).done;
    await log.database.relating.clear();
    await relating(log).done;
    expect(await overlapEvents(log)).toHaveLength(2);
    await log.end();
  });

  it('has its links again where the journal was lost', async () => {
    const today = await importedWithLinks([1, 2], [5]);
    const log = await libraryWithoutLinks(today.records);
    await relating(log).done;
    const before = await rowsOf(log);
    await log.end();
    rmSync(join(log.folder, 'journal.cdj'));
    const poorer = await openKeptLog({ folder: log.folder, database: log.database });
    void poorer.eventLog.start();
    await poorer.rewritten;
    await poorer.end();
    const linking = (await recordsIn(log.folder)).filter(({ kind }) => kind === 'related');
    expect(linking).toMatchObject([{ thresholds: thresholdsRevision, isComplete: false }]);
    const again = await openKeptLog({ folder: log.folder });
    await again.eventLog.start();
    expect(await rowsOf(again)).toEqual(before);
    await relating(again).done;
    expect(await overlapEvents(again)).toHaveLength(2);
    await again.end();
  });

  it('is linked also where the browser emptied the database before anybody looked', async () => {
    const today = await importedWithLinks([1, 2], [5]);
    const log = await libraryWithoutLinks(today.records);
    await clearAll(log.database);
    const first = relating(log);
    await first.done;
    expect(first.seen.troubles).toEqual([]);
    expect(linksOf(await rowsOf(log))).toEqual(linksOf(today.rows));
    expect(await driftOf(log)).toBe(0);
    await log.end();
  });

  it('waits as long as something else is under way', async () => {
    const today = await importedWithLinks([1]);
    const log = await libraryWithoutLinks(today.records);
    const links: number[] = [];
    const { done } = relating(log, {
      isBusy: async () => links.push((await overlapEvents(log)).length) < 4,
    });
    await done;
    expect(links).toEqual([0, 0, 0, 0]);
    expect(await overlapEvents(log)).toHaveLength(1);
    await log.end();
  });

  it('is compared once more by another table: what it does not say goes, and what the athlete said stays', async () => {
    const today = await importedWithLinks([1, 2], [5, 6]);
    const log = await libraryWithoutLinks(today.records);
    const [one, oneToo, two, , five, six] = (await rowsOf(log)).map((row) => row.sourceIdentityKey);
    const nextSeq = ((await log.database.events.orderBy('seq').last())?.seq ?? 0) + 1;
    const word = (nth: number, pair: readonly (string | undefined)[]) => ({
      eventId: `event ${nth}`,
      seq: nextSeq + nth,
      recordedAt: '2026-05-30T10:00:00.000Z',
      sourceIdentityKey: pair[0] ?? '',
      idempotencyKey: `key ${nth}`,
      data: { source_identity_keys: [...pair].sort() as [string, string] }, // two are given
    });
    const linked = word(0, [five, six]);
    await log.eventLog.accept(() =>
      Promise.resolve([
        {
          kind: 'related',
          thresholds: thresholdsRevision + 1,
          isComplete: true,
          events: [
            {
              ...linked,
              type: 'external.overlap_linked',
              data: { ...linked.data, relation: 'same_recording', score: 1, compared: [], state: 'linked' },
              metadata: { source: 'rule', session: `thresholds:${thresholdsRevision + 1}` },
            },
          ],
        },
        {
          kind: 'decided',
          events: [
            { ...word(1, [one, oneToo]), type: 'external.overlap_unlinked', metadata: { source: 'athlete' } },
          ],
        },
      ]),
    );
    expect((await rowsOf(log)).filter((row) => row.counted)).toHaveLength(5);
    await relating(log).done;
    const states = new Map(
      (await rowsOf(log)).map((row) => [row.sourceIdentityKey, row.overlaps.map(({ state }) => state)]),
    );
    expect([one, two, five, six].map((key) => states.get(key ?? ''))).toEqual([
      ['unlinked'],
      ['linked'],
      [],
      [],
    ]);
    expect(await driftOf(log)).toBe(0);
    await log.end();
  });
});

it('of an empty log nothing is written, and what comes into it later needs no comparing', async () => {
  const home = await openAthletesLog();
  const empty = relating(home.log);
  await empty.done;
  expect([empty.seen.rests, recordCount(home.log)]).toEqual([0, 0]);
  await home.import({ 'ride.fit': fitFile(fitRide(startOf(1))), 'watch.fit': onOtherDevice(startOf(1)) });
  const later = relating(home.log);
  await later.done;
  expect(later.seen.rests).toBe(0);
  expect(await overlapEvents(home.log)).toHaveLength(1);
  await home.log.end();
});
