// The archive against real files: what is kept comes back byte for byte, within the limit, whatever is in the way.
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { originalPath } from '../../../src-main/archive/original-path.ts';
import { archiveInTest, contentOf, filesBelow, sha256Of } from './archive-in-test.ts';

// Every step waits for the disk, and on a busy one that takes its time.
vi.setConfig({ testTimeout: 60_000 });

test('An original comes back byte for byte, also after a restart, and lies compressed for its owner alone', async () => {
  const { folder, open, stage } = archiveInTest();
  const bytes = Buffer.alloc(300_000, 'lap ');
  const [path, sha256] = stage(bytes);
  const archive = await open();
  expect(await archive.keep(path, sha256)).toEqual({ ok: true, value: 'kept' });
  expect(readFileSync(path).equals(bytes)).toBe(true);
  for (const each of [archive, await open()]) {
    expect(each.look(sha256)).toBe('kept');
    expect(await contentOf(each, sha256)).toEqual(bytes);
    expect(each.list()).toEqual([sha256]);
    const size = statSync(originalPath(folder, sha256)).size;
    expect(size).toBeLessThan(bytes.length / 10);
    expect(each.facts()).toEqual({ originals: 1, bytes: size, limitBytes: 1024 ** 3, letGo: 0 });
  }
  expect(filesBelow(folder)).toEqual([`${sha256.slice(0, 2)}/${sha256}.gz`]);
  expect(gunzipSync(readFileSync(originalPath(folder, sha256))).equals(bytes)).toBe(true);
  expect(statSync(originalPath(folder, sha256)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, sha256.slice(0, 2))).mode & 0o777).toBe(0o700);
});

test('The same bytes are one original, also when many copies of them come at once', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open();
  const copies = Array.from({ length: 20 }, () => stage('one ride'));
  const answers = await Promise.all(copies.map(([path, sha256]) => archive.keep(path, sha256)));
  expect(answers.map((answer) => (answer.ok ? answer.value : answer.failure.kind)).sort()).toEqual([
    'kept',
    ...Array.from({ length: 19 }, () => 'known'),
  ]);
  expect(archive.facts().originals).toBe(1);
  expect(filesBelow(folder)).toHaveLength(1);
});

test('Many different originals that come at once are all kept', async () => {
  const { open, stage } = archiveInTest();
  const archive = await open();
  const rides = Array.from({ length: 64 }, (_, nth) => Buffer.from(`ride ${nth}`));
  await Promise.all(rides.map((bytes) => archive.keep(...stage(bytes))));
  for (const bytes of rides) expect(await contentOf(archive, sha256Of(bytes))).toEqual(bytes);
  expect(archive.facts()).toMatchObject({ originals: 64 });
});

test('An empty file is an original like any other', async () => {
  const { open, stage } = archiveInTest();
  const archive = await open();
  const [path, sha256] = stage('');
  expect(await archive.keep(path, sha256)).toEqual({ ok: true, value: 'kept' });
  expect(await contentOf(archive, sha256)).toEqual(Buffer.alloc(0));
});

test('A copy that does not hold the bytes it is named for is refused, and nothing of it stays', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open();
  const [path] = stage('other bytes');
  const sha256 = sha256Of('the bytes');
  expect(await archive.keep(path, sha256)).toEqual({ ok: false, failure: { kind: 'not_the_same_bytes' } });
  expect(filesBelow(folder)).toEqual([]);
  expect(archive.look(sha256)).toBe('never_kept');
});

test('A copy that is gone or can not be read is named as such, and the next one is kept', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open();
  const [path, sha256] = stage('a ride');
  const gone = await archive.keep(join(path, '..', 'gone'), sha256);
  expect(gone).toEqual({ ok: false, failure: { kind: 'copy_missing' } });
  const aFolder = await archive.keep(join(path, '..'), sha256);
  expect(aFolder).toEqual({ ok: false, failure: { kind: 'read_failed', systemCode: 'EISDIR' } });
  expect(filesBelow(folder)).toEqual([]);
  expect(await archive.keep(path, sha256)).toEqual({ ok: true, value: 'kept' });
});

test('Something in the way of an original is answered, and the original is kept once it is gone', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open();
  const [path, sha256] = stage('a ride');
  const inTheWay = join(folder, sha256.slice(0, 2));
  writeFileSync(inTheWay, '');
  expect(await archive.keep(path, sha256)).toEqual({
    ok: false,
    failure: { kind: 'write_failed', systemCode: 'EEXIST' },
  });
  expect(filesBelow(folder)).toEqual([sha256.slice(0, 2)]);
  rmSync(inTheWay);
  expect(await archive.keep(path, sha256)).toEqual({ ok: true, value: 'kept' });
});

test('What is not kept is null to read', async () => {
  const { open } = archiveInTest();
  expect(await (await open()).openOriginal(sha256Of('never seen'))).toBeNull();
});

test('Only a digest is ever made into a path', () => {
  for (const name of ['', '..', `../${'a'.repeat(64)}`, 'A'.repeat(64), `${'a'.repeat(64)}\n`]) {
    expect(() => originalPath('archive', name)).toThrow('SHA-256');
  }
});

const incompressible = (length = 10_000) => randomBytes(length);

test('Over the limit the oldest are let go first, by the time of keeping, and are remembered as let go', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open(35_000);
  const staged = Array.from({ length: 5 }, () => stage(incompressible()));
  for (const [path, sha256] of staged) await archive.keep(path, sha256);
  const states = staged.map(([, sha256]) => archive.look(sha256));
  expect(states).toEqual(['let_go', 'let_go', 'kept', 'kept', 'kept']);
  expect(archive.facts()).toMatchObject({ originals: 3, letGo: 2 });
  expect(archive.facts().bytes).toBeLessThanOrEqual(35_000);
  expect(filesBelow(folder)).toHaveLength(4);

  const reopened = await open(35_000);
  expect(staged.map(([, sha256]) => reopened.look(sha256))).toEqual(states);
  await reopened.setLimit(15_000);
  expect(staged.map(([, sha256]) => reopened.look(sha256))).toEqual([
    ...['let_go', 'let_go', 'let_go', 'let_go'],
    'kept',
  ]);
  expect(reopened.facts()).toMatchObject({ originals: 1, letGo: 4, limitBytes: 15_000 });
});

test('Opening lets go of nothing, whatever the limit: a default in place of lost settings costs no original', async () => {
  const { open, stage } = archiveInTest();
  const archive = await open();
  for (let nth = 0; nth < 5; nth += 1) await archive.keep(...stage(incompressible()));
  const reopened = await open(1);
  expect(reopened.facts()).toMatchObject({ originals: 5, letGo: 0 });
  await reopened.setLimit(Math.max(1, reopened.facts().bytes));
  expect(reopened.facts()).toMatchObject({ originals: 5, letGo: 0 });
});

test('An original larger than the limit alone is let go at once, and costs no other', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open(25_000);
  const [path, sha256] = stage(incompressible(10_000));
  await archive.keep(path, sha256);
  const [largePath, large] = stage(incompressible(30_000));
  expect(await archive.keep(largePath, large)).toEqual({ ok: true, value: 'let_go' });
  expect([archive.look(large), archive.look(sha256)]).toEqual(['let_go', 'kept']);
  expect(filesBelow(folder)).toHaveLength(2);
});

test('A limit of 0 keeps nothing, says so of each, and lets go of what was kept', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open();
  const [path, first] = stage('first');
  await archive.keep(path, first);
  await archive.setLimit(0);
  const [secondPath, second] = stage('second');
  expect(await archive.keep(secondPath, second)).toEqual({ ok: true, value: 'let_go' });
  expect([first, second].map((sha256) => archive.look(sha256))).toEqual(['let_go', 'let_go']);
  expect(archive.facts()).toEqual({ originals: 0, bytes: 0, limitBytes: 0, letGo: 2 });
  expect(filesBelow(folder)).toEqual(['let-go.txt']);
});

test('What was let go and comes again is kept again, and is let go no longer', async () => {
  const { open, stage } = archiveInTest();
  const archive = await open(0);
  const [path, sha256] = stage('a ride');
  await archive.keep(path, sha256);
  await archive.setLimit(1_000_000);
  expect(await archive.keep(path, sha256)).toEqual({ ok: true, value: 'kept' });
  for (const each of [archive, await open(1_000_000), await open(1_000_000)]) {
    expect(each.look(sha256)).toBe('kept');
    expect(each.facts().letGo).toBe(0);
  }
});

test('A line of the let-go list that was cut off does not spoil those before and after it', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open(0);
  const [firstPath, first] = stage('first');
  await archive.keep(firstPath, first);
  appendFileSync(join(folder, 'let-go.txt'), `\n${'a'.repeat(30)}`);
  const [secondPath, second] = stage('second');
  await archive.keep(secondPath, second);
  const reopened = await open(0);
  expect([...reopened.letGo()].sort()).toEqual([first, second].sort());
  // And the next start finds it clean.
  expect(readFileSync(join(folder, 'let-go.txt'), 'utf8').split('\n').sort()).toEqual(
    ['', first, second].sort(),
  );
});

test('What an earlier archive let go is remembered after a restore, but for what is kept', async () => {
  const { open, stage } = archiveInTest();
  const archive = await open();
  const [path, kept] = stage('kept');
  await archive.keep(path, kept);
  const gone = sha256Of('gone');
  expect(await archive.rememberLetGo([gone, kept])).toEqual({ ok: true, value: undefined });
  expect((await open()).letGo()).toEqual([gone]);
  expect((await open()).look(kept)).toBe('kept');
});

test('What is dropped leaves neither file nor line, whether kept, let go, both or never seen, also twice', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open(25_000);
  const staged = Array.from({ length: 4 }, () => stage(incompressible()));
  for (const [path, sha256] of staged) await archive.keep(path, sha256);
  const [firstPath, first] = staged[0] ?? stage('');
  // Let go, then kept again: its line is still in the list.
  await archive.keep(firstPath, first);
  const all = [...staged.map(([, sha256]) => sha256), sha256Of('never seen')];
  for (let time = 0; time < 2; time += 1) {
    expect(await archive.drop(all)).toEqual({ ok: true, value: undefined });
    for (const each of [archive, await open(25_000)]) {
      expect(all.map((sha256) => each.look(sha256))).toEqual(all.map(() => 'never_kept'));
      expect(each.facts()).toMatchObject({ originals: 0, bytes: 0, letGo: 0 });
    }
    expect(filesBelow(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['']);
  }
});

test('Dropping one leaves the others, and its bytes can be kept anew', async () => {
  const { open, stage } = archiveInTest();
  const archive = await open();
  const [path, sha256] = stage('erase me');
  const [otherPath, other] = stage('keep me');
  // It is still being kept when it is dropped.
  await Promise.all([archive.keep(path, sha256), archive.keep(otherPath, other), archive.drop([sha256])]);
  expect([archive.look(sha256), archive.look(other)]).toEqual(['never_kept', 'kept']);
  expect(await archive.keep(path, sha256)).toEqual({ ok: true, value: 'kept' });
});

test('What can not be dropped is answered, and keeps nothing else from being dropped', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open(25_000);
  const staged = Array.from({ length: 4 }, () => stage(incompressible()));
  for (const [path, sha256] of staged) await archive.keep(path, sha256);
  const all = staged.map(([, sha256]) => sha256);
  const [, , stuck = '', last = ''] = all;
  rmSync(originalPath(folder, stuck));
  mkdirSync(join(originalPath(folder, stuck), 'in the way'), { recursive: true });
  expect(await archive.drop(all)).toMatchObject({ ok: false, failure: { kind: 'write_failed' } });
  expect(archive.look(last)).toBe('never_kept');
  expect(existsSync(originalPath(folder, last))).toBe(false);
  expect(readFileSync(join(folder, 'let-go.txt'), 'utf8')).toBe('');
  rmSync(originalPath(folder, stuck), { recursive: true });
  expect(await archive.drop(all)).toEqual({ ok: true, value: undefined });
  expect(archive.facts()).toMatchObject({ originals: 0, bytes: 0, letGo: 0 });
});

test('What is let go while others are dropped is still remembered after a restart', async () => {
  const { open, stage } = archiveInTest();
  const archive = await open(0);
  const staged = Array.from({ length: 40 }, (_, nth) => stage(`ride ${nth}`));
  const [erased, kept] = [staged.slice(0, 20), staged.slice(20)];
  for (const [path, sha256] of erased) await archive.keep(path, sha256);
  await Promise.all([
    ...erased.map(([, sha256]) => archive.drop([sha256])),
    ...kept.map(([path, sha256]) => archive.keep(path, sha256)),
  ]);
  const remembered = kept.map(([, sha256]) => sha256).sort();
  expect([...archive.letGo()].sort()).toEqual(remembered);
  expect([...(await open(0)).letGo()].sort()).toEqual(remembered);
});

test('Verifying finds a flipped byte, a cut file, other bytes and a missing file, and a new copy mends each', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open();
  const staged = Array.from({ length: 5 }, () => stage(incompressible()));
  for (const [path, sha256] of staged) await archive.keep(path, sha256);
  expect(await archive.verify()).toEqual({ originals: 5, damaged: [] });

  const [, ...toDamage] = staged.map(([, sha256]) => sha256);
  const [flipped = '', cut = '', other = '', missing = ''] = toDamage;
  const bytes = readFileSync(originalPath(folder, flipped));
  bytes.writeUInt8(bytes.readUInt8(5_000) ^ 1, 5_000);
  writeFileSync(originalPath(folder, flipped), bytes);
  truncateSync(originalPath(folder, cut), 5_000);
  writeFileSync(originalPath(folder, other), readFileSync(originalPath(folder, staged[0]?.[1] ?? '')));
  rmSync(originalPath(folder, missing));

  const progress: number[] = [];
  const found = await archive.verify((done, all) => progress.push(done / all));
  expect(found.originals).toBe(5);
  expect([...found.damaged].sort()).toEqual([...toDamage].sort());
  expect(progress).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  await expect(contentOf(archive, flipped)).rejects.toThrow();
  expect(await archive.openOriginal(missing)).toBeNull();

  for (const [path, sha256] of staged.slice(1)) {
    expect(await archive.keep(path, sha256)).toEqual({ ok: true, value: 'kept' });
    expect(await contentOf(archive, sha256)).toEqual(readFileSync(path));
  }
  expect(await archive.verify()).toEqual({ originals: 5, damaged: [] });
  const sizes = staged.map(([, sha256]) => statSync(originalPath(folder, sha256)).size);
  expect(archive.facts().bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
});

test('A start removes what was cut off, and leaves alone what is not the archive’s', async () => {
  const { folder, open, stage } = archiveInTest();
  const archive = await open();
  const [path, sha256] = stage('a ride');
  await archive.keep(path, sha256);
  const bucket = sha256.slice(0, 2);
  writeFileSync(join(folder, `${sha256}.part`), 'cut off');
  writeFileSync(join(folder, 'let-go.txt.part'), 'cut off');
  for (const foreign of ['notes.txt', join(bucket, 'x.gz'), join(bucket, `${'0'.repeat(64)}.gz`)]) {
    writeFileSync(join(folder, foreign), 'not ours');
  }
  mkdirSync(join(folder, 'zz'));
  const reopened = await open();
  expect(reopened.list()).toEqual([sha256]);
  expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
  expect(filesBelow(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('An archive whose folder can not be made says so, opens empty, and keeps again once it can', async () => {
  const { folder, open, stage, troubles } = archiveInTest();
  writeFileSync(folder, 'a file of that name');
  const archive = await open();
  expect(troubles[0]).toEqual(['open', { kind: 'write_failed', systemCode: 'EEXIST' }]);
  const [path, sha256] = stage('a ride');
  expect(await archive.keep(path, sha256)).toMatchObject({ ok: false, failure: { kind: 'write_failed' } });
  rmSync(folder);
  mkdirSync(folder);
  expect(await archive.keep(path, sha256)).toEqual({ ok: true, value: 'kept' });
});

test('Where what was let go can not be written down, nothing is let go, and it is tried again', async () => {
  const { folder, open, stage, troubles } = archiveInTest();
  const archive = await open();
  const [path, sha256] = stage('a ride');
  await archive.keep(path, sha256);
  mkdirSync(join(folder, 'let-go.txt'));
  await archive.setLimit(0);
  expect(troubles).toEqual([['let_go', { kind: 'write_failed', systemCode: 'EISDIR' }]]);
  expect([archive.look(sha256), existsSync(originalPath(folder, sha256))]).toEqual(['kept', true]);
  rmSync(join(folder, 'let-go.txt'), { recursive: true });
  await archive.setLimit(0);
  expect([archive.look(sha256), existsSync(originalPath(folder, sha256))]).toEqual(['let_go', false]);
});

test('A folder made under another mask becomes the owner’s alone', async () => {
  const { folder, open } = archiveInTest();
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  await open();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
