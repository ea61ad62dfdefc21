// Samples lie beside the activity they are of, in no journal; what is lost of them comes back from the original.
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packSamples } from '../../../src-worker/contract/packed-samples.ts';
import type { JournalHead } from '../../../src-worker/contract/journal-record.ts';
import { clearAll } from '../../../src-worker/event-log/apply.ts';
import { loadKnown } from '../../../src-worker/event-log/load-known.ts';
import { verifyLog } from '../../../src-worker/event-log/verify.ts';
import { startDryRun } from '../../../src-worker/imports/dry-run.ts';
import { eraseActivity } from '../../../src-worker/imports/erasing.ts';
import type { FileReading } from '../../../src-worker/imports/file-reading.ts';
import { identitiesOf } from '../../../src-worker/imports/identities-of.ts';
import { judgeBatch, type JudgingTools } from '../../../src-worker/imports/judge-batch.ts';
import { createSamplesMaker } from '../../../src-worker/imports/make-samples.ts';
import { openParserLane } from '../../../src-worker/imports/parser-lane.ts';
import { readFile } from '../../../src-worker/imports/read-file.ts';
import type { BytesSource } from '../../../src-worker/parser-api.ts';
import { limits } from '../../../src-worker/contract/limits.ts';
import { samplesOfActivity } from '../../../src-worker/store/queries.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { openKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { noSamples } from '../../support/no-samples.ts';
import { parserInProcess } from '../../support/parser-in-process.ts';
import { nothingBefore, readingTools } from '../../support/reading-tools.ts';
import { readingOf, readRide } from '../../support/read-activities.ts';

const now = () => new Date('2026-06-01T10:00:00.000Z');
const rethrow = (reason: unknown): never => {
  throw reason;
};

let ids = 0;
const judging = (): JudgingTools => ({
  now: now().toISOString(),
  newEventId: () => `event-${(ids += 1)}`,
  elapsedMs: () => 0,
  onTrouble: rethrow,
});

async function startedLog(): Promise<KeptLog> {
  const log = await openKeptLog();
  await log.eventLog.start();
  return log;
}

async function accept({ database, eventLog }: KeptLog, ...readings: readonly FileReading[]): Promise<void> {
  let judged: ReturnType<typeof judgeBatch> | null = null;
  const judge = async (head: JournalHead) => {
    judged = judgeBatch(readings, await loadKnown(database, { ...identitiesOf(readings), head }), judging());
    return judged.endings;
  };
  await eventLog.accept(judge, () => judged?.samples ?? new Map());
}

const marked = (mark: number) => Uint8Array.of(mark);
const rideOf = async (mark: number, given: Parameters<typeof readRide>[0] = {}) =>
  readingOf(`ride ${mark}.fit`, await readRide({ samples: marked(mark), ...given }));

const kept = async ({ database }: KeptLog) => (await database.samples.toArray()).map(({ packed }) => packed);

describe('samples', () => {
  it('are stored with the activity, and with a newer version of it take the place of the older ones', async () => {
    const log = await startedLog();
    await accept(log, await rideOf(1));
    expect(await kept(log)).toEqual([marked(1)]);
    const newer = {
      version: '1/2026-05-12T18:04:00.000Z/0001',
      sha256: 'b'.repeat(64),
      distanceMeters: 31_000,
    };
    await accept(log, await rideOf(2, newer));
    expect(await kept(log)).toEqual([marked(2)]);
    expect((await log.database.samples.toArray())[0]?.eventId).toBe(
      (await log.database.activities.toArray())[0]?.eventId,
    );
    await log.end();
  });

  it('are of the version that counts, when older and newer end together', async () => {
    const log = await startedLog();
    const newer = {
      version: '1/2026-05-12T18:04:00.000Z/0001',
      sha256: 'b'.repeat(64),
      distanceMeters: 31_000,
    };
    await accept(log, await rideOf(1), await rideOf(2, newer));
    expect(await kept(log)).toEqual([marked(2)]);
    await log.end();
  });

  it('are not stored of a copy, of an older version and of a version that is in conflict', async () => {
    const log = await startedLog();
    await accept(log, await rideOf(1));
    await accept(
      log,
      await rideOf(2),
      await rideOf(3, { version: '1/2026-05-12T17:00:00.000Z/0001', sha256: 'b'.repeat(64) }),
      await rideOf(4, { sha256: 'c'.repeat(64), distanceMeters: 33_000 }),
    );
    expect(await kept(log)).toEqual([marked(1)]);
    await log.end();
  });

  it('are not stored by a dry run', async () => {
    const log = await startedLog();
    await startDryRun(log.database, () => 0).judge([await rideOf(1)], judging());
    expect(await kept(log)).toEqual([]);
    await log.end();
  });

  it('are no difference to the journal, and are gone where the database is made again', async () => {
    const log = await startedLog();
    await accept(log, await rideOf(1));
    const before = await verifyLog(log.database, log.link, log.journal.tail);
    expect(before.drift).toBe(0);
    await clearAll(log.database);
    await log.eventLog.levelAgain();
    expect(await log.database.activities.count()).toBe(1);
    expect(await kept(log)).toEqual([]);
    expect(await verifyLog(log.database, log.link, log.journal.tail)).toEqual(before);
    await log.end();
  });

  it('are gone with the activity that is erased, and do not come back with it', async () => {
    const log = await startedLog();
    await accept(log, await rideOf(1));
    const key = (await log.database.activities.toArray())[0]?.sourceIdentityKey ?? '';
    await eraseActivity({ ...log, journal: log.link, now }, key);
    expect(await kept(log)).toEqual([]);
    expect(await maker(log, () => undefined)(key)).toEqual({ kind: 'not_found' });
    await log.end();
  });
});

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Reads the bytes as an import does. */
async function readingOfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<FileReading> {
  const parser = () => parserInProcess(({ kind }) => (kind === 'staged' ? bytes : undefined));
  const readings = readFile(
    {
      fileId: '00000000-0000-4000-8000-000000000001',
      importId: '11111111-1111-4111-8111-111111111111',
      name: 'ride.fit',
      path: '/rides/ride.fit',
      sizeBytes: bytes.length,
      sha256: sha256Of(bytes),
      stagingMs: 1,
    },
    readingTools(openParserLane(parser, { onTrouble: rethrow })),
    nothingBefore,
  );
  for await (const reading of readings) return reading;
  throw new Error('a file has a reading');
}

const maker = (
  { database }: KeptLog,
  bytesOf: (source: BytesSource) => Uint8Array<ArrayBuffer> | undefined,
) =>
  createSamplesMaker({
    database,
    startParser: () => parserInProcess(bytesOf),
    now,
    athleteTimeZone: 'Europe/Vienna',
    onTrouble: rethrow,
  });

const ride = fitFile(fitRide());
const twoRides = zipSync({
  'morning.fit': ride,
  'evening.fit': fitFile(fitRide('2026-05-13T17:00:00Z')),
});

describe('samples that are not kept', () => {
  const imported = async (bytes: Uint8Array<ArrayBuffer>) => {
    const log = await startedLog();
    await accept(log, await readingOfBytes(bytes));
    const keys = await log.database.activities.toCollection().primaryKeys();
    return { log, keys, key: keys[0] ?? '' };
  };
  const archiveOf = (bytes: Uint8Array<ArrayBuffer>) => (source: BytesSource) =>
    source.kind === 'original' && source.sha256 === sha256Of(bytes) ? bytes : undefined;

  it.each([
    ['a file', ride],
    ['a member of a zip', twoRides],
  ])('are read from the original once more, the same as before: %s', async (_what, bytes) => {
    const { log, keys } = await imported(bytes);
    const before = await log.database.samples.toArray();
    expect(before).toHaveLength(keys.length);
    await log.database.samples.clear();
    for (const key of keys) {
      expect(await samplesOfActivity(log.database, key)).toEqual({ kind: 'not_kept' });
      expect(await maker(log, archiveOf(bytes))(key)).toEqual({ kind: 'made' });
      expect(await samplesOfActivity(log.database, key)).toMatchObject({
        kind: 'samples',
        samples: { count: expect.any(Number) as number },
      });
    }
    expect(await log.database.samples.toArray()).toEqual(before);
    await log.end();
  });

  it('stay away where the original is gone, or holds something else', async () => {
    const { log, key } = await imported(ride);
    await log.database.samples.clear();
    expect(await maker(log, () => undefined)(key)).toEqual({ kind: 'original_gone' });
    expect(await maker(log, () => ride.slice(0, 20))(key)).toEqual({ kind: 'not_readable' });
    expect(await maker(log, () => twoRides.slice(0, 200))(key)).toEqual({ kind: 'not_readable' });
    const large = await log.database.receipts.toCollection().first();
    if (large === undefined) throw new Error('the ride has a receipt');
    const file = { ...large.file, sizeBytes: limits.inflatedBytes + 1 };
    await log.database.receipts.put({ ...large, file });
    expect(await maker(log, archiveOf(ride))(key)).toEqual({ kind: 'original_too_large' });
    expect(await kept(log)).toEqual([]);
    await log.end();
  });

  it('are not stored when the activity is erased while its original is read', async () => {
    const { log, key } = await imported(ride);
    await log.database.samples.clear();
    const parser = parserInProcess(() => ride);
    const make = createSamplesMaker({
      database: log.database,
      startParser: () => ({
        ...parser,
        api: {
          ...parser.api,
          read: async (context) => {
            await eraseActivity({ ...log, journal: log.link, now }, key);
            return parser.api.read(context);
          },
        },
      }),
      now,
      athleteTimeZone: 'Europe/Vienna',
      onTrouble: rethrow,
    });
    expect(await make(key)).toEqual({ kind: 'not_found' });
    expect(await kept(log)).toEqual([]);
    await log.end();
  });

  it('are said to be damaged or of a newer version, and made again', async () => {
    const { log, key } = await imported(ride);
    const put = (packed: Uint8Array<ArrayBuffer>) => log.database.samples.toCollection().modify({ packed });
    await put(new Uint8Array());
    expect(await samplesOfActivity(log.database, key)).toEqual({ kind: 'damaged' });
    await put(Uint8Array.of(9, 9, 9));
    expect(await samplesOfActivity(log.database, key)).toEqual({ kind: 'newer_form' });
    expect(await maker(log, archiveOf(ride))(key)).toEqual({ kind: 'made' });
    expect(await samplesOfActivity(log.database, key)).toMatchObject({ kind: 'samples' });
    await log.end();
  });

  it('are those of the version that counts only: what is left of another is not shown', async () => {
    const { log, key } = await imported(ride);
    await log.database.samples
      .toCollection()
      .modify({ eventId: 'another', packed: await packSamples(noSamples) });
    expect(await samplesOfActivity(log.database, key)).toEqual({ kind: 'not_kept' });
    await log.end();
  });
});
