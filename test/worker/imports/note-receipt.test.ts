import { expect, it } from 'vitest';
import { verifyLog } from '../../../src-worker/event-log/verify.ts';
import { noteReceipt } from '../../../src-worker/imports/note-receipt.ts';
import { notesOfReceipt } from '../../../src-worker/store/queries.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { openAthletesLog } from '../../support/athletes-log.ts';
import { openKeptLog } from '../../support/kept-log.ts';

it('keeps what a person says of a receipt, once, with the day of the first time, and brings it back with the database', async () => {
  const athlete = await openAthletesLog();
  const { database, eventLog } = athlete.log;
  const [receipt] = await athlete.import({ 'ride.fit': fitFile(fitRide()) });
  const jobId = receipt?.jobId ?? '';
  let day = 1;
  const now = () => new Date(Date.UTC(2026, 6, (day += 1)));
  const note = (of: string, what: 'wrong' | 'not_understood') =>
    noteReceipt({ database, eventLog, now }, { jobId: of, note: what });
  const before = athlete.log.journal.facts().records;

  expect(await note('no-such-job', 'wrong')).toEqual({ kind: 'not_found' });
  expect(await note(jobId, 'wrong')).toEqual({ kind: 'noted' });
  expect(await note(jobId, 'wrong')).toEqual({ kind: 'already' });
  expect(await note(jobId, 'not_understood')).toEqual({ kind: 'noted' });
  expect(athlete.log.journal.facts().records).toBe(before + 2);
  const said = [
    { jobId, note: 'not_understood', notedAt: '2026-07-03T00:00:00.000Z' },
    { jobId, note: 'wrong', notedAt: '2026-07-02T00:00:00.000Z' },
  ];
  expect(await notesOfReceipt(database, jobId)).toEqual(said);
  expect(await database.receipts.get(jobId)).toMatchObject({ entries: receipt?.entries });

  await athlete.log.end();
  const rebuilt = await openKeptLog({ folder: athlete.log.folder });
  await rebuilt.eventLog.start();
  expect(await notesOfReceipt(rebuilt.database, jobId)).toEqual(said);
  expect(await verifyLog(rebuilt.database, rebuilt.link, rebuilt.journal.tail)).toMatchObject({ drift: 0 });
  await rebuilt.end();
});
