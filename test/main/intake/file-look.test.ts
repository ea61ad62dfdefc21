// What makes two looks at a file the same, and which looks may be remembered.
import {
  type BigIntStats,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canBeTrusted, digestOfLook, lookOf, type FileLook } from '../../../src-main/intake/file-look.ts';
import { tempFolders } from './temp-folder.ts';

const lookAt = (path: string) => digestOfLook(lookOf(path, lstatSync(path, { bigint: true })));
const old = new Date('2024-05-01T10:00:00Z');

function oldFile(path: string, content: string): string {
  writeFileSync(path, content);
  utimesSync(path, old, old);
  return path;
}

test('A file that nobody touched looks the same; rewritten with equal size and time, or replaced, it does not', () => {
  const { source } = tempFolders();
  const path = oldFile(join(source, 'ride.fit'), 'ride one');
  const first = lookAt(path);
  expect(lookAt(path)).toBe(first);

  oldFile(path, 'ride two');
  const rewritten = lookAt(path);
  expect(rewritten).not.toBe(first);

  rmSync(path);
  oldFile(path, 'ride two');
  expect(lookAt(path)).not.toBe(rewritten);

  mkdirSync(join(source, 'moved'));
  const moved = join(source, 'moved/ride.fit');
  const before = lookAt(path);
  renameSync(path, moved);
  expect(lookAt(moved)).not.toBe(before);
});

test('A file keeps its look when its disk gets another number, and elsewhere than on a disk when itself gets one', () => {
  const { source } = tempFolders();
  const stats = lstatSync(oldFile(join(source, 'ride.fit'), 'ride one'), { bigint: true });
  const lookWith = (change: Partial<BigIntStats>) => digestOfLook(lookOf('/a.fit', { ...stats, ...change }));
  const [onDisk, onOther, onNone, onOtherNone] = [0x811n, 0x821n, 0x31n, 0x42n].map((dev) => ({ dev }));
  expect(lookWith({ ...onOther })).toBe(lookWith({ ...onDisk }));
  expect(lookWith({ ...onDisk, ino: 7n })).not.toBe(lookWith({ ...onDisk, ino: 8n }));
  const isLinux = process.platform === 'linux';
  expect(lookWith({ ...onNone, ino: 7n }) === lookWith({ ...onOtherNone, ino: 8n })).toBe(isLinux);
  expect(lookWith({ ...onNone, ctimeNs: 7n })).not.toBe(lookWith({ ...onNone, ctimeNs: 8n }));
});

const sample: FileLook = {
  path: '/rides/a.fit',
  volume: 'device 1',
  inode: 2n,
  sizeBytes: 3n,
  modifiedNs: 4n,
  changedNs: 5n,
};

test('Each part of a look counts, and a number that a file system does not keep is a part as well', () => {
  const others: readonly FileLook[] = [
    { ...sample, path: '/rides/b.fit' },
    { ...sample, volume: 'device 12' },
    { ...sample, inode: 3n },
    { ...sample, inode: null },
    { ...sample, sizeBytes: 4n },
    { ...sample, modifiedNs: 5n },
    { ...sample, changedNs: 6n },
    { ...sample, changedNs: null },
    { ...sample, volume: 'volume 4F2A-11C0', inode: null, changedNs: null },
  ];
  expect(new Set([sample, ...others].map(digestOfLook)).size).toBe(others.length + 1);
});

const at = (iso: string) => BigInt(Date.parse(iso)) * 1_000_000n;
const lookedAt = '2026-11-22T10:00:00Z';

test.each([
  ['two seconds after the last change', '2026-11-22T09:59:58Z', '2026-11-22T09:59:58Z', true],
  ['long after it was written, where its attributes are not kept', '2020-01-01T00:00:00Z', null, true],
  ['less than two seconds after it was written', '2026-11-22T09:59:58.001Z', null, false],
  ['with its old time put back a moment before', '2020-01-01T00:00:00Z', '2026-11-22T09:59:59Z', false],
  ['with a time ahead of now', '2031-01-01T00:00:00Z', '2020-01-01T00:00:00Z', false],
  ['of a clock that was never set', '1999-12-31T23:59:59Z', '2020-01-01T00:00:00Z', false],
])('A look %s is trusted: or not', (_when, modified, changed, isTrusted) => {
  const look = { ...sample, modifiedNs: at(modified), changedNs: changed === null ? null : at(changed) };
  expect(canBeTrusted(look, Date.parse(lookedAt))).toBe(isTrusted);
});
