// Hints from real folders. They are only hints: what matters is that one comes, and that nothing here ever throws.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createFolderWatcher, type SourceToWatch } from '../../../../src-main/intake/watch/watch-folders.ts';
import { canHang, plugIn } from '../../../support/hanging-device.ts';
import { tempFolders } from '../temp-folder.ts';

function startWatching(mostFolders?: number) {
  const hinted: string[] = [];
  const watcher = createFolderWatcher({
    onHint: (root) => hinted.push(root),
    ...(mostFolders !== undefined && { mostFolders }),
  });
  const follow = (root: string, folders: readonly string[] = ['']) => {
    onTestFinished(() => watcher.forget(root));
    const source: SourceToWatch = {
      root,
      openAt: Buffer.from(root),
      folders,
      scanMs: 1,
      watched: (call) => call(),
    };
    return watcher.follow(source);
  };
  const hint = async (root: string) => {
    await vi.waitUntil(() => hinted.includes(root), { timeout: 5_000 });
    hinted.length = 0;
  };
  return { watcher, hinted, follow, hint };
}

test('A file that comes, is renamed, rewritten or removed gives a hint, in the folder and below', async () => {
  const { source } = tempFolders();
  mkdirSync(join(source, 'below'));
  const { follow, hint } = startWatching();
  expect(await follow(source, ['', 'below'])).toBe('whole');
  for (const folder of [source, join(source, 'below')]) {
    const path = join(folder, 'a.fit');
    writeFileSync(`${path}.part`, 'a ride');
    await hint(source);
    renameSync(`${path}.part`, path);
    await hint(source);
    writeFileSync(path, 'another', { flag: 'r+' });
    await hint(source);
    rmSync(path);
    await hint(source);
  }
});

test('A swarm of changes gives one hint, and bytes of other files none', async () => {
  const { source, outside } = tempFolders();
  const download = join(source, 'film.mkv');
  writeFileSync(download, 'a');
  const { follow, hint, hinted } = startWatching();
  await follow(source);
  await follow(outside);
  for (let index = 0; index < 50; index += 1) writeFileSync(download, 'more', { flag: 'a' });
  for (let index = 0; index < 50; index += 1) writeFileSync(join(outside, `${index}.fit`), 'a ride');
  await vi.waitUntil(() => hinted.includes(outside));
  expect(hinted).toEqual([outside]);
  writeFileSync(join(source, 'a.fit'), 'a ride');
  await hint(source);
});

test('A folder that is removed and made again is watched again', async () => {
  const { source } = tempFolders();
  const below = join(source, 'below');
  mkdirSync(below);
  const { follow, hint } = startWatching();
  await follow(source, ['', 'below']);
  rmSync(below, { recursive: true });
  mkdirSync(below);
  await hint(source);
  await follow(source, ['', 'below']);
  writeFileSync(join(below, 'a.fit'), 'a ride');
  await hint(source);
});

test('Of too many folders the topmost are watched, and that is said', async () => {
  const { source } = tempFolders();
  mkdirSync(join(source, 'a', 'b'), { recursive: true });
  const { follow, hint } = startWatching(2);
  expect(await follow(source, ['', 'a', join('a', 'b')])).toBe('limited');
  writeFileSync(join(source, 'a', 'a.fit'), 'a ride');
  await hint(source);
});

test('A folder that went meanwhile makes the watching limited, and nothing else', async () => {
  const { source } = tempFolders();
  const { follow, hint } = startWatching();
  mkdirSync(join(source, 'here'));
  expect(await follow(source, ['', 'gone', 'here'])).toBe('limited');
  writeFileSync(join(source, 'here', 'a.fit'), 'a ride');
  await hint(source);
});

test.runIf(canHang)('A file system with a program behind it is not watched at all', async () => {
  const device = await plugIn();
  onTestFinished(() => device.unplug());
  const { follow } = startWatching();
  expect(await follow(device.folder)).toBe('limited');
});
