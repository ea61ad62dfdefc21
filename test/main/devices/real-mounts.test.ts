// Real file systems, mounted for real in a view that only one shell has: how soon the watcher sees them come and go, and that a
// volume keeps its name elsewhere. Where a machine can't mount, or lacks a program, this is skipped and counted.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { linuxVolumes } from '../../../src-main/devices/linux-volumes.ts';
import { startVolumes } from '../../../src-main/devices/volumes.ts';
import type { Volume } from '../../../src-main/devices/volume.ts';

const isThere = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  isThere('mkfs.ext4') &&
  spawnSync('unshare', ['-m', '--propagation', 'private', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status ===
    0;
const hasFat = canMount && isThere('fusefat') && isThere('mkfs.vfat');
const hasExfat = canMount && isThere('mount.exfat-fuse') && isThere('mkfs.exfat');

/** Two looks of the watcher. */
const seenWithinMs = 500;

interface Seen {
  readonly volumes: readonly Volume[];
  readonly atMs: number;
}

/** A folder whose mounts only one shell sees, and a watcher of what this shell sees. */
function privateMounts() {
  const folder = mkdtempSync(join(tmpdir(), 'real-mounts-'));
  const shell = spawn('unshare', ['-m', '--propagation', 'private', 'sh'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const run = async (command: string): Promise<string> => {
    shell.stdin.write(`(${command}) </dev/null >/dev/null && echo done || echo failed\n`);
    const { value } = (await answers.next()) as { value: unknown };
    if (value !== 'done') throw new Error(`${command}: ${String(value)}`);
    return value;
  };
  const seen: Seen[] = [];
  let wake = (): void => undefined;
  const volumes = startVolumes({
    reader: linuxVolumes({
      everythingBelow: folder,
      readTable: () => readFile(`/proc/${String(shell.pid)}/mountinfo`, 'latin1'),
    }),
    onChange: (now) => {
      seen.push({ volumes: now, atMs: performance.now() });
      wake();
    },
  });
  onTestFinished(async () => {
    volumes.stop();
    const ended = new Promise((resolve) => shell.once('exit', resolve));
    shell.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const place = (name: string) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  /** Runs it, and how many milliseconds after its end the change was told. */
  const change = async (command: string) => {
    const before = seen.length;
    await run(command);
    const endedMs = performance.now();
    while (seen.length === before) await new Promise<void>((resolve) => (wake = resolve));
    const { volumes: now, atMs } = seen.at(-1) ?? { volumes: [], atMs: endedMs };
    return { now, afterMs: atMs - endedMs };
  };
  return { folder, place, run, change };
}

const ext4 = (image: string) => `truncate -s 8M ${image} && mkfs.ext4 -q ${image}`;

describe.skipIf(!canMount)('ext4 on a loop device', () => {
  it('is seen to come and go within half a second, and keeps its name at another place', async () => {
    const { folder, place, run, change } = privateMounts();
    const [a, b, image] = [place('a'), place('b'), join(folder, 'stick.img')];
    await run(ext4(image));
    const waitsMs: number[] = [];
    const ids = new Set<string>();
    for (const root of [a, b, a, b, a]) {
      const came = await change(`mount -o loop ${image} ${root}`);
      expect(came.now.map((volume) => volume.root)).toEqual([root]);
      for (const { volumeId } of came.now) ids.add(volumeId);
      const went = await change(`umount ${root}`);
      expect(went.now).toEqual([]);
      waitsMs.push(came.afterMs, went.afterMs);
    }
    expect(ids.size).toBe(1);
    const medianMs = waitsMs.sort((one, other) => one - other)[waitsMs.length / 2];
    expect(medianMs).toBeLessThanOrEqual(seenWithinMs);
  });

  it('is told from another one, also where that one takes its place or lies over it', async () => {
    const { folder, place, run, change } = privateMounts();
    const root = place('räder und so');
    const [one, other] = [join(folder, 'one.img'), join(folder, 'other.img')];
    await run(`${ext4(one)} && ${ext4(other)}`);
    const first = await change(`mount -o loop ${one} '${root}'`);
    const second = await change(`mount -o loop ${other} '${root}'`);
    expect(second.now.map((volume) => volume.root)).toEqual([root]);
    expect(second.now[0]?.volumeId).not.toBe(first.now[0]?.volumeId);
    const again = await change(`umount '${root}'`);
    expect(again.now).toEqual(first.now);
    const both = await change(`mkdir ${folder}/b && mount -o loop ${other} ${folder}/b`);
    expect(new Set(both.now.map(({ volumeId }) => volumeId)).size).toBe(2);
    await run(`umount '${root}' && umount ${folder}/b`);
  });

  it('is seen also when its folder is made long before or just before', async () => {
    const { folder, run, change } = privateMounts();
    const image = join(folder, 'stick.img');
    await run(ext4(image));
    for (const pause of ['0', '0.02', '0.2']) {
      const root = `${folder}/after-${pause}`;
      const { now } = await change(`mkdir ${root} && sleep ${pause} && mount -o loop ${image} ${root}`);
      expect(now.map((volume) => volume.root)).toEqual([root]);
      await change(`umount ${root}`);
    }
  });
});

test.skipIf(!canMount)(
  'a tmpfs below the folder of the test is a volume, and what is mounted elsewhere is none',
  async () => {
    const { folder, place, run, change } = privateMounts();
    const root = place('a');
    await run('mount -t tmpfs none /mnt');
    const { now } = await change(`mount -t tmpfs none ${root}`);
    expect(now.map((volume) => volume.root)).toEqual([root]);
    await change(`umount ${root}`);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(folder);
  },
);

test.skipIf(!hasFat)('FAT, through fusefat', async () => {
  const { folder, place, run, change } = privateMounts();
  const [a, b, image] = [place('a'), place('b'), join(folder, 'garmin.img')];
  await run(`truncate -s 32M ${image} && mkfs.vfat -n GARMIN ${image}`);
  const first = await change(`fusefat -o rw+,fsname=${image} ${image} ${a}`);
  await change(`umount ${a}`);
  const second = await change(`fusefat -o rw+,fsname=${image} ${image} ${b}`);
  expect(second.now.map(({ volumeId }) => volumeId)).toEqual(first.now.map(({ volumeId }) => volumeId));
  await change(`umount ${b}`);
});

test.skipIf(!hasExfat)('exFAT on a loop device, through its FUSE program', async () => {
  const { folder, place, run, change } = privateMounts();
  const [a, b, image] = [place('a'), place('b'), join(folder, 'wahoo.img')];
  await run(`truncate -s 32M ${image} && mkfs.exfat ${image}`);
  const mounted = (root: string) => `mount.exfat-fuse $(losetup -f --show ${image}) ${root}`;
  const unmounted = (root: string) =>
    `umount ${root} && losetup -j ${image} | cut -d: -f1 | xargs -r losetup -d`;
  const first = await change(mounted(a));
  await change(unmounted(a));
  const second = await change(mounted(b));
  expect(second.now.map(({ volumeId }) => volumeId)).toEqual(first.now.map(({ volumeId }) => volumeId));
  await change(unmounted(b));
});
