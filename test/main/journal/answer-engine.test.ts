// What the engine is answered when it erases: the journal is another one only where all traces went.
import { expect, test } from 'vitest';
import { failed, ok } from '../../../src-worker/contract/result.ts';
import { openJournalDesk } from '../../../src-main/journal/answer-engine.ts';
import { encodePayload } from '../../../src-main/journal/payload.ts';
import { fill, namesIn, openAt, recordsFrom, recordsIn, tempFolder } from './journal-run.ts';

test('Where a trace of what is erased can not be removed, the journal stays as it is, and trying again erases it', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  await fill(journal, 2);
  const names = namesIn(folder);
  let isStuck = true;
  const rewritten: string[] = [];
  const desk = openJournalDesk({
    journal: () => ok(journal),
    openAgain: () => Promise.resolve(),
    dropTraces: () => Promise.resolve(isStuck ? failed({ systemCode: 'EACCES' }) : ok(undefined)),
    onRewritten: () => rewritten.push('rewritten'),
  });
  const erase = () =>
    desk.answer({
      type: 'journal_rewrite',
      requestId: 1,
      purpose: 'erase',
      firstSeq: 1,
      lastSeq: 1,
      payload: new Uint8Array(encodePayload(recordsFrom(1, 1))),
      isFirst: true,
      isLast: true,
      dropOriginals: ['a'.repeat(64)],
      sharedOriginals: [],
    });

  expect(await erase()).toEqual({
    type: 'journal_rewritten',
    requestId: 1,
    answer: { kind: 'trouble', trouble: { kind: 'write_failed', systemCode: 'EACCES' } },
  });
  expect(await recordsIn(journal)).toEqual(recordsFrom(1, 2));
  expect(namesIn(folder)).toEqual(names);
  expect(rewritten).toEqual([]);

  isStuck = false;
  expect(await erase()).toMatchObject({ answer: { kind: 'appended' } });
  expect(await recordsIn(journal)).toEqual(recordsFrom(1, 1));
  expect(rewritten).toEqual(['rewritten']);
  await journal.close();
});
