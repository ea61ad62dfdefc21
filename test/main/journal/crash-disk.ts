// A disk in memory that keeps only what was synced, and can tell every state in which a power cut may leave it. Each
// write, cut, name and removal since the last sync of its file or folder may be there or not, in any combination; one
// write may also be there in part: some of its 512-byte sectors, or, of the last one, the bytes up to any place.
import { basename } from 'node:path';
import type { JournalFile, JournalFs } from '../../../src-main/journal/journal-fs.ts';

export interface Image {
  readonly names: ReadonlyMap<string, number>;
  readonly files: ReadonlyMap<number, Buffer>;
}

export const emptyImage: Image = { names: new Map(), files: new Map() };

export type Call = 'write' | 'datasync' | 'truncate' | 'rename' | 'link' | 'syncFolder' | 'open';

/** What a call meets. `half_full`: the disk is full in the middle of it. `forgets`: what was to be synced never will be. */
export type Fault = 'full' | 'half_full' | 'fails' | 'forgets';

type DataStep =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly to: number };

interface NameStep {
  readonly set: readonly [name: string, file: number] | null;
  readonly unset: string | null;
}

/** What is on disk for sure, and what may be. */
export interface Moment {
  readonly names: ReadonlyMap<string, number>;
  readonly nameSteps: readonly NameStep[];
  readonly files: ReadonlyMap<number, { readonly synced: Buffer; readonly steps: readonly DataStep[] }>;
}

export interface CrashDisk {
  readonly fs: JournalFs;
  /** Asked before each call; null lets it pass. */
  faultAt: (call: Call) => Fault | null;
  /** Told after each step that changes what a power cut leaves. */
  onStep: (moment: Moment) => void;
  /** As it is now. */
  moment(): Moment;
}

export function createCrashDisk(from: Image): CrashDisk {
  const names = new Map(from.names);
  let syncedNames: ReadonlyMap<string, number> = new Map(from.names);
  let nameSteps: NameStep[] = [];
  const files = new Map([...from.files].map(([id, synced]) => [id, fileOf(synced)]));
  const disk: CrashDisk = {
    faultAt: () => null,
    onStep: () => undefined,
    moment: () => ({
      names: syncedNames,
      nameSteps: [...nameSteps],
      files: new Map([...files].map(([id, { synced, steps }]) => [id, { synced, steps: [...steps] }])),
    }),
    fs: {
      open: (path, how) =>
        act('open', () => {
          const name = basename(path);
          if (how === 'anew') {
            if (names.has(name)) changeNames({ set: null, unset: name });
            const made = Math.max(0, ...files.keys()) + 1;
            files.set(made, fileOf(Buffer.alloc(0)));
            changeNames({ set: [name, made], unset: null });
          }
          return openFile(idOf(path));
        }),
      names: () => Promise.resolve([...names.keys()]),
      rename: (from, to) =>
        act('rename', () => changeNames({ set: [basename(to), idOf(from)], unset: basename(from) })),
      link: (from, to) =>
        act('link', () => {
          if (names.has(basename(to))) throw systemError('EEXIST');
          changeNames({ set: [basename(to), idOf(from)], unset: null });
        }),
      isSameFile: (one, other) => Promise.resolve(idOf(one) === idOf(other)),
      remove: (path) => {
        if (names.has(basename(path))) changeNames({ set: null, unset: basename(path) });
        return Promise.resolve();
      },
      syncFolder: () =>
        act('syncFolder', () => {
          syncedNames = new Map(names);
          nameSteps = [];
          disk.onStep(disk.moment());
        }),
      freeBytes: () => Promise.resolve(Number.MAX_SAFE_INTEGER),
      lock: () => Promise.resolve({ release: () => undefined }),
    },
  };
  return disk;

  async function act<Value>(call: Call, work: () => Value): Promise<Value> {
    await Promise.resolve();
    const fault = disk.faultAt(call);
    if (fault !== null) throw systemError(fault === 'full' ? 'ENOSPC' : 'EIO');
    return work();
  }

  function changeNames(step: NameStep): void {
    nameSteps.push(step);
    applyName(names, step);
    disk.onStep(disk.moment());
  }

  function idOf(path: string): number {
    const id = names.get(basename(path));
    if (id === undefined) throw systemError('ENOENT');
    return id;
  }

  function openFile(id: number): JournalFile {
    const file = files.get(id);
    if (file === undefined) throw systemError('ENOENT');
    const change = (step: DataStep) => {
      file.steps.push(step);
      file.seen = applyData(file.seen, step);
      disk.onStep(disk.moment());
    };
    return {
      sizeBytes: () => Promise.resolve(file.seen.length),
      read: (into, position) => {
        const bytes = file.seen.subarray(position, position + into.length);
        into.set(bytes);
        return Promise.resolve(bytes.length);
      },
      write: async (bytes, at) => {
        const fault = disk.faultAt('write');
        const written = Buffer.from(bytes).subarray(
          0,
          fault === 'half_full' ? bytes.length / 2 : bytes.length,
        );
        if (fault === null || fault === 'half_full') change({ kind: 'write', at, bytes: written });
        await Promise.resolve();
        if (fault !== null) throw systemError('ENOSPC');
      },
      truncate: (to) => act('truncate', () => change({ kind: 'cut', to })),
      datasync: async () => {
        await Promise.resolve();
        const fault = disk.faultAt('datasync');
        if (fault === 'forgets') file.steps.length = 0;
        if (fault !== null) throw systemError('EIO');
        // What was forgotten by a sync that failed is not on disk, however it looks from here.
        file.synced = file.steps.reduce(applyData, file.synced);
        file.steps.length = 0;
        disk.onStep(disk.moment());
      },
      close: () => Promise.resolve(),
    };
  }
}

/** Nothing of what was not synced has survived. */
export function barest({ names, files }: Moment): Image {
  return { names, files: new Map([...files].map(([id, { synced }]) => [id, synced])) };
}

/** Every state that a power cut can leave. Parts of writes are told for the file under `tornName` only. */
export function* statesAfter(
  moment: Moment,
  { tornName, byteStride }: { tornName: string; byteStride: number },
): Generator<Image> {
  for (const nameSteps of subsetsOf(moment.nameSteps)) {
    const names = new Map(moment.names);
    for (const step of nameSteps) applyName(names, step);
    const torn = names.get(tornName);
    for (const others of ['synced', 'all'] as const) {
      const files = new Map(
        [...moment.files].map(([id, { synced, steps }]) => [
          id,
          others === 'synced' ? synced : steps.reduce(applyData, synced),
        ]),
      );
      const file = torn === undefined ? undefined : moment.files.get(torn);
      if (torn === undefined || file === undefined) yield { names, files };
      else
        for (const content of contentsAfter(file, byteStride)) {
          yield { names, files: new Map([...files, [torn, content]]) };
        }
    }
  }
}

function* contentsAfter(
  { synced, steps }: { readonly synced: Buffer; readonly steps: readonly DataStep[] },
  byteStride: number,
): Generator<Buffer> {
  for (const there of subsetsOf(steps)) {
    yield there.reduce(applyData, synced);
    for (const [index, step] of there.entries()) {
      if (step.kind !== 'write') continue;
      for (const parts of [
        ...sectorsOf(step),
        ...(step === steps.at(-1) ? beginningsOf(step, byteStride) : []),
      ]) {
        yield [...there.slice(0, index), ...parts, ...there.slice(index + 1)].reduce(applyData, synced);
      }
    }
  }
}

type Write = Extract<DataStep, { kind: 'write' }>;

const sectorBytes = 512;

/** Some sectors of a write are on disk and others are not, while the file has its new size. */
function* sectorsOf({ at, bytes }: Write): Generator<Write[]> {
  const sectors: Write[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + sectorBytes - ((at + from) % sectorBytes));
    sectors.push({ kind: 'write', at: at + from, bytes: bytes.subarray(from, to) });
    from = to;
  }
  const size: Write = { kind: 'write', at: at + bytes.length, bytes: Buffer.alloc(0) };
  for (const some of subsetsOf(sectors)) yield [size, ...some];
}

function* beginningsOf({ at, bytes }: Write, stride: number): Generator<Write[]> {
  for (let length = 1; length < bytes.length; length += stride) {
    yield [{ kind: 'write', at, bytes: bytes.subarray(0, length) }];
  }
}

function* subsetsOf<Each>(all: readonly Each[]): Generator<Each[]> {
  if (all.length > 8) throw new Error(`too many to tell all their subsets: ${all.length}`);
  for (let chosen = 0; chosen < 2 ** all.length; chosen += 1) {
    yield all.filter((_, index) => (chosen & (1 << index)) !== 0);
  }
}

function applyData(content: Buffer, step: DataStep): Buffer {
  const end = step.kind === 'cut' ? step.to : Math.max(content.length, step.at + step.bytes.length);
  const changed = Buffer.alloc(end);
  content.copy(changed);
  if (step.kind === 'write') step.bytes.copy(changed, step.at);
  return changed;
}

function applyName(names: Map<string, number>, { set, unset }: NameStep): void {
  if (unset !== null) names.delete(unset);
  if (set !== null) names.set(...set);
}

const fileOf = (content: Buffer) => ({ synced: content, seen: content, steps: [] as DataStep[] });

const systemError = (code: string) => Object.assign(new Error(code), { code });
