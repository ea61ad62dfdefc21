// The open journal: what it answers, what it keeps, and what it does when the disk refuses.
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { frameAt, frameLimitBytes } from '../../../src-worker/contract/journal-frame.ts';
import { reserveBytes } from '../../../src-main/journal/journal.ts';
import type { JournalFs } from '../../../src-main/journal/journal-fs.ts';
import { nodeFs } from '../../../src-main/journal/node-fs.ts';
import { decodePayload, encodePayload } from '../../../src-main/journal/payload.ts';
import { readRecords } from '../../../src-main/journal/read-records.ts';
import { restoreRecords } from '../../../src-main/journal/restore-records.ts';
import { faultyFs, type FaultyCall } from './faulty-fs.ts';
import {
  appendNext,
  fill,
  journalFileIn,
  mustOpen,
  namesIn,
  nextFrame,
  openAt,
  optionsFor,
  recordsFrom,
  recordsIn,
  tempFolder,
} from './journal-run.ts';

test('An append answers the new head, and the places between write, sync and answer are told', async () => {
  const folder = tempFolder();
  const steps: string[] = [];
  const fs = faultyFs(nodeFs, (call) => {
    if (call === 'write' || call === 'datasync') steps.push(call);
    return null;
  });
  const journal = await mustOpen({ ...optionsFor(folder, fs), reach: (point) => steps.push(point) });
  steps.length = 0;
  const answer = await appendNext(journal, 3);
  expect(steps).toEqual(['write', 'frame_written', 'datasync', 'frame_synced']);
  expect(answer).toEqual({ kind: 'appended', head: journal.tail });
  expect(journal.tail).toMatchObject({ epoch: journal.tail.epoch, seq: 3 });
  expect(journal.facts()).toEqual({ records: 3, frames: 1, bytes: statSync(journalFileIn(folder)).size });
  await journal.close();
});

test('Appends that are asked for at once are done in their order; one that does not follow the tail is told the tail', async () => {
  const journal = await openAt(tempFolder());
  const [first, other] = [nextFrame(journal, 2), nextFrame(journal, 5)];
  const empty = journal.tail;
  const answers = await Promise.all([
    journal.append(first),
    journal.append(other),
    journal.append({ ...first, firstSeq: 3, lastSeq: 4 }),
    journal.append({ ...first, firstSeq: 6, lastSeq: 6 }),
    journal.append({ ...first, firstSeq: 5, lastSeq: 4 }),
    journal.append({ ...first, firstSeq: 5, lastSeq: 5, epoch: '9b2d7c52-6a6e-4a36-9d0a-0f4b1c7e8a11' }),
  ]);
  const tail = journal.tail;
  expect(answers.map(({ kind }) => kind)).toEqual([
    'appended',
    'not_at_tail',
    'appended',
    ...Array<string>(3).fill('not_at_tail'),
  ]);
  expect(answers[5]).toEqual({ kind: 'not_at_tail', tail });
  expect([empty.seq, tail.seq]).toEqual([0, 4]);
  await journal.close();
});

test('A database’s head is level, behind or foreign: other epoch, ahead, another hash, within a frame, or gone', async () => {
  const journal = await openAt(tempFolder());
  const begin = journal.tail;
  expect([journal.compare(null), journal.compare(begin)]).toEqual(['level', 'level']);
  await fill(journal, 1);
  const first = journal.tail;
  await fill(journal, 3, 1);
  const { tail } = journal;
  const epoch = '9b2d7c52-6a6e-4a36-9d0a-0f4b1c7e8a11';
  expect(
    [
      tail,
      first,
      begin,
      null,
      { ...tail, epoch },
      { ...tail, seq: 6 },
      { ...tail, hash: first.hash },
      { ...first, seq: 2 },
      { ...begin, hash: first.hash },
    ].map((head) => journal.compare(head)),
  ).toEqual(['level', 'behind', 'behind', ...Array<string>(6).fill('foreign')]);
  await journal.close();
});

test('Frames are given whole, from the one after a place on, about as many bytes as were asked for', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  await fill(journal, 1, 2, 3);
  const { epoch } = journal.tail;
  const placesIn = (bytes: Uint8Array | null) => {
    const places: number[][] = [];
    const held = new Uint8Array(bytes ?? []);
    let offset = 0;
    for (let frame = frameAt(held, 0); frame !== null; frame = frameAt(held, offset)) {
      places.push([frame.firstSeq, frame.lastSeq]);
      offset += frame.bytes;
    }
    expect(offset).toBe(held.length);
    return places;
  };
  const asked = async (after: number, aboutBytes: number) =>
    placesIn(await journal.framesAfter(epoch, after, aboutBytes));
  expect(await asked(0, 1e6)).toEqual([
    [1, 1],
    [2, 3],
    [4, 6],
  ]);
  expect(await asked(0, 0)).toEqual([[1, 1]]);
  expect(await asked(1, 1)).toEqual([[2, 3]]);
  expect(await asked(1, 150)).toEqual([
    [2, 3],
    [4, 6],
  ]);
  expect(await asked(2, 1)).toEqual([[2, 3]]);
  expect([await asked(6, 1), await asked(99, 1)]).toEqual([[], []]);
  expect(await journal.framesAfter('9b2d7c52-6a6e-4a36-9d0a-0f4b1c7e8a11', 0, 1)).toBeNull();
  await journal.close();
});

test('Verifying reads everything again and counts what is not as it was accepted', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  await fill(journal, 1, 2, 3);
  const facts = journal.facts();
  expect(await journal.verify()).toEqual({ ...facts, problems: 0 });
  const sound = readFileSync(journalFileIn(folder));
  const flipped = Buffer.from(sound);
  flipped[200] = (flipped[200] ?? 0) ^ 1;
  const problemsOf = async (content: Buffer) => {
    writeFileSync(journalFileIn(folder), content);
    return (await journal.verify()).problems;
  };
  expect(await problemsOf(flipped)).toBeGreaterThan(0);
  expect(await problemsOf(sound.subarray(0, sound.length - 1))).toBeGreaterThan(0);
  expect(await problemsOf(Buffer.concat([sound, Buffer.alloc(1)]))).toBe(1);
  expect(
    await problemsOf(Buffer.from(sound.toString('latin1').replace('2026', '2027'), 'latin1')),
  ).toBeGreaterThan(0);
  expect(await problemsOf(sound)).toBe(0);
  renameSync(journalFileIn(folder), join(folder, 'elsewhere'));
  expect(await journal.verify()).toMatchObject({ records: 0, problems: 1 });
  await journal.close();
});

test('A rewrite takes the journal’s place under a new epoch, and leaves no byte of what it leaves out', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  const secret = Buffer.from('secret record');
  await journal.append({ ...nextFrame(journal, 2), payload: secret });
  const before = journal.tail;
  const rewriting = journal.rewrite();
  const kept = recordsFrom(1, 2);
  await rewriting.add({ firstSeq: 1, lastSeq: 2, payload: encodePayload(kept) });
  expect(journal.tail).toEqual(before);
  const answer = await rewriting.commit();
  expect(answer).toEqual({ kind: 'appended', head: journal.tail });
  expect(journal.tail.epoch).not.toBe(before.epoch);
  expect([journal.compare(before), await journal.framesAfter(before.epoch, 0, 1)]).toEqual(['foreign', null]);
  await fill(journal, 1);
  expect(await recordsIn(journal)).toEqual(recordsFrom(1, 3));
  expect((await journal.verify()).problems).toBe(0);
  expect(namesIn(folder)).toEqual(['journal.cdj', 'journal.lock']);
  expect(readFileSync(journalFileIn(folder)).includes(secret)).toBe(false);
  expect(statSync(journalFileIn(folder)).mode & 0o777).toBe(0o600);
  const tail = journal.tail;
  await journal.close();
  const again = await openAt(folder);
  expect(again.tail).toEqual(tail);
  await again.close();
});

test('A rewrite changes nothing when something was appended meanwhile, when it is given up, has a gap, or another one began', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  await fill(journal, 1);
  const frame = { firstSeq: 1, lastSeq: 1, payload: encodePayload([]) };
  const overtaken = journal.rewrite();
  await overtaken.add(frame);
  await fill(journal, 1);
  expect(await overtaken.commit()).toEqual({ kind: 'not_at_tail', tail: journal.tail });
  const givenUp = journal.rewrite();
  await givenUp.add(frame);
  await givenUp.abort();
  expect((await givenUp.commit()).kind).toBe('not_at_tail');
  const withGap = journal.rewrite();
  await withGap.add({ ...frame, firstSeq: 2, lastSeq: 2 });
  await withGap.add(frame);
  expect((await withGap.commit()).kind).toBe('not_at_tail');
  expect(await recordsIn(journal)).toEqual(recordsFrom(1, 2));
  const first = journal.rewrite();
  await first.add(frame);
  const second = journal.rewrite();
  await second.add({ firstSeq: 1, lastSeq: 2, payload: encodePayload(recordsFrom(1, 2)) });
  await first.add({ ...frame, firstSeq: 2, lastSeq: 2 });
  expect((await first.commit()).kind).toBe('not_at_tail');
  expect((await second.commit()).kind).toBe('appended');
  expect(namesIn(folder)).toEqual(['journal.cdj', 'journal.lock']);
  expect(await recordsIn(journal)).toEqual(recordsFrom(1, 2));
  await journal.rewrite().add(frame);
  await journal.close();
});

const calls = ['write', 'datasync', 'truncate'] as const satisfies FaultyCall[];

test.each(calls)(
  'Whichever %s fails, and the next as well: nothing accepted is lost, and appending goes on',
  { timeout: 60_000 },
  async (broken) => {
    for (const inARow of [1, 2, 3]) {
      for (let nth = 1; nth <= 12; nth += 1) {
        const folder = tempFolder();
        let count = -1; // opening is not what is tried
        const fs = faultyFs(nodeFs, (call) => {
          if (count < 0) return null;
          // What is to be truncated has to be written by halves before.
          if (broken === 'truncate' && call === 'write')
            return count % 3 === 0 ? { code: 'ENOSPC', done: 0.5 } : null;
          if (call !== broken) return null;
          count += 1;
          return count >= nth && count < nth + inARow ? { code: 'EIO', done: 0.7 } : null;
        });
        const journal = await openAt(folder, fs);
        count = 0;
        let accepted = 0;
        for (let round = 0; round < 8; round += 1) {
          const answer = await appendNext(journal);
          if (answer.kind === 'appended') accepted += 1;
          else expect(answer.kind).toBe('trouble');
          if (broken === 'truncate') count += 1;
          expect(journal.tail.seq).toBe(accepted);
        }
        count = -1;
        await fill(journal, 2);
        expect(await recordsIn(journal)).toEqual(recordsFrom(1, accepted + 2));
        expect((await journal.verify()).problems).toBe(0);
        await journal.close();
        const again = await openAt(folder);
        expect([again.notices, await recordsIn(again)]).toEqual([[], recordsFrom(1, accepted + 2)]);
        await again.close();
      }
    }
  },
);

test.each(['write', 'datasync', 'rename', 'syncFolder', 'open'] as const)(
  'Whichever %s fails during a rewrite: the old journal or the new one is there, whole, and appending goes on',
  { timeout: 60_000 },
  async (broken) => {
    let failures = 0;
    for (let nth = 1; nth <= 4; nth += 1) {
      const folder = tempFolder();
      let count = -1;
      const fs = faultyFs(nodeFs, (call) => {
        if (count < 0 || call !== broken) return null;
        count += 1;
        return count === nth ? { code: 'EIO', done: 0.5 } : null;
      });
      const journal = await openAt(folder, fs);
      await fill(journal, 1, 1);
      const before = journal.tail;
      count = 0;
      const rewriting = journal.rewrite();
      await rewriting.add({ firstSeq: 1, lastSeq: 2, payload: encodePayload(recordsFrom(1, 2)) });
      const answer = await rewriting.commit();
      if (answer.kind === 'trouble') failures += 1;
      else expect(answer).toEqual({ kind: 'appended', head: journal.tail });
      if (broken !== 'syncFolder')
        expect(journal.tail.epoch === before.epoch).toBe(answer.kind === 'trouble');
      count = -1;
      await fill(journal, 1);
      expect(await recordsIn(journal)).toEqual(recordsFrom(1, 3));
      const tail = journal.tail;
      await journal.close();
      const again = await openAt(folder);
      expect([again.tail, again.notices]).toEqual([tail, []]);
      expect(namesIn(folder)).toEqual(['journal.cdj', 'journal.lock']);
      await again.close();
    }
    expect(failures).toBeGreaterThan(0);
  },
);

test('On a disk with less than the reserve nothing is written and the disk is said to be full; with room again it goes on', async () => {
  const folder = tempFolder();
  let free = reserveBytes;
  const fs: JournalFs = { ...nodeFs, freeBytes: () => Promise.resolve(free) };
  const journal = await openAt(folder, fs);
  const frame = nextFrame(journal);
  const bytes = 48 + frame.payload.length + 4;
  const sizeBefore = statSync(journalFileIn(folder)).size;
  const full = { kind: 'trouble', trouble: { kind: 'disk_full' } };
  expect(await journal.append(frame)).toEqual(full);
  free = reserveBytes + bytes - 1;
  expect(await journal.append(frame)).toEqual(full);
  const rewriting = journal.rewrite();
  free = reserveBytes;
  await rewriting.add(frame);
  expect(await rewriting.commit()).toEqual(full);
  expect([statSync(journalFileIn(folder)).size, namesIn(folder)]).toEqual([
    sizeBefore,
    ['journal.cdj', 'journal.lock'],
  ]);
  free = reserveBytes + bytes;
  expect((await journal.append(frame)).kind).toBe('appended');
  await journal.close();
});

test.each([
  ['ENOSPC', { kind: 'disk_full' }],
  ['EDQUOT', { kind: 'disk_full' }],
  ['EROFS', { kind: 'write_failed', systemCode: 'EROFS' }],
])('A write that the system refuses with %s is told as %o', async (code, trouble) => {
  let isBroken = false;
  const fs = faultyFs(nodeFs, (call) => (isBroken && call === 'write' ? { code, done: 0 } : null));
  const journal = await openAt(tempFolder(), fs);
  isBroken = true;
  expect(await appendNext(journal)).toEqual({ kind: 'trouble', trouble });
  await journal.close();
});

test('A closed journal accepts nothing, and can be closed again', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  await journal.close();
  expect(await appendNext(journal)).toEqual({
    kind: 'trouble',
    trouble: { kind: 'write_failed', systemCode: 'EBADF' },
  });
  const next = await openAt(folder);
  await journal.close();
  expect(namesIn(folder)).toEqual(['journal.cdj', 'journal.lock']);
  await next.close();
});

test('Records come back from a payload as they went in', () => {
  const records = [...recordsFrom(1, 3), { seq: 4, nested: { ключ: ['🚴', null, 1.5] } }];
  expect(decodePayload(encodePayload(records))).toEqual(records);
});

test('A journal that is made from another’s records holds the same records', async () => {
  const [folder, target] = [tempFolder(), tempFolder()];
  const journal = await openAt(folder);
  await fill(journal, 1, 64, 70);
  const restored = await openAt(target);
  const answer = await restoreRecords(restored.rewrite(), readRecords(journal));
  expect(answer).toEqual({ kind: 'appended', head: restored.tail });
  await journal.close();
  await restored.close();
  const again = await openAt(target);
  expect([await recordsIn(again), again.notices]).toEqual([recordsFrom(1, 135), []]);
  expect((await again.verify()).problems).toBe(0);
  await again.close();
});

test('Records that are out of order restore nothing, and leave nothing behind', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  const before = journal.tail;
  const restored = (records: unknown[]) => restoreRecords(journal.rewrite(), records);
  const notInOrder = (seq: number) => ({ kind: 'not_in_order', seq });
  expect(await restored(recordsFrom(2, 3))).toEqual(notInOrder(1));
  expect(await restored([...recordsFrom(1, 100), ...recordsFrom(102, 103)])).toEqual(notInOrder(101));
  expect(await restored([...recordsFrom(1, 2), 'no record'])).toEqual(notInOrder(3));
  expect([journal.tail, namesIn(folder)]).toEqual([before, ['journal.cdj', 'journal.lock']]);
  await journal.close();
});

test(
  'A frame that is too large to be found again is not written; one of the largest size is',
  { timeout: 60_000 },
  async () => {
    const folder = tempFolder();
    const journal = await openAt(folder);
    const tooLarge = { ...nextFrame(journal), payload: Buffer.alloc(frameLimitBytes + 1) };
    const trouble = { kind: 'trouble', trouble: { kind: 'write_failed', systemCode: 'EFBIG' } };
    expect(await journal.append(tooLarge)).toEqual(trouble);
    const rewriting = journal.rewrite();
    await rewriting.add(tooLarge);
    expect(await rewriting.commit()).toEqual(trouble);
    expect((await journal.append({ ...tooLarge, payload: Buffer.alloc(frameLimitBytes) })).kind).toBe(
      'appended',
    );
    const { tail } = journal;
    await journal.close();
    const again = await openAt(folder);
    expect([again.tail, again.notices]).toEqual([tail, []]);
    await again.close();
  },
);
