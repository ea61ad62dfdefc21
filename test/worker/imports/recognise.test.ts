// What the log says of files that nobody read again: all that their bytes gave, or that they have to be read.
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { RecognisedFile } from '../../../src-worker/contract/import-job.ts';
import type { Receipt } from '../../../src-worker/contract/receipt.ts';
import type { JournalAppendAnswer } from '../../../src-worker/contract/journal-messages.ts';
import { eraseActivity } from '../../../src-worker/imports/erasing.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { identitiesOf } from '../../../src-worker/imports/identities-of.ts';
import { isWhole, recogniseFiles } from '../../../src-worker/imports/recognise.ts';
import { loadKnown } from '../../../src-worker/event-log/load-known.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { storedZip } from '../../fixtures/zip-writer.ts';
import { openAthletesLog } from '../../support/athletes-log.ts';

const noRoom = (): Promise<JournalAppendAnswer> =>
  Promise.resolve({ kind: 'trouble', trouble: { kind: 'disk_full' } });
const now = '2026-07-01T10:00:00.000Z';

function seenAgain(receipt: Receipt, change: Partial<RecognisedFile> = {}): RecognisedFile {
  const { name, path, sha256 } = receipt.file;
  return {
    fileId: randomUUID(),
    importId: randomUUID(),
    name,
    path,
    sizeBytes: 1,
    sha256: sha256 ?? '',
    knownAs: receipt.jobId,
    ...change,
  };
}

it('says of each file all that its bytes gave, packed or not, and judging finds exact duplicates without reading', async () => {
  const athlete = await openAthletesLog();
  const { database } = athlete.log;
  const [first, second] = [
    fitFile(fitRide('2026-05-01T06:00:00Z')),
    fitFile(fitRide('2026-05-02T06:00:00Z')),
  ];
  const receipts = await athlete.import({
    'a.fit': first,
    'both.zip': storedZip({ 'a.fit': first, 'b.fit': second }),
  });
  expect(receipts.map(isWhole)).toEqual([true, true]);
  const readings = await recogniseFiles(
    database,
    receipts.map((receipt) => seenAgain(receipt)),
    now,
  );
  const whole = readings.filter((reading) => reading !== null);
  expect(whole.map(({ entries }) => entries.map(({ kind, member }) => [kind, member]))).toEqual([
    [['known_bytes', null]],
    [
      ['known_bytes', 'a.fit'],
      ['known_bytes', 'b.fit'],
    ],
  ]);

  const known = await loadKnown(database, { ...identitiesOf(whole), head: null });
  const judged = judgeBatch(whole, known, {
    now,
    newEventId: randomUUID,
    elapsedMs: () => 0,
    onTrouble: (reason) => {
      throw reason;
    },
  });
  expect(
    judged.endings.map(({ receipt }) =>
      receipt.entries.map(({ dedup, write }) => [dedup?.rule, write?.result]),
    ),
  ).toEqual([
    [['known_bytes', 'duplicate_skipped']],
    [
      ['known_bytes', 'duplicate_skipped'],
      ['known_bytes', 'duplicate_skipped'],
    ],
  ]);
  expect(judged.endings.flatMap(({ events }) => events)).toEqual([]);
  expect(judged.endings.map(({ receipt }) => receipt.file.sha256)).toEqual(
    receipts.map(({ file }) => file.sha256),
  );
  // What was known without being read is whole as well: its own receipt tells it the next time.
  expect(judged.endings.map(({ receipt }) => isWhole(receipt))).toEqual([true, true]);
});

it('does not know a file whose receipt is not there, is of other bytes, or tells of bytes that gave no activity', async () => {
  const athlete = await openAthletesLog();
  const { database } = athlete.log;
  const [ride, damaged] = await athlete.import({
    'ride.fit': fitFile(fitRide()),
    'damaged.fit': fitFile(fitRide('2026-05-02T06:00:00Z')).slice(0, 20),
  });
  if (ride === undefined || damaged === undefined) throw new Error('no receipts');
  expect([isWhole(ride), isWhole(damaged)]).toEqual([true, false]);
  const files = [
    seenAgain(ride, { knownAs: randomUUID() }),
    seenAgain(ride, { sha256: 'c'.repeat(64) }),
    seenAgain(damaged),
  ];
  expect(await recogniseFiles(database, files, now)).toEqual([null, null, null]);
  // An erasure that is not finished: the receipt is still there, its bytes are known no more.
  const { log } = athlete;
  const erasing = { ...log, now: () => new Date(now), journal: { ...log.link, rewrite: noRoom } };
  const key = ride.entries[0]?.write?.sourceIdentityKey ?? '';
  expect(await eraseActivity(erasing, key)).toEqual({ kind: 'marked' });
  expect(await database.receipts.get(ride.jobId)).toBeDefined();
  expect(await recogniseFiles(database, [seenAgain(ride)], now)).toEqual([null]);
});
