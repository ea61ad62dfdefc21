// One file into staging: limits, files that change or go away while they are read, and what is left behind.
import {
  appendFileSync,
  chmodSync,
  closeSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRegularFile, type OpenRegularFile } from '../../../src-main/intake/open-regular-file.ts';
import { stageFile } from '../../../src-main/intake/stage-file.ts';
import { limits } from '../../../src-worker/contract/limits.ts';
import { endingsOf, importId, importPaths } from './intake-run.ts';
import { sha256Of, tempFolders } from './temp-folder.ts';

const fileId = '7b0bd5c6-8b3e-4d8c-9a53-0d5a8f4f1c11';
const label = { fileId, importId, name: 'ride.fit', path: 'as named' };
const longAgo = new Date('2020-01-01T00:00:00Z');

/** Three chunks and a bit, with a time that no later write can have by chance. */
function recordingIn(folder: string): { path: string; bytes: Buffer } {
  const path = join(folder, 'ride.fit');
  const bytes = Buffer.alloc(800_000, 'recorded ');
  writeFileSync(path, bytes);
  utimesSync(path, longAgo, longAgo);
  return { path, bytes };
}

async function openForTest(path: string): Promise<OpenRegularFile> {
  const opened = await openRegularFile({
    openAt: Buffer.from(path),
    step: 'reach_named',
    watched: (call) => call(),
  });
  if (!opened.ok) throw new Error(opened.failure.kind);
  return opened.value;
}

/** Stages the file while `meanwhile` happens to it between its first and its second chunk. */
async function stageWhile(path: string, staging: string, meanwhile: () => void) {
  const file = await openForTest(path);
  let reads = 0;
  const source: OpenRegularFile = {
    ...file,
    read: async (into, positionBytes) => {
      const bytesRead = await file.read(into, positionBytes);
      reads += 1;
      if (reads === 1) meanwhile();
      return bytesRead;
    },
  };
  const ending = await stageFile({
    source,
    stagingFolder: staging,
    owner: 'shared',
    label,
    isDryRun: false,
    reach: () => undefined,
  });
  await file.close();
  return ending;
}

function overwriteFirstByte(path: string): void {
  const descriptor = openSync(path, 'r+');
  writeSync(descriptor, 'R', 0);
  closeSync(descriptor);
}

const changed = { ok: false, failure: { kind: 'changed_while_reading' } };

const stagedAs = (bytes: Buffer) => ({
  ...label,
  sizeBytes: bytes.length,
  sha256: sha256Of(bytes),
  stagingMs: expect.any(Number) as number,
});

test('A file that holds still is copied whole, under its id and for the owner alone, with its note beside it', async () => {
  const { source, staging } = tempFolders();
  const { path, bytes } = recordingIn(source);
  const ending = await stageWhile(path, staging, () => undefined);
  const file = stagedAs(bytes);
  expect(ending).toEqual({ ok: true, value: file });
  expect(readdirSync(staging).sort()).toEqual([fileId, `${fileId}.json`]);
  expect(readFileSync(join(staging, fileId)).equals(bytes)).toBe(true);
  const note: unknown = JSON.parse(readFileSync(join(staging, `${fileId}.json`), 'utf8'));
  expect(note).toEqual({ format: 1, file });
  const modes = readdirSync(staging).map((name) => statSync(join(staging, name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600]);
});

const changes: readonly (readonly [string, (path: string) => void])[] = [
  ['grows', (path) => appendFileSync(path, 'more')],
  ['shrinks', (path) => truncateSync(path, 300_000)],
  ['is emptied', (path) => truncateSync(path, 0)],
  ['is rewritten in place at the same size', overwriteFirstByte],
  ['is rewritten at the same size and given its old time back', rewriteAndPutTimeBack],
  ['is given another time', (path) => utimesSync(path, new Date(), new Date())],
];

function rewriteAndPutTimeBack(path: string): void {
  overwriteFirstByte(path);
  utimesSync(path, longAgo, longAgo);
}

test.each(changes)('Of a file that %s while it is read, nothing is kept', async (_how, change) => {
  const { source, staging } = tempFolders();
  const { path } = recordingIn(source);
  expect(await stageWhile(path, staging, () => change(path))).toEqual(changed);
  expect(readdirSync(staging)).toEqual([]);
});

test('A file whose rights alone change while it is read is read once more and taken', async () => {
  const { source, staging } = tempFolders();
  const { path, bytes } = recordingIn(source);
  const ending = await stageWhile(path, staging, () => chmodSync(path, 0o600));
  expect(ending).toEqual({ ok: true, value: stagedAs(bytes) });
  expect(readdirSync(staging).sort()).toEqual([fileId, `${fileId}.json`]);
});

const faults: readonly (readonly [string, unknown])[] = [
  ['EIO', { kind: 'read_failed', systemCode: 'EIO' }],
  ['ENODEV', { kind: 'vanished_while_reading' }],
  ['ENOTCONN', { kind: 'vanished_while_reading' }],
];

test.each(faults)('Of a device that answers %s in the middle, nothing is kept', async (code, failure) => {
  const { source, staging } = tempFolders();
  const { path } = recordingIn(source);
  const fault = () => {
    throw Object.assign(new Error(code), { code });
  };
  expect(await stageWhile(path, staging, fault)).toEqual({ ok: false, failure });
  expect(readdirSync(staging)).toEqual([]);
});

test('A copy is never written over or through something that already has its name', async () => {
  const { source, staging, outside } = tempFolders();
  const { path } = recordingIn(source);
  writeFileSync(join(staging, `${fileId}.shared.part`), 'another one’s');
  const ending = await stageWhile(path, staging, () => undefined);
  expect(ending).toEqual({ ok: false, failure: { kind: 'read_failed', systemCode: 'EEXIST' } });
  expect(readdirSync(outside)).toEqual([]);
});

test('Where the staging folder is gone, the file is refused and the process goes on', async () => {
  const { source, staging } = tempFolders();
  const { path } = recordingIn(source);
  const missing = join(staging, 'missing');
  expect(endingsOf(await importPaths(missing, [path]), source)).toEqual([
    ['/ride.fit', { kind: 'read_failed', systemCode: 'ENOENT' }],
  ]);
});

test('An empty file is staged like any other: what it means is not for the intake to say', async () => {
  const { source, staging } = tempFolders();
  writeFileSync(join(source, 'empty.fit'), '');
  expect(endingsOf(await importPaths(staging, [source]), source)).toEqual([['/empty.fit', sha256Of('')]]);
});

test(
  'A file of exactly the limit is staged, one byte more is refused by its size',
  { timeout: 60_000 },
  async () => {
    const { source, staging } = tempFolders();
    const atLimit = join(source, 'at-limit.fit');
    const overLimit = join(source, 'over-limit.fit');
    for (const path of [atLimit, overLimit]) writeFileSync(path, '');
    truncateSync(atLimit, limits.fileBytes);
    truncateSync(overLimit, limits.fileBytes + 1);
    const reports = await importPaths(staging, [source]);
    expect(endingsOf(reports, source)).toEqual([
      ['/at-limit.fit', sha256Of(Buffer.alloc(limits.fileBytes))],
      [
        '/over-limit.fit',
        { kind: 'file_too_large', limitBytes: limits.fileBytes, sizeBytes: limits.fileBytes + 1 },
      ],
    ]);
    const sizes = reports.flatMap((report) => ('file' in report ? [report.file.sizeBytes] : []));
    expect(sizes).toEqual([limits.fileBytes, limits.fileBytes + 1]);
  },
);

test('A zip of exactly the limit of archives is opened, one byte more is refused by its size', async () => {
  const { source } = tempFolders();
  const path = join(source, 'export.zip');
  writeFileSync(path, 'PK\x03\x04');
  const opened = async (sizeBytes: number) => {
    truncateSync(path, sizeBytes);
    const file = await openRegularFile({
      openAt: Buffer.from(path),
      step: 'reach_named',
      watched: (call) => call(),
    });
    if (!file.ok) return file.failure;
    await file.value.close();
    return file.value.sizeBytes;
  };
  expect(await opened(limits.archiveBytes)).toBe(limits.archiveBytes);
  const [limitBytes, sizeBytes] = [limits.archiveBytes, limits.archiveBytes + 1];
  expect(await opened(sizeBytes)).toEqual({ kind: 'file_too_large', limitBytes, sizeBytes });
});

test('A file of a gigabyte is refused without being read', async () => {
  const { source, staging } = tempFolders();
  const path = join(source, 'huge.fit');
  writeFileSync(path, '');
  truncateSync(path, 1024 ** 3);
  const before = process.cpuUsage();
  const reports = await importPaths(staging, [path]);
  const { user, system } = process.cpuUsage(before);
  // Of work, not of waiting: to read it takes seconds.
  expect((user + system) / 1000).toBeLessThan(250);
  expect(endingsOf(reports, source)).toEqual([
    ['/huge.fit', { kind: 'file_too_large', limitBytes: limits.fileBytes, sizeBytes: 1024 ** 3 }],
  ]);
  expect(readdirSync(staging)).toEqual([]);
});
