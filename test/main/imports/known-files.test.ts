// Which files are told to the engine as known, and what makes them be read instead.
import { randomUUID } from 'node:crypto';
import { packLooks, unpackLooks } from '../../../src-main/intake/packed-looks.ts';
import { expect, test } from 'vitest';
import { openKnownFiles } from '../../../src-main/imports/known-files.ts';

const sha256 = 'a'.repeat(64);
const look = '1'.repeat(32);

function filesInTest() {
  const known = new Map<string, { readonly sha256: string; readonly jobId: string }>();
  const lost = new Set<string>();
  const toRead: string[] = [];
  const files = openKnownFiles({
    looks: {
      packed: () => packLooks(known.keys()),
      find: (of) => known.get(of) ?? null,
      remember: (of, as) => known.set(of, as),
      forget: (of) => known.delete(of),
    },
    isCaredFor: (digest) => Promise.resolve(!lost.has(digest)),
    notKnown: (fileId) => toRead.push(fileId),
  });
  const named = () => ({
    fileId: randomUUID(),
    importId: randomUUID(),
    name: 'a.fit',
    path: '/a.fit',
    sizeBytes: 1,
  });
  /** Copied, read and ended. */
  const taken = (isKnown: boolean): string => {
    const file = named();
    files.intakeReported({ type: 'staged', file: { ...file, sha256, stagingMs: 1 }, look });
    files.fileDone({ fileId: file.fileId, isKnown });
    return file.fileId;
  };
  return { files, lost, toRead, named, taken };
}

test('A file is known by its look when its ending says that all of it is in the log, and not before', async () => {
  const { files, named, taken, toRead } = filesInTest();
  taken(false);
  expect(unpackLooks(files.packed())).toEqual([]);
  const knownAs = taken(true);
  expect(unpackLooks(files.packed())).toEqual([look]);
  const file = named();
  expect(await files.recognise({ ...file, look })).toEqual({ ...file, sha256, knownAs });
  expect(toRead).toEqual([]);
});

test('What the engine does not know, whose original is lost, or that was forgotten meanwhile is read, and its look is gone', async () => {
  const { files, named, taken, lost, toRead } = filesInTest();
  taken(true);
  const [first, second, third] = [named(), named(), named()];
  await files.recognise({ ...first, look });
  files.notKnown(first.fileId);
  expect([unpackLooks(files.packed()), toRead]).toEqual([[], [first.fileId]]);
  expect(await files.recognise({ ...second, look })).toBeNull();

  taken(true);
  lost.add(sha256);
  expect(await files.recognise({ ...third, look })).toBeNull();
  expect([unpackLooks(files.packed()), toRead]).toEqual([[], [first.fileId, second.fileId, third.fileId]]);
});

test('A recognised file that was let go is forgotten, and its look is still known', async () => {
  const { files, named, taken, toRead } = filesInTest();
  taken(true);
  const file = named();
  await files.recognise({ ...file, look });
  files.letGo(file.fileId);
  files.notKnown(file.fileId);
  expect([unpackLooks(files.packed()), toRead]).toEqual([[look], []]);
});

test('A staged file that was let go is not remembered', () => {
  const { files, named } = filesInTest();
  const file = named();
  files.intakeReported({ type: 'staged', file: { ...file, sha256, stagingMs: 1 }, look });
  files.letGo(file.fileId);
  files.fileDone({ fileId: file.fileId, isKnown: true });
  expect(unpackLooks(files.packed())).toEqual([]);
});
