// Every state in which a power cut can leave the journal during every workload of up to three operations, faults of the
// disk among them: all recover, with all that was accepted and nothing by halves (the method of ALICE and ACE).
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Journal } from '../../../src-main/journal/journal.ts';
import { encodePayload } from '../../../src-main/journal/payload.ts';
import { barest, createCrashDisk, emptyImage, statesAfter } from './crash-disk.ts';
import type { Call, CrashDisk, Fault, Image, Moment } from './crash-disk.ts';
import { mustOpen, optionsFor, recordsIn, type SampleRecord } from './journal-run.ts';

const folder = join('the', 'folder');
const tornName = 'journal.cdj';

/** What may be found after a power cut now, each as a list of records. */
type Allowed = readonly (readonly SampleRecord[])[];

interface World {
  readonly disk: CrashDisk;
  journal: Journal;
  /** What was accepted. */
  records: readonly SampleRecord[];
  /** Refused, and maybe still on disk until the next repair: whole, or not at all. */
  refused: Allowed;
  epochs: number;
}

/** Answers what may be there while it runs, and does it; afterwards the world says what is there. */
type Operation = (world: World) => { readonly during: Allowed; readonly run: () => Promise<void> };

const faults = (...list: readonly [Call, Fault][]) => {
  const left = [...list];
  return (call: Call): Fault | null => (left[0]?.[0] === call ? (left.shift()?.[1] ?? null) : null);
};

const nextRecord = ({ records }: World, titleBytes: number): SampleRecord => ({
  seq: records.length + 1,
  title: noise(`${records.length} ${titleBytes}`, titleBytes),
});

const append =
  (titleBytes: number): Operation =>
  (world) => {
    const { journal, records } = world;
    const after = [...records, nextRecord(world, titleBytes)];
    return {
      during: [records, after, ...world.refused],
      run: async () => {
        expect(await appendLast(journal, after)).toMatchObject({ kind: 'appended' });
        Object.assign(world, { records: after, refused: [] });
      },
    };
  };

const refusedAppend =
  (isRepaired: boolean, ...list: readonly [Call, Fault][]): Operation =>
  (world) => {
    const { disk, journal, records } = world;
    const refused = [...records, nextRecord(world, 60)];
    return {
      during: [records, refused, ...world.refused],
      run: async () => {
        disk.faultAt = faults(...list);
        expect(await appendLast(journal, refused)).toMatchObject({ kind: 'trouble' });
        disk.faultAt = () => null;
        world.refused = isRepaired ? [] : [...world.refused, refused];
      },
    };
  };

/** Takes the titles out of every second record, as an erasure does. */
const rewrite =
  (ending: 'replaced' | 'kept' | 'unsure', ...list: readonly [Call, Fault][]): Operation =>
  (world) => {
    const { disk, journal, records } = world;
    const after = records.map(({ seq, title }) => ({ seq, title: seq % 2 === 1 ? '' : title }));
    return {
      during: [records, after, ...world.refused],
      run: async () => {
        disk.faultAt = faults(...list);
        const rewriting = journal.rewrite();
        for (const each of after) {
          await rewriting.add({ firstSeq: each.seq, lastSeq: each.seq, payload: encodePayload([each]) });
        }
        const answer = await rewriting.commit();
        expect(answer.kind).toBe(ending === 'replaced' ? 'appended' : 'trouble');
        disk.faultAt = () => null;
        if (ending === 'replaced') Object.assign(world, { records: after, refused: [] });
        if (ending === 'unsure')
          Object.assign(world, { records: after, refused: [records, ...world.refused] });
      },
    };
  };

/** The app was killed and starts again: what it wrote is there to see, synced or not. */
const restart: Operation = (world) => ({
  during: [world.records, ...world.refused],
  run: async () => {
    const allowed = [world.records, ...world.refused];
    world.journal = await open(world.disk, (world.epochs += 100));
    const records = await recordsIn(world.journal);
    const found = allowed.find((each) => textOf(each) === textOf(records));
    if (found === undefined) throw new Error(`after a restart: ${textOf(records)}`);
    Object.assign(world, { records: found, refused: [] });
  },
});

const operations: Readonly<Record<string, Operation>> = {
  append: append(20),
  appendLong: append(1300),
  restart,
  rewrite: rewrite('replaced'),
  appendOnFull: refusedAppend(true, ['write', 'half_full']),
  appendNotSynced: refusedAppend(true, ['datasync', 'fails']),
  appendForgotten: refusedAppend(true, ['datasync', 'forgets']),
  appendNotUndone: refusedAppend(false, ['datasync', 'fails'], ['truncate', 'fails']),
  appendNotUndoneForSure: refusedAppend(false, ['write', 'half_full'], ['datasync', 'fails']),
  rewriteNotPlaced: rewrite('kept', ['rename', 'fails']),
  rewriteNamedMaybe: rewrite('unsure', ['syncFolder', 'fails']),
};

interface Tally {
  readonly seen: Set<string>;
  readonly byteStride: number;
}

test(
  'Every power cut in every workload of up to three operations leaves a journal that recovers: all accepted, nothing by halves',
  { timeout: 240_000 },
  async () => {
    const names = Object.keys(operations);
    const one = names.map((name) => [name]);
    const two = names.flatMap((name) => one.map((rest) => [...rest, name]));
    const three = names.flatMap((name) => two.map((rest) => [...rest, name]));
    const seen = new Set<string>();
    await creation({ seen, byteStride: 1 });
    for (const workload of [...one, ...two]) await cutInLast(workload, { seen, byteStride: 1 });
    const states = seen.size;
    for (const workload of three) await cutInLast(workload, { seen, byteStride: 17 });
    process.stdout.write(
      `journal: ${seen.size} crash states of ${one.length + two.length + three.length} workloads\n`,
    );
    expect(states).toBeGreaterThan(5_000);
    expect(seen.size).toBeGreaterThan(10_000);
  },
);

async function creation(tally: Tally): Promise<void> {
  const disk = createCrashDisk(emptyImage);
  const moments = watch(disk);
  await open(disk, 0);
  await checkAll(moments, [[]], tally);
}

/** Power cuts in the operations before the last are those of a shorter workload. */
async function cutInLast(workload: readonly string[], tally: Tally): Promise<void> {
  const disk = createCrashDisk(emptyImage);
  const world: World = { disk, journal: await open(disk, 0), records: [], refused: [], epochs: 0 };
  for (const [index, name] of workload.entries()) {
    const operation = operations[name]?.(world);
    if (operation === undefined) throw new Error(name);
    const isLast = index === workload.length - 1;
    const moments = isLast ? watch(disk) : [];
    try {
      await operation.run();
    } catch (error) {
      throw new Error(`${workload.join(', ')}: ${String(error)}`, { cause: error });
    }
    if (!isLast) continue;
    disk.onStep = () => undefined;
    expect(textOf(await recordsIn(world.journal))).toBe(textOf(world.records));
    await checkAll(moments, operation.during, tally, workload);
    await checkAll([disk.moment()], [world.records, ...world.refused], tally, workload);
  }
}

function watch(disk: CrashDisk): Moment[] {
  const moments = [disk.moment()];
  disk.onStep = (moment) => moments.push(moment);
  return moments;
}

async function checkAll(moments: Moment[], allowed: Allowed, tally: Tally, workload: readonly string[] = []) {
  const texts = new Set(allowed.map(textOf));
  for (const moment of moments) {
    for (const image of statesAfter(moment, { tornName, byteStride: tally.byteStride })) {
      const key = keyOf(image, texts);
      if (tally.seen.has(key)) continue;
      tally.seen.add(key);
      try {
        await check(image, texts);
      } catch (error) {
        throw new Error(`after ${workload.join(', ')}: ${String(error)}`, { cause: error });
      }
    }
  }
}

async function check(image: Image, allowed: ReadonlySet<string>): Promise<void> {
  const disk = createCrashDisk(image);
  const journal = await open(disk, 1000);
  const records = textOf(await recordsIn(journal));
  if (!allowed.has(records)) throw new Error(`found ${records}, not one of ${[...allowed].join(' or ')}`);
  const alarm = journal.notices.find(({ kind }) => kind === 'salvaged');
  if (alarm !== undefined) throw new Error('took a power cut for damage');
  // What has been opened is relied on: a power cut right afterwards takes nothing of it away.
  const again = await open(createCrashDisk(barest(disk.moment())), 2000);
  const same = again.tail.hash === journal.tail.hash && again.notices.length === 0;
  if (!same || textOf(await recordsIn(again)) !== records) throw new Error('opened twice, found two things');
}

function open(disk: CrashDisk, epochsBefore: number): Promise<Journal> {
  let epochs = epochsBefore;
  const newEpoch = () => `00000000-0000-4000-8000-${String((epochs += 1)).padStart(12, '0')}`;
  return mustOpen({ ...optionsFor(folder, disk.fs), newEpoch });
}

function appendLast(journal: Journal, records: readonly SampleRecord[]) {
  const { epoch, seq } = journal.tail;
  const payload = encodePayload(records.slice(-1));
  return journal.append({ epoch, firstSeq: seq + 1, lastSeq: seq + 1, payload });
}

const textOf = (records: readonly unknown[]) => JSON.stringify(records);

/** The same noise for the same name, and nothing that deflate could shrink much. */
function noise(name: string, length: number): string {
  let text = '';
  for (let round = 0; text.length < length; round += 1) {
    text += createHash('sha256').update(`${name} ${round}`).digest('base64');
  }
  return text.slice(0, length);
}

function keyOf({ names, files }: Image, allowed: ReadonlySet<string>): string {
  const hash = createHash('sha256');
  for (const [name, id] of [...names].sort()) hash.update(`${name} `).update(files.get(id) ?? '');
  for (const text of allowed) hash.update(text);
  return hash.digest('base64');
}

test(
  'A power cut at any step of a salvage, or of the opening after it, costs neither a readable record nor the damaged file',
  { timeout: 60_000 },
  async () => {
    const damaged = await damagedImage();
    const wanted = textOf([
      { seq: 1, title: 'one' },
      { seq: 2, title: 'three' },
    ]);
    const seen = new Set<string>();
    const recover = async (image: Image, deeper: number): Promise<void> => {
      const key = keyOf(image, new Set());
      if (seen.has(key)) return;
      seen.add(key);
      const disk = createCrashDisk(image);
      const moments = watch(disk);
      const journal = await open(disk, 1000 * (deeper + 1));
      const aside = [...disk.moment().names].filter(([name]) => name.startsWith('journal.damaged-'));
      const kept = aside.map(([, id]) => disk.moment().files.get(id)?.synced.toString('base64'));
      expect([textOf(await recordsIn(journal)), kept]).toEqual([wanted, [damaged.bytes.toString('base64')]]);
      if (deeper === 0) return;
      for (const moment of moments) {
        for (const each of statesAfter(moment, { tornName: 'journal.new', byteStride: 13 })) {
          await recover(each, deeper - 1);
        }
      }
    };
    await recover(damaged.image, 2);
    expect(seen.size).toBeGreaterThan(100);
  },
);

async function damagedImage() {
  const disk = createCrashDisk(emptyImage);
  const journal = await open(disk, 0);
  const ends: number[] = [];
  for (const title of ['one', 'two', 'three']) {
    await appendLast(journal, [{ seq: journal.tail.seq + 1, title }]);
    ends.push(journal.facts().bytes);
  }
  const { names, files } = barest(disk.moment());
  const id = names.get('journal.cdj') ?? 0;
  const bytes = Buffer.from(files.get(id) ?? '');
  const inSecond = ((ends[0] ?? 0) + (ends[1] ?? 0)) >> 1;
  bytes[inSecond] = (bytes[inSecond] ?? 0) ^ 1;
  return { image: { names, files: new Map([[id, bytes]]) }, bytes };
}
