// Which files are told to the engine as known, and what makes them be read instead.
import { randomUUID } from 'node:crypto';
import { packLooks, unpackLooks } from '../../../src-main/intake/packed-looks.ts';
import { expect, test } from 'vitest';
import type { KnownAs } from '../../../src-main/intake/known-looks.ts';
import type { Lasting } from '../../../src-worker/contract/engine-messages.ts';
import { openKnownFiles } from '../../../src-main/imports/known-files.ts';

const sha256 = 'a'.repeat(64);
const look = '1'.repeat(32);

function filesInTest() {
  const known = new Map<string, KnownAs>();
  const lost = new Set<string>();
  const toRead: string[] = [];
  const files = openKnownFiles({
    looks: {
      packed: () => packLooks([...known].flatMap(([of, { lasts }]) => (lasts === 'in_log' ? [of] : []))),
      packedForScan: () => packLooks(known.keys()),
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
  const taken = (lasts: Lasting | null): string => {
    const file = named();
    files.intakeReported({ type: 'staged', file: { ...file, sha256, stagingMs: 1 }, look });
    files.fileDone({ fileId: file.fileId, lasts });
    return file.fileId;
  };
  return { files, lost, toRead, named, taken };
}

test('A file is known by its look when its ending says that all of it is in the log, and not before', async () => {
  const { files, named, taken, toRead } = filesInTest();
  taken(null);
  expect(unpackLooks(files.packed())).toEqual([]);
  const knownAs = taken('in_log');
  expect(unpackLooks(files.packed())).toEqual([look]);
  const file = named();
  expect(await files.recognise({ ...file, look })).toEqual({ ...file, sha256, knownAs });
  expect(toRead).toEqual([]);
});

test('What the engine does not know, whose original is lost, or that was forgotten meanwhile is read, and its look is gone', async () => {
  const { files, named, taken, lost, toRead } = filesInTest();
  taken('in_log');
  const [first, second, third] = [named(), named(), named()];
  await files.recognise({ ...first, look });
  files.notKnown(first.fileId);
  expect([unpackLooks(files.packed()), toRead]).toEqual([[], [first.fileId]]);
  expect(await files.recognise({ ...second, look })).toBeNull();

  taken('in_log');
  lost.add(sha256);
  expect(await files.recognise({ ...third, look })).toBeNull();
  expect([unpackLooks(files.packed()), toRead]).toEqual([[], [first.fileId, second.fileId, third.fileId]]);
});

test('A recognised file that was let go is forgotten, and its look is still known', async () => {
  const { files, named, taken, toRead } = filesInTest();
  taken('in_log');
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
  files.fileDone({ fileId: file.fileId, lasts: 'in_log' });
  expect(unpackLooks(files.packed())).toEqual([]);
});

test('What was answered without being in the log is passed over by scans, and read where somebody asks for it', async () => {
  const { files, named, taken } = filesInTest();
  taken('with_this_reader');
  expect([unpackLooks(files.packed()), unpackLooks(files.packedForScan())]).toEqual([[], [look]]);
  expect(await files.recognise({ ...named(), look })).toBeNull();
});
