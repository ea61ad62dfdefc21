// Processes that die in the midst of keeping and exporting, and disks that are full: nothing half counts as whole.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openArchive, type Archive } from '../../../src-main/archive/archive.ts';
import { restoreFrom } from '../../../src-main/saving/restore.ts';
import { randomHistory } from '../../support/random-history.ts';
import { buildChild, runChild } from './child.ts';
import { ProfileInTest, sha256Of, tempFolder } from './saving-in-test.ts';

// Every step waits for the disk, and on a busy one that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const programFolder = mkdtempSync(join(tmpdir(), 'saving-child-'));
let program = '';
beforeAll(async () => {
  program = await buildChild(programFolder);
});
afterAll(() => rmSync(programFolder, { recursive: true, force: true }));

const open = (folder: string): Promise<Archive> =>
  openArchive({ folder, limitBytes: 1024 ** 3, now: () => new Date(), onTrouble: () => undefined });

/** Files of these sizes, each named by its digest. */
function stage(folder: string, sizes: readonly number[]): readonly string[] {
  mkdirSync(folder);
  return sizes.map((size) => {
    const bytes = randomBytes(size);
    writeFileSync(join(folder, sha256Of(bytes)), bytes);
    return sha256Of(bytes);
  });
}

test('Whenever keeping is killed, every original that was answered for is there and sound, and nothing half is', async () => {
  const root = tempFolder();
  const archiveFolder = join(root, 'archive');
  const staging = join(root, 'staging');
  const staged = stage(
    staging,
    Array.from({ length: 60 }, (_, nth) => 1_000 + nth * 10_000),
  );
  const answered = new Set<string>();
  // Each run takes up what the one before left, and dies a little later.
  for (const killAfterLines of [1, 3, 8, 15, 25, 40]) {
    for (const line of await runChild(program, { given: ['keep', archiveFolder, staging], killAfterLines })) {
      const sha256 = line.split(' ')[1];
      if (/^(?:kept|known) /.test(line) && sha256 !== undefined) answered.add(sha256);
    }
    const archive = await open(archiveFolder);
    for (const sha256 of answered) expect(archive.look(sha256)).toBe('kept');
    for (const sha256 of archive.list()) expect(staged).toContain(sha256);
    expect(await archive.verify()).toEqual({ originals: archive.list().length, damaged: [] });
  }
  expect(answered.size).toBeGreaterThanOrEqual(40);
  expect(await runChild(program, { given: ['keep', archiveFolder, staging] })).toContain('over');
  expect([...(await open(archiveFolder)).list()].sort()).toEqual([...staged].sort());
});

test('Whenever an export is killed, what lies there is either no export or a whole one', async () => {
  const root = tempFolder();
  const history = await randomHistory(11, { imports: 6, files: 16 });
  const archiveFolder = join(root, 'archive');
  const archive = await open(archiveFolder);
  for (const [sha256, bytes] of history.originals) {
    writeFileSync(join(root, 'staged'), bytes);
    expect(await archive.keep(join(root, 'staged'), sha256)).toEqual({ ok: true, value: 'kept' });
  }
  const recordsPath = join(root, 'records.json');
  writeFileSync(recordsPath, JSON.stringify(history.records));

  const originals = history.originals.size;
  expect(originals).toBeGreaterThan(10);
  const kinds: string[] = [];
  for (const killAfterLines of [1, 5, originals - 1, originals, originals + 1, Infinity]) {
    const folder = join(root, `out-${killAfterLines}`);
    const given = ['export', archiveFolder, recordsPath, folder];
    const lines = await runChild(program, { given, killAfterLines });
    const profile = new ProfileInTest();
    const { kind } = await restoreFrom(folder, profile);
    kinds.push(kind);
    expect(['no_export', 'restored']).toContain(kind);
    if (lines.includes('exported')) expect(kind).toBe('restored');
    if (kind === 'no_export') {
      expect(profile.steps).toEqual([]);
    } else {
      expect(profile.records).toEqual(history.records);
      expect(profile.originals).toEqual(history.originals);
    }
  }
  expect([kinds[0], kinds.at(-1)]).toEqual(['no_export', 'restored']);
});

test('An original of 60 MB is kept and read again in constant memory', async () => {
  const root = tempFolder();
  const staging = join(root, 'staging');
  const [sha256 = ''] = stage(staging, [60 * 1024 * 1024]);
  const archiveFolder = join(root, 'archive');
  const lines = await runChild(program, { given: ['keep', archiveFolder, staging] });
  expect(lines[0]).toBe(`kept ${sha256}`);
  const grownKilobytes = Number(lines.find((line) => line.startsWith('grown '))?.slice(6));
  expect(grownKilobytes).toBeLessThan(40 * 1024);
  expect(lines).toContain('damaged 0, unfinished 0');
});

/** A file system of its own needs the right to mount one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

test.skipIf(!canMount)('A full disk is named, leaves nothing half, and takes what still fits', async () => {
  const root = tempFolder();
  const disk = join(root, 'disk');
  mkdirSync(disk);
  const staging = join(root, 'staging');
  stage(staging, [3_000_000, 100_000, 100_000, 100_000, 3_000_000, 100_000]);
  const lines = await runChild(program, {
    given: ['keep', join(disk, 'archive'), staging],
    smallDisk: { folder: disk, mebibytes: 1 },
  });
  const answers = lines.slice(0, 6).map((line) => line.split(' ')[0]);
  expect(answers.sort()).toEqual(['disk_full', 'disk_full', 'kept', 'kept', 'kept', 'kept']);
  expect(lines).toContain('damaged 0, unfinished 0');
});

test.skipIf(!canMount)('An export that finds no room says so, and leaves nothing in its place', async () => {
  const root = tempFolder();
  const disk = join(root, 'disk');
  mkdirSync(disk);
  const staging = join(root, 'staging');
  const archiveFolder = join(root, 'archive');
  const archive = await open(archiveFolder);
  const staged = stage(staging, [700_000, 700_000]);
  for (const sha256 of staged) await archive.keep(join(staging, sha256), sha256);
  const recordsPath = join(root, 'records.json');
  writeFileSync(recordsPath, '[]');
  const lines = await runChild(program, {
    given: ['export', archiveFolder, recordsPath, join(disk, 'out')],
    smallDisk: { folder: disk, mebibytes: 1 },
  });
  expect(lines.slice(-3)).toEqual(['ENOSPC', 'there false', 'over']);
  expect(existsSync(join(disk, 'out'))).toBe(false);
});
