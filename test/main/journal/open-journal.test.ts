// Opening: what is found on disk decides what happens to it, and nothing that was accepted is ever given up.
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { beginDraft } from '../../../src-main/journal/draft.ts';
import { sealFrame } from '../../../src-main/journal/frame.ts';
import { openJournal } from '../../../src-main/journal/open-journal.ts';
import { encodePayload } from '../../../src-main/journal/payload.ts';
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

const epoch = '9b2d7c52-6a6e-4a36-9d0a-0f4b1c7e8a11';

/** A closed journal of these frames; answers where each begins, and the end. */
async function journalOf(folder: string, ...counts: number[]): Promise<number[]> {
  const journal = await openAt(folder);
  const offsets: number[] = [];
  for (const count of counts) {
    offsets.push(journal.facts().bytes);
    await fill(journal, count);
  }
  offsets.push(journal.facts().bytes);
  await journal.close();
  return offsets;
}

/** What a person would find: notices, records, tail. And that the next opening finds the same, in silence. */
async function foundIn(folder: string) {
  const journal = await openAt(folder);
  const found = { notices: journal.notices, records: await recordsIn(journal), tail: journal.tail };
  // Told is what was told, also by an app that starts once more.
  await journal.forgetSalvage();
  await journal.close();
  const again = await openAt(folder);
  expect({ records: await recordsIn(again), tail: again.tail, notices: again.notices }).toEqual({
    ...found,
    notices: [],
  });
  expect(await again.verify()).toMatchObject({ problems: 0 });
  await fill(again, 1);
  await again.close();
  return found;
}

test('A folder without a journal gets one, empty, under a new epoch, the owner’s alone', async () => {
  const folder = tempFolder();
  const journal = await mustOpen({ ...optionsFor(folder), newEpoch: () => epoch });
  const line = `{"magic":"cooldown-journal","format":1,"epoch":"${epoch}","createdAt":"2026-11-22T10:00:00.000Z"}\n`;
  const hash = createHash('sha256').update(line).digest('hex');
  expect([journal.tail, journal.notices, journal.readOnly]).toEqual([{ epoch, seq: 0, hash }, [], null]);
  expect(journal.facts()).toEqual({ records: 0, frames: 0, bytes: statSync(journalFileIn(folder)).size });
  expect(statSync(journalFileIn(folder)).mode & 0o777).toBe(0o600);
  expect(namesIn(folder)).toEqual(['journal.cdj', 'journal.lock']);
  await journal.close();
  expect(namesIn(folder)).toEqual(['journal.cdj']);
  expect(readFileSync(journalFileIn(folder), 'utf8')).toBe(line);
});

test('What was appended is there after opening again: the same records, tail and epoch', async () => {
  const folder = tempFolder();
  const journal = await openAt(folder);
  await fill(journal, 1, 64, 3);
  const tail = journal.tail;
  await journal.close();
  expect(await foundIn(folder)).toEqual({ notices: [], records: recordsFrom(1, 68), tail });
});

test(
  'A write that was cut off at any byte is cut away, and said; the frames before it stay',
  { timeout: 60_000 },
  async () => {
    const folder = tempFolder();
    const [, second = 0, end = 0] = await journalOf(folder, 2, 3);
    const whole = readFileSync(journalFileIn(folder));
    for (let cut = second + 1; cut < end; cut += 1) {
      writeFileSync(journalFileIn(folder), whole.subarray(0, cut));
      const journal = await openAt(folder);
      expect([journal.notices, journal.tail.seq]).toEqual([[{ kind: 'tail_cut', bytes: cut - second }], 2]);
      await journal.close();
      expect(statSync(journalFileIn(folder)).size).toBe(second);
    }
    writeFileSync(journalFileIn(folder), whole.subarray(0, end - 1));
    expect(await foundIn(folder)).toMatchObject({ records: recordsFrom(1, 2) });
  },
);

test('A tail of zeros, as a power cut leaves where the size was written and the data was not, is cut away', async () => {
  const folder = tempFolder();
  await journalOf(folder, 2);
  appendFileSync(journalFileIn(folder), Buffer.alloc(5000));
  expect(await foundIn(folder)).toMatchObject({
    notices: [{ kind: 'tail_cut', bytes: 5000 }],
    records: recordsFrom(1, 2),
  });
});

test.each([
  ['nothing at all', '', []],
  ['half a header', '{"magic":"cooldown-jou', [{ kind: 'tail_cut', bytes: 22 }]],
  ['zeros', '\0'.repeat(100), [{ kind: 'tail_cut', bytes: 100 }]],
])('A journal of %s was cut off while it was made, and is begun anew', async (_what, content, notices) => {
  const folder = tempFolder();
  writeFileSync(journalFileIn(folder), content);
  expect(await foundIn(folder)).toMatchObject({ notices, records: [], tail: { seq: 0 } });
  expect(namesIn(folder)).toEqual(['journal.cdj']);
});

const keptAs = 'journal.damaged-2026-11-22T10-00-00-000Z';

test(
  'One flipped byte anywhere before the last frame loses no other frame, and the damaged file is kept whole',
  { timeout: 60_000 },
  async () => {
    const folder = tempFolder();
    const [first = 0, second = 0, third = 0] = await journalOf(folder, 2, 3, 2);
    const sound = readFileSync(journalFileIn(folder));
    const without = (from: number, to: number) =>
      recordsFrom(1, 7)
        .filter(({ seq }) => seq < from || seq > to)
        .map((record, index) => ({ ...record, seq: index + 1 }));
    for (let at = 0; at < third; at += 1) {
      const damaged = Buffer.from(sound);
      damaged[at] = (damaged[at] ?? 0) ^ 0x20;
      const inFolder = tempFolder();
      writeFileSync(journalFileIn(inFolder), damaged);
      const journal = await openAt(inFolder);
      const lost = at < first ? [] : at < second ? [1, 2] : [3, 5];
      expect([at, journal.notices, await recordsIn(journal)]).toEqual([
        at,
        [{ kind: 'salvaged', framesLost: lost.length / 2, keptAs }],
        without(lost[0] ?? 9, lost[1] ?? 9),
      ]);
      expect(readFileSync(join(inFolder, keptAs)).equals(damaged)).toBe(true);
      expect(sound.includes(journal.tail.epoch)).toBe(false);
      await journal.close();
    }
  },
);

test('Damage in several places, a frame cut out of the file, and an unreadable tail: all other frames go on', async () => {
  const folder = tempFolder();
  const [, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = await journalOf(folder, 1, 1, 1, 1, 1);
  const sound = readFileSync(journalFileIn(folder));
  const damaged = Buffer.concat([
    sound.subarray(0, second),
    Buffer.alloc(3),
    sound.subarray(third, fourth), // the second is gone
    sound.subarray(fifth, sixth), // the fourth as well
    sound.subarray(fifth, sixth - 1), // and this is no place for a repetition
    Buffer.from('CDJF, and then nothing'),
  ]);
  writeFileSync(journalFileIn(folder), damaged);
  expect(await foundIn(folder)).toMatchObject({
    notices: [{ kind: 'salvaged', framesLost: 4, keptAs }],
    records: [1, 3, 5].map((was, index) => ({ seq: index + 1, title: `ride ${was}` })),
  });
  expect(readFileSync(join(folder, keptAs)).equals(damaged)).toBe(true);
});

test('Two unreadable frames at the end are more than one write can leave: kept aside, not cut away', async () => {
  const folder = tempFolder();
  const [, second = 0, third = 0] = await journalOf(folder, 1, 1, 1);
  const bytes = readFileSync(journalFileIn(folder));
  bytes.fill(0, second + 60, second + 70);
  bytes.fill(0, third + 60, third + 70);
  writeFileSync(journalFileIn(folder), bytes);
  expect(await foundIn(folder)).toMatchObject({
    notices: [{ kind: 'salvaged', framesLost: 2, keptAs }],
    records: recordsFrom(1, 1),
  });
});

test('A salvage is told at every opening until it was dealt with', async () => {
  const folder = tempFolder();
  const [, second = 0] = await journalOf(folder, 1, 1, 1);
  const bytes = readFileSync(journalFileIn(folder));
  bytes.fill(0, second + 60, second + 70);
  writeFileSync(journalFileIn(folder), bytes);
  const salvaged = [{ kind: 'salvaged', framesLost: 1, keptAs }];
  for (let opening = 0; opening < 3; opening += 1) {
    const journal = await openAt(folder);
    expect(journal.notices).toEqual(salvaged);
    if (opening === 2) await journal.forgetSalvage();
    await journal.close();
  }
  expect(await foundIn(folder)).toMatchObject({ notices: [] });
  expect(namesIn(folder)).toEqual(['journal.cdj', keptAs]);
});

test('A journal that is nothing but rubbish is kept aside, and a new one begun', async () => {
  const folder = tempFolder();
  writeFileSync(journalFileIn(folder), 'What is this?\n');
  expect(await foundIn(folder)).toMatchObject({
    notices: [{ kind: 'salvaged', framesLost: 0, keptAs }],
    records: [],
  });
  expect(readFileSync(join(folder, keptAs), 'utf8')).toBe('What is this?\n');
});

test('A frame that was put under another hash chain is damage too, and its records are kept', async () => {
  const [folder, other] = [tempFolder(), tempFolder()];
  await journalOf(folder, 2);
  const [, second = 0] = await journalOf(other, 2, 2);
  appendFileSync(journalFileIn(folder), readFileSync(journalFileIn(other)).subarray(second));
  expect(await foundIn(folder)).toMatchObject({
    notices: [{ kind: 'salvaged', framesLost: 0, keptAs }],
    records: recordsFrom(1, 4),
  });
});

test('A journal of a newer Cooldown can be read and is not touched: not written, not cut, not salvaged', async () => {
  const folder = tempFolder();
  await journalOf(folder, 2, 2);
  const frames = readFileSync(journalFileIn(folder));
  const line = frames.subarray(0, frames.indexOf('\n')).toString().replace('"format":1', '"format":2');
  const newer = Buffer.concat([Buffer.from(`${line}\n`), Buffer.from('CDJF and what else it may hold')]);
  writeFileSync(journalFileIn(folder), newer);
  writeFileSync(join(folder, 'journal.new'), 'its own');
  const journal = await openAt(folder);
  const trouble = { kind: 'newer_format', format: 2 };
  expect([journal.readOnly, journal.notices, journal.tail.seq]).toEqual([trouble, [], 0]);
  expect(await appendNext(journal)).toEqual({ kind: 'trouble', trouble });
  const rewriting = journal.rewrite();
  await rewriting.add(nextFrame(journal));
  expect(await rewriting.commit()).toEqual({ kind: 'trouble', trouble });
  expect(await journal.framesAfter(journal.tail.epoch, 0, 1)).toEqual(new Uint8Array(0));
  await journal.close();
  expect(readFileSync(journalFileIn(folder)).equals(newer)).toBe(true);
  expect(namesIn(folder)).toEqual(['journal.cdj', 'journal.new']);
});

test('A newer journal whose frames are as ours gives them away', async () => {
  const folder = tempFolder();
  const line = `{"magic":"cooldown-journal","format":7,"epoch":"${epoch}","createdAt":"2030-01-01","more":{}}\n`;
  const payload = encodePayload(recordsFrom(1, 2));
  const hashBefore = createHash('sha256').update(line).digest('hex');
  const { bytes } = sealFrame({ firstSeq: 1, lastSeq: 2, payload }, hashBefore);
  writeFileSync(journalFileIn(folder), Buffer.concat([Buffer.from(line), bytes]));
  const journal = await openAt(folder);
  expect([journal.readOnly, await recordsIn(journal)]).toEqual([
    { kind: 'newer_format', format: 7 },
    recordsFrom(1, 2),
  ]);
  await journal.close();
});

test('What cannot be opened says why, and leaves no lock behind', async () => {
  const folder = tempFolder();
  mkdirSync(journalFileIn(folder));
  expect(await openJournal(optionsFor(folder))).toEqual({
    ok: false,
    failure: { kind: 'not_available', systemCode: 'EISDIR' },
  });
  expect(await openJournal(optionsFor(join(folder, 'nowhere')))).toEqual({
    ok: false,
    failure: { kind: 'not_available', systemCode: 'ENOENT' },
  });
  expect(namesIn(folder)).toEqual(['journal.cdj']);
});

test('A file that others could read is the owner’s alone once it was opened', async () => {
  const folder = tempFolder();
  await journalOf(folder, 1);
  chmodSync(journalFileIn(folder), 0o644);
  await journalOf(folder);
  expect(statSync(journalFileIn(folder)).mode & 0o777).toBe(0o600);
});

test(
  'A journal of 50,000 endings, each in a frame of its own, opens within 1.5 seconds',
  { timeout: 120_000 },
  async () => {
    const folder = tempFolder();
    const draft = await beginDraft(optionsFor(folder));
    for (let seq = 1; seq <= 50_000; seq += 1) {
      await draft.add({ firstSeq: seq, lastSeq: seq, payload: randomBytes(1500) });
    }
    await draft.finish();
    await draft.takePlace();
    await draft.file.close();
    const cpuBefore = process.cpuUsage();
    const begun = performance.now();
    const journal = await openAt(folder);
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    const cpuSeconds = (user + system) / 1e6;
    const { records, bytes } = journal.facts();
    await journal.close();
    process.stdout.write(
      `journal: ${Math.round(bytes / 1e6)} MB opened in ${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s of work\n`,
    );
    expect([records, Math.round(bytes / 1e6)]).toEqual([50_000, 78]);
    // The machine may have other things to do meanwhile; what is promised is for one that has not.
    expect(seconds).toBeLessThan(1.5 * 3);
  },
);
