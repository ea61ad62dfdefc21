import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAtomically } from '../../../src-main/saving/write-atomically.ts';
import { openSourcesFile, type RememberedVolume } from '../../../src-main/sources/sources-file.ts';
import { temporaryFolder } from '../../support/run-cooldown.ts';

const granted = {
  folderId: '5f1d0c3e-2a54-4f0e-8e31-0d5d7a0f4b11',
  path: '/home/ana/Dropbox',
  isRecursive: true,
  isOn: true,
};
const volume = (volumeId: string, answer: RememberedVolume['answer'] = null): RememberedVolume => ({
  volumeId,
  name: 'Edge 530',
  vendor: 'garmin',
  answer,
  lastSeenAt: '2026-06-01T10:00:00.000Z',
});

test('Granted folders and answers about volumes outlive the app', async () => {
  const folder = temporaryFolder('sources');
  const first = await openSourcesFile({ folder, writeAtomically });
  expect([first.folders(), first.volumes()]).toEqual([[], []]);
  await Promise.all([
    first.changeFolders((folders) => [...folders, granted]),
    first.rememberVolume(volume('a')),
    first.rememberVolume(volume('b', 'never')),
    first.rememberVolume(volume('a', 'import')),
  ]);
  const second = await openSourcesFile({ folder, writeAtomically });
  expect(second.folders()).toEqual([granted]);
  expect(second.volumes()).toEqual([volume('b', 'never'), volume('a', 'import')]);
});

test('A file that says nothing we understand grants nothing, and is kept beside', async () => {
  const folder = temporaryFolder('sources');
  writeFileSync(join(folder, 'sources.json'), '{"format":1,"folders":"all"}');
  const sources = await openSourcesFile({ folder, writeAtomically });
  expect(sources.folders()).toEqual([]);
  await sources.changeFolders(() => [granted]);
  expect(readdirSync(folder).sort()).toEqual(['sources.json', 'sources.json.damaged']);
  expect(readFileSync(join(folder, 'sources.json.damaged'), 'utf8')).toBe('{"format":1,"folders":"all"}');
});

test('What can’t be saved is not changed', async () => {
  const folder = temporaryFolder('sources');
  const sources = await openSourcesFile({
    folder,
    writeAtomically: () => Promise.resolve({ ok: false, failure: { systemCode: 'ENOSPC' } }),
  });
  expect(await sources.changeFolders(() => [granted])).toEqual({
    ok: false,
    failure: { systemCode: 'ENOSPC' },
  });
  expect(sources.folders()).toEqual([]);
});
