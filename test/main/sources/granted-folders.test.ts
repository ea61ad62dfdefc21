import { expect, test } from 'vitest';
import { changeFolder, grantFolder } from '../../../src-main/sources/granted-folders.ts';
import type { GrantedFolder } from '../../../src-main/sources/sources-file.ts';

const folder = (path: string, how: Partial<GrantedFolder> = {}): GrantedFolder => ({
  folderId: `id of ${path}`,
  path,
  isRecursive: true,
  isOn: true,
  ...how,
});
const pathsOf = (folders: readonly GrantedFolder[]) => folders.map(({ path }) => path);

test('A folder is already read where one around it is on and reads its subfolders', () => {
  const by = folder('/sport');
  expect(grantFolder([by], '/sport/rides', 'new')).toEqual({ kind: 'already', by });
  expect(grantFolder([by], '/sport', 'new')).toEqual({ kind: 'already', by });
  expect(grantFolder([by], '/sports', 'new')).toMatchObject({ kind: 'granted' });
  expect(grantFolder([folder('/sport', { isRecursive: false })], '/sport/rides', 'new').kind).toBe('granted');
});

test('One that is switched off reads nothing: below it a folder is added, and chosen again it is switched on', () => {
  const off = folder('/sport', { isOn: false });
  expect(grantFolder([off], '/sport/rides', 'new')).toEqual({
    kind: 'granted',
    folderId: 'new',
    folders: [off, folder('/sport/rides', { folderId: 'new' })],
  });
  expect(grantFolder([off], '/sport', 'new')).toEqual({
    kind: 'granted',
    folderId: off.folderId,
    folders: [folder('/sport')],
  });
});

test('A folder around others takes them in, so that no file is read through two; one that is off stays as it is', () => {
  const before = [folder('/sport/rides'), folder('/sport/old', { isOn: false }), folder('/other')];
  const granting = grantFolder(before, '/sport', 'new');
  expect(granting.kind === 'granted' && pathsOf(granting.folders)).toEqual([
    '/sport/old',
    '/other',
    '/sport',
  ]);
});

test('Switching one on, or its subfolders, takes in as well what lies below it', () => {
  const outer = folder('C:\\sport', { isOn: false });
  const inner = folder('C:\\sport\\rides');
  expect(pathsOf(changeFolder([outer, inner], outer.folderId, { isOn: true }))).toEqual(['C:\\sport']);
  const flat = folder('C:\\sport', { isRecursive: false });
  expect(pathsOf(changeFolder([flat, inner], flat.folderId, { isRecursive: true }))).toEqual(['C:\\sport']);
  expect(pathsOf(changeFolder([flat, inner], inner.folderId, { isOn: false }))).toEqual([
    'C:\\sport',
    'C:\\sport\\rides',
  ]);
});
