// The walk: what is found in a tree of every kind, in which order, and what can't lead out of it.
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, onTestFinished, test } from 'vitest';
import { answeredPathsOf } from '../../../src-main/intake/answered-paths.ts';
import { expandPaths, type Found } from '../../../src-main/intake/expand-paths.ts';
import { listFolder, type ListingTally } from '../../../src-main/intake/open-folder.ts';
import { openRegularFile } from '../../../src-main/intake/open-regular-file.ts';
import type { Watched } from '../../../src-main/intake/watch-calls.ts';
import { limits } from '../../../src-worker/contract/limits.ts';
import { endingsOf, importId, importPaths, lastListed } from './intake-run.ts';
import { sha256Of, tempFolders } from './temp-folder.ts';

const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux';

/** Each file holds its own name, so that its hash says which file was read. */
function put(folder: string, ...names: string[]): void {
  for (const name of names) {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, name);
  }
}

async function listenOn(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
}

const noTally: ListingTally = {
  found: () => undefined,
  passedOver: () => undefined,
  toList: () => undefined,
};
const unwatched: Watched = (call) => call();

const walkOf = (folder: string, tally = noTally) =>
  expandPaths({ paths: [folder], answered: answeredPathsOf([]), tally, watchedFor: () => unwatched });

test('A tree of every kind: files are staged in the order of their names, each other kind is refused as what it is', async () => {
  const { source, staging, outside } = tempFolders();
  put(outside, 'secret.fit', 'folder/secret.fit');
  const longName = `${'x'.repeat(251)}.fit`;
  const regular = [
    '-rf.fit',
    'A.FIT',
    'B.Tcx.GZ',
    '__proto__.fit',
    'a.fit',
    'nested/deep/deeper/d.gpx',
    'nested/e.zip',
    'new\nline.fit',
    'x.fit/inside.fit',
    longName,
    'é.fit',
    'ｆ.fit',
    '🚴.fit',
  ];
  put(source, ...regular);
  put(
    source,
    'notes.txt',
    '.DS_Store',
    '._a.fit',
    '__MACOSX/a.fit',
    '$RECYCLE.BIN/a.fit',
    '.Trash-1000/a.fit',
  );
  mkdirSync(join(source, 'empty'));
  symlinkSync('a.fit', join(source, 'link-in.fit'));
  symlinkSync(join(outside, 'secret.fit'), join(source, 'link-out.fit'));
  symlinkSync('link-loop.fit', join(source, 'link-loop.fit'));
  symlinkSync('nowhere', join(source, 'link-dangling.fit'));
  symlinkSync(join(outside, 'folder'), join(source, 'link-to-folder.fit'));
  symlinkSync(source, join(source, 'circle'));
  spawnSync('mkfifo', [join(source, 'pipe.fit')]);
  await listenOn(join(source, 'socket.fit'));

  const reports = await importPaths(staging, [source]);

  const staged = (name: string) => [`/${name}`, sha256Of(name)];
  const linkSkipped = { kind: 'link_skipped' };
  expect(endingsOf(reports, source)).toEqual([
    staged('-rf.fit'),
    staged('A.FIT'),
    staged('B.Tcx.GZ'),
    staged('__proto__.fit'),
    staged('a.fit'),
    ['/link-dangling.fit', linkSkipped],
    ['/link-in.fit', linkSkipped],
    ['/link-loop.fit', linkSkipped],
    ['/link-out.fit', linkSkipped],
    ['/link-to-folder.fit', linkSkipped],
    staged('nested/deep/deeper/d.gpx'),
    staged('nested/e.zip'),
    staged('new\nline.fit'),
    ['/pipe.fit', { kind: 'not_a_regular_file', what: 'pipe' }],
    ['/socket.fit', { kind: 'not_a_regular_file', what: 'socket' }],
    staged('x.fit/inside.fit'),
    staged(longName),
    staged('é.fit'),
    staged('ｆ.fit'),
    staged('🚴.fit'),
  ]);
  expect(lastListed(reports)).toEqual({ importId, filesFound: 20, filesPassedOver: 7, complete: true });
});

test.runIf(onLinux)(
  'Names that are no valid UTF-8 are read by their bytes and shown as well as they can be',
  async () => {
    const { source, staging } = tempFolders();
    const fileNamed = (bytes: readonly number[]) =>
      Buffer.concat([Buffer.from(`${source}/`), Buffer.from(bytes), Buffer.from('.fit')]);
    writeFileSync(fileNamed([0xff]), 'first');
    writeFileSync(fileNamed([0xc3]), 'second');
    writeFileSync(fileNamed([0xed, 0xa0, 0x80]), 'third');
    mkdirSync(Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0x80])]));
    writeFileSync(
      Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0x80]), Buffer.from('/d.fit')]),
      'fourth',
    );

    expect(endingsOf(await importPaths(staging, [source]), source)).toEqual([
      ['/\ufffd/d.fit', sha256Of('fourth')],
      ['/\ufffd.fit', sha256Of('second')],
      ['/\ufffd\ufffd\ufffd.fit', sha256Of('third')],
      ['/\ufffd.fit', sha256Of('first')],
    ]);
  },
);

test.runIf(isRoot)('A device that lies in a folder, or is named, is not opened', async () => {
  const { source, staging } = tempFolders();
  expect(spawnSync('mknod', [join(source, 'zero.fit'), 'c', '1', '5']).status).toBe(0);
  expect(endingsOf(await importPaths(staging, [source, join(source, 'zero.fit')]), source)).toEqual([
    ['/zero.fit', { kind: 'not_a_regular_file', what: 'device' }],
    ['/zero.fit', { kind: 'not_a_regular_file', what: 'device' }],
  ]);
});

test('What the person named is taken whatever its name, and a named link is resolved once', async () => {
  const { source, staging, outside } = tempFolders();
  put(outside, 'recording.bin', 'folder/a.fit', 'folder/b.txt');
  put(source, 'noname', '._ride.fit');
  const at = (name: string) => join(source, name);
  symlinkSync(join(outside, 'recording.bin'), at('link'));
  symlinkSync('link', at('link-to-link'));
  symlinkSync(join(outside, 'folder'), at('folder-link'));
  symlinkSync('nowhere', at('dangling'));
  symlinkSync('circle', at('circle'));
  spawnSync('mkfifo', [at('pipe')]);
  const named = ['noname', '._ride.fit', 'link', 'link-to-link', 'folder-link', 'dangling', 'circle', 'pipe'];
  const paths = [...named, 'missing', 'noname/below', 'nul\0byte'].map(at);

  const reports = await importPaths(staging, paths);

  expect(endingsOf(reports, source)).toEqual([
    ['/noname', sha256Of('noname')],
    ['/._ride.fit', sha256Of('._ride.fit')],
    ['/link', sha256Of('recording.bin')],
    ['/link-to-link', sha256Of('recording.bin')],
    ['/folder-link/a.fit', sha256Of('folder/a.fit')],
    ['/dangling', { kind: 'link_broken' }],
    ['/circle', { kind: 'link_broken' }],
    ['/pipe', { kind: 'not_a_regular_file', what: 'pipe' }],
    ['/missing', { kind: 'path_not_found' }],
    ['/noname/below', { kind: 'path_not_found' }],
    ['/nul\0byte', { kind: 'path_not_found' }],
  ]);
  expect(lastListed(reports)).toEqual({ importId, filesFound: 11, filesPassedOver: 1, complete: true });
});

test('A staged file is reported with its name, path, size and hash, and its copy is the same bytes for the owner alone', async () => {
  const { source, staging } = tempFolders();
  put(source, 'ride.fit');
  const [report] = await importPaths(staging, [`${source}/`]);
  if (report?.type !== 'staged') throw new Error('not staged');
  const { fileId, stagingMs, ...told } = report.file;
  expect(told).toEqual({
    importId,
    name: 'ride.fit',
    path: `${source}/ride.fit`,
    sizeBytes: 8,
    sha256: sha256Of('ride.fit'),
  });
  expect(stagingMs).toBeGreaterThan(0);
  const copy = spawnSync('stat', ['-c', '%a %s %F', join(staging, fileId)])
    .stdout.toString()
    .trim();
  expect(copy).toBe('600 8 regular file');
});

test('A file that is replaced by a link after it was listed is not read through', async () => {
  const { source, outside } = tempFolders();
  put(outside, 'secret.fit');
  put(source, 'ride.fit');
  const walk = walkOf(source);
  const found = await nextFile(walk);
  rmSync(join(source, 'ride.fit'));
  symlinkSync(join(outside, 'secret.fit'), join(source, 'ride.fit'));
  expect(await openRegularFile(found)).toEqual({
    ok: false,
    failure: { kind: 'link_skipped' },
  });
  await walk.return(undefined);
});

test('A file that becomes a folder, a pipe, or nothing after it was listed is refused as what it is then', async () => {
  const { source } = tempFolders();
  put(source, 'ride.fit');
  const walk = walkOf(source);
  const found = await nextFile(walk);
  const openNow = () => openRegularFile(found);
  rmSync(join(source, 'ride.fit'));
  const gone = await openNow();
  mkdirSync(join(source, 'ride.fit'));
  const folder = await openNow();
  rmSync(join(source, 'ride.fit'), { recursive: true });
  spawnSync('mkfifo', [join(source, 'ride.fit')]);
  const pipe = await openNow();
  expect([gone, folder, pipe]).toEqual([
    { ok: false, failure: { kind: 'vanished_while_reading' } },
    { ok: false, failure: { kind: 'not_a_regular_file', what: 'folder' } },
    { ok: false, failure: { kind: 'not_a_regular_file', what: 'pipe' } },
  ]);
  await walk.return(undefined);
});

test.runIf(onLinux)(
  'A folder that is swapped for a link while its files are taken still gives its own files',
  async () => {
    const { source, outside } = tempFolders();
    put(outside, 'a.fit', 'b.fit');
    put(source, 'rides/a.fit', 'rides/b.fit');
    const walk = walkOf(source);
    await nextFile(walk);
    renameSync(join(source, 'rides'), join(source, 'moved'));
    symlinkSync(outside, join(source, 'rides'));
    const second = await nextFile(walk);
    const opened = await openRegularFile(second);
    if (!opened.ok) throw new Error('not opened');
    const bytes = Buffer.alloc(opened.value.sizeBytes);
    await opened.value.read(bytes, 0);
    await opened.value.close();
    expect(bytes.toString()).toBe('rides/b.fit');
    await walk.return(undefined);
  },
);

test('A folder that is replaced by a link, a file or nothing before its turn is refused, and the rest goes on', async () => {
  const { source, outside } = tempFolders();
  put(outside, 'secret.fit');
  put(source, 'a.fit', 'b/b.fit', 'c/c.fit', 'd/d.fit', 'e.fit');
  const walk = walkOf(source);
  await nextFile(walk);
  for (const name of ['b', 'c', 'd']) rmSync(join(source, name), { recursive: true });
  symlinkSync(outside, join(source, 'b'));
  writeFileSync(join(source, 'c'), 'c');
  const rest: (readonly [string, unknown])[] = [];
  for await (const found of walk) {
    rest.push([found.name, found.kind === 'refused' ? found.failure : found.kind]);
  }
  // Linux says of a link that is to be opened as a folder that it is none.
  const linkInPlace = { kind: onLinux ? 'changed_while_reading' : 'link_skipped' };
  expect(rest).toEqual([
    ['b', linkInPlace],
    ['c', { kind: 'changed_while_reading' }],
    ['d', { kind: 'vanished_while_reading' }],
    ['e.fit', 'file'],
  ]);
});

test('A listing that breaks off says why, and throws nothing', async () => {
  const { source } = tempFolders();
  put(source, 'a.fit');
  const broken = (name: string) =>
    listFolder({ path: Buffer.from(join(source, name)), close: () => Promise.resolve() }, noTally, unwatched);
  expect([await broken('missing'), await broken('a.fit')]).toEqual([
    { entries: [], failure: { kind: 'vanished_while_reading' } },
    { entries: [], failure: { kind: 'changed_while_reading' } },
  ]);
});

test.runIf(onLinux)('An import leaves no file and no folder open, whatever it met', async () => {
  const { source, staging } = tempFolders();
  put(source, 'a.fit', 'deep/deeper/b.fit', 'deep/c.fit');
  writeFileSync(join(source, 'huge.fit'), '');
  truncateSync(join(source, 'huge.fit'), limits.fileBytes + 1);
  symlinkSync('a.fit', join(source, 'link.fit'));
  const openNow = () => readdirSync('/proc/self/fd').length;
  const before = openNow();
  for (let round = 0; round < 10; round += 1) await importPaths(staging, [source]);
  expect(openNow()).toBe(before);
});

test('Folders are gone into 64 levels deep; what lies deeper is refused by its folder’s name', async () => {
  const { source, staging } = tempFolders();
  const folderAt = (depth: number) => Array.from({ length: depth }, () => 'd').join('/');
  put(source, `${folderAt(64)}/last.fit`, `${folderAt(65)}/too-deep.fit`);
  expect(endingsOf(await importPaths(staging, [source]), source)).toEqual([
    [`/${folderAt(65)}`, { kind: 'read_failed', systemCode: 'ENAMETOOLONG' }],
    [`/${folderAt(64)}/last.fit`, sha256Of(`${folderAt(64)}/last.fit`)],
  ]);
});

test(
  'A folder of 20,000 names is listed without stopping the process for long',
  { timeout: 60_000 },
  async () => {
    const { source } = tempFolders();
    for (let index = 0; index < 20_000; index += 1) writeFileSync(join(source, `${index}.fit`), '');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    let found = 0;
    let passedOver = 0;
    delay.enable();
    const walk = walkOf(source, {
      found: (files) => (found += files),
      passedOver: (names) => (passedOver += names),
      toList: () => undefined,
    });
    await walk.next();
    delay.disable();
    await walk.return(undefined);
    expect({ found, passedOver }).toEqual({ found: 20_000, passedOver: 0 });
    expect(delay.max / 1e6).toBeLessThan(1000);
  },
);

async function nextFile(walk: AsyncGenerator<Found>) {
  const next = await walk.next();
  if (next.done === true || next.value.kind !== 'file') throw new Error('no file found');
  return next.value;
}
