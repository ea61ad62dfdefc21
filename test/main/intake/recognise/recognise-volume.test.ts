// Recognition on real folders: what a volume is taken for, where its activities lie, and what can't lead out of it.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { listFolder } from '../../../../src-main/intake/open-folder.ts';
import { openFolderBelow } from '../../../../src-main/intake/recognise/reach-below.ts';
import { recogniseVolume } from '../../../../src-main/intake/recognise/recognise-volume.ts';
import type { Watched } from '../../../../src-main/intake/watch-calls.ts';
import { readVendorMap, vendorMapFile } from '../../../../src-main/disk/read-vendor-map.ts';
import { tempFolders } from '../temp-folder.ts';
import { garminXml } from './garmin-xml.ts';

const vendors = readVendorMap(vendorMapFile(join(import.meta.dirname, '../../../..')));
const unwatched: Watched = (call) => call();
const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux';

/** A volume with these files; a path that ends in a slash is a folder. */
function volume(files: Readonly<Record<string, string>>): string {
  const { source } = tempFolders();
  for (const [path, content] of Object.entries(files)) {
    const full = join(source, path);
    mkdirSync(path.endsWith('/') ? full : join(full, '..'), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(full, content);
  }
  return source;
}

async function recognise(root: string, watched = unwatched) {
  const result = await recogniseVolume(root, watched, vendors);
  if (!result.ok) return result.failure;
  const { recognition, activityFolders, isKnownVendor } = result.value;
  const { by, name, vendor } = recognition;
  return { by, name, vendor, isKnownVendor, folders: activityFolders.map(String) };
}

const unknown = { by: 'unknown', name: 'source', vendor: null, isKnownVendor: false, folders: [''] };
const garmin = { by: 'vendor_map', name: 'Garmin', vendor: 'garmin', isKnownVendor: true };
const edge = { ...garmin, by: 'manifest', name: 'Edge 530' };

describe('by its manifest', () => {
  it.each([
    ['Garmin/GarminDevice.xml', 'Garmin/Activities/', 'Garmin/Activities'],
    ['GARMIN/GARMINDEVICE.XML', 'GARMIN/ACTIVITIES/', 'Garmin/Activities'],
    ['garmin/garmindevice.xml', 'garmin/activities/', 'GARMIN/ACTIVITIES'],
    ['GARMIN/GarminDevice.xml', 'GARMIN/Activity/', 'Garmin/Activity'],
  ])('%s, and its folder as the volume writes it', async (manifest, folder, declared) => {
    const root = volume({ [manifest]: garminXml({ paths: [declared] }), [folder]: '' });
    expect(await recognise(root)).toEqual({ ...edge, folders: [folder.slice(0, -1)] });
  });

  it('whose folder lies elsewhere than the map says, or in several places', async () => {
    const paths = ['Sports/Log', 'GARMIN/Activity', 'not/there'];
    const root = volume({
      'Garmin/GarminDevice.xml': garminXml({ paths }),
      'SPORTS/log/': '',
      'Garmin/Activity/': '',
    });
    expect(await recognise(root)).toEqual({ ...edge, folders: ['SPORTS/log', 'Garmin/Activity'] });
  });

  it('whose folder is not there, or would lie outside: then the map says where', async () => {
    for (const path of ['Garmin/Nowhere', '../outside', '/etc', '..\\outside']) {
      const root = volume({
        'Garmin/GarminDevice.xml': garminXml({ paths: [path] }),
        'Garmin/Activity/': '',
      });
      expect(await recognise(root)).toEqual({ ...edge, folders: ['Garmin/Activity'] });
    }
  });

  it('and is known also while it has no activity folder yet', async () => {
    expect(await recognise(volume({ 'Garmin/GarminDevice.xml': garminXml() }))).toEqual({
      ...edge,
      folders: [],
    });
  });

  it('as a storage of a device without a volume', async () => {
    const { source } = tempFolders();
    const root = join(source, 'gvfs/mtp:host=Garmin_Edge_1050_0000/Internal Storage');
    mkdirSync(join(root, 'GARMIN/Activity'), { recursive: true });
    writeFileSync(
      join(root, 'GARMIN/GarminDevice.xml'),
      garminXml({ model: 'Edge 1050', paths: ['GARMIN/Activity'] }),
    );
    expect(await recognise(root)).toEqual({ ...edge, name: 'Edge 1050', folders: ['GARMIN/Activity'] });
  });
});

describe('by the vendor map', () => {
  it.each([
    ['Garmin/Activities', garmin],
    ['GARMIN/ACTIVITY', garmin],
    ['Zwift/Activities', { ...garmin, name: 'Zwift', vendor: 'zwift' }],
    ['igpsport/activities', { ...garmin, name: 'iGPSPORT', vendor: 'igpsport' }],
  ])('%s', async (folder, expected) => {
    expect(await recognise(volume({ [`${folder}/`]: '' }))).toEqual({ ...expected, folders: [folder] });
  });

  it('a folder named exports is Wahoo’s only where more speaks for it', async () => {
    const wahoo = { ...garmin, name: 'Wahoo', vendor: 'wahoo', folders: ['exports'] };
    expect(await recognise(volume({ 'exports/': '' }))).toEqual(unknown);
    expect(await recognise(volume({ 'exports/': '', 'plans/': '' }))).toEqual(wahoo);
    const root = join(tempFolders().source, 'mtp:host=Wahoo_ELEMNT_BOLT_1234', 'Internal shared storage');
    mkdirSync(join(root, 'exports'), { recursive: true });
    expect(await recognise(root)).toEqual(wahoo);
  });

  it.each([
    ['a manifest that is not understood', 'broken'],
    ['a manifest with a billion laughs', `<!DOCTYPE a [<!ENTITY b "c">]>${garminXml()}`],
    ['a manifest of five mebibytes', garminXml({ model: 'x'.repeat(5 * 1024 * 1024) })],
    ['a manifest of zeros', '\0'.repeat(40_000)],
  ])('%s leaves the folders to speak', async (_, manifest) => {
    const root = volume({ 'Garmin/GarminDevice.xml': manifest, 'Garmin/Activities/': '' });
    expect(await recognise(root)).toEqual({ ...garmin, folders: ['Garmin/Activities'] });
  });

  it.runIf(onLinux)('two folders that differ only in case are both looked at', async () => {
    const root = volume({ 'Garmin/Activities/': '', 'GARMIN/Activities/': '' });
    expect(await recognise(root)).toEqual({ ...garmin, folders: ['GARMIN/Activities', 'Garmin/Activities'] });
  });
});

describe('nobody knows', () => {
  it.each([
    ['an empty volume', {}],
    ['photos', { 'DCIM/100/a.jpg': 'x' }],
    ['files named as folders would be', { Garmin: 'file', 'Zwift/Activities': 'file' }],
    ['a folder named as the manifest would be', { 'Garmin/GarminDevice.xml/x': '' }],
  ])('%s', async (_, files) => {
    expect(await recognise(volume(files))).toEqual(unknown);
  });
});

describe.runIf(onLinux)('nothing leads outside', () => {
  it('by a link in the place of the manifest, of a folder, or on the way', async () => {
    const real = volume({ 'Garmin/GarminDevice.xml': garminXml(), 'Garmin/Activities/': '' });
    const asFolder = volume({});
    symlinkSync(join(real, 'Garmin'), join(asFolder, 'Garmin'));
    expect(await recognise(asFolder)).toEqual(unknown);
    const asFile = volume({ 'Garmin/': '' });
    symlinkSync(join(real, 'Garmin/GarminDevice.xml'), join(asFile, 'Garmin/GarminDevice.xml'));
    symlinkSync(join(real, 'Garmin/Activities'), join(asFile, 'Garmin/Activities'));
    expect(await recognise(asFile)).toEqual(unknown);
  });

  it('by a root that is a link', async () => {
    const real = volume({ 'Garmin/Activities/': '' });
    const root = join(volume({}), 'stick');
    symlinkSync(real, root);
    expect(await recognise(root)).toBe('not_there');
  });

  it('when a folder is swapped for a link after it was found', async () => {
    const real = volume({ 'Activities/secret.fit': 'x' });
    const root = volume({ 'Garmin/Activities/a.fit': 'x' });
    rmSync(join(root, 'Garmin'), { recursive: true });
    symlinkSync(real, join(root, 'Garmin'));
    const opened = await openFolderBelow(Buffer.from(root), Buffer.from('Garmin/Activities'), unwatched);
    expect(opened.ok).toBe(false);
  });

  it('and a pipe in the place of the manifest holds nobody up', async () => {
    const root = volume({ 'Garmin/Activities/': '' });
    expect(spawnSync('mkfifo', [join(root, 'Garmin/GarminDevice.xml')]).status).toBe(0);
    expect(await recognise(root)).toEqual({ ...garmin, folders: ['Garmin/Activities'] });
  });
});

test.runIf(onLinux)('a found folder is opened by the bytes of its name', async () => {
  const { source } = tempFolders();
  const bytes = Buffer.concat([Buffer.from(`${source}/Garmin/`), Buffer.from([0xff, 0x66])]);
  mkdirSync(bytes, { recursive: true });
  writeFileSync(Buffer.concat([bytes, Buffer.from('/a.fit')]), 'x');
  const opened = await openFolderBelow(
    Buffer.from(source),
    Buffer.concat([Buffer.from('Garmin/'), Buffer.from([0xff, 0x66])]),
    unwatched,
  );
  if (!opened.ok) throw new Error(opened.failure.kind);
  const tally = { found: () => undefined, passedOver: () => undefined, toList: () => undefined };
  const { entries } = await listFolder(opened.value, tally, unwatched);
  await opened.value.close();
  expect(entries.map(({ nameBytes }) => nameBytes)).toEqual(['a.fit']);
});

describe('a root that is away', () => {
  it('because it is not there', async () => {
    expect(await recognise(join(volume({}), 'gone'))).toBe('not_there');
  });

  it.runIf(onLinux)('because it is no folder', async () => {
    expect(await recognise(join(volume({ stick: 'file' }), 'stick'))).toBe('not_there');
  });

  it.skipIf(isRoot || !onLinux)('because nobody may look', async () => {
    const root = volume({});
    chmodSync(root, 0o000);
    expect(await recognise(root)).toBe('no_permission');
  });

  it('because it vanishes on the way: every call from there on fails', async () => {
    const root = volume({ 'Garmin/GarminDevice.xml': garminXml(), 'Garmin/Activities/': '' });
    const gone = Object.assign(new Error('gone'), { code: 'ENODEV' });
    let all = 0;
    await recognise(root, (call) => ((all += 1), call()));
    const endings = [];
    for (let left = 0; left < all; left += 1) {
      let calls = 0;
      endings.push(await recognise(root, (call) => (calls++ < left ? call() : Promise.reject(gone))));
    }
    expect(all).toBeGreaterThan(10);
    expect(endings.filter((ending) => JSON.stringify(ending) === JSON.stringify(unknown))).toEqual([]);
    expect(endings[0]).toBe('not_there');
  });
});

test('every call to the volume is watched, and nothing stays open', async () => {
  const root = volume({ 'Garmin/GarminDevice.xml': garminXml(), 'Garmin/Activities/': '' });
  let underWay = 0;
  const watched: Watched = async (call) => {
    underWay += 1;
    try {
      return await call();
    } finally {
      underWay -= 1;
    }
  };
  expect(await recognise(root, watched)).toEqual({ ...edge, folders: ['Garmin/Activities'] });
  expect(underWay).toBe(0);
  if (!onLinux) return;
  const open = spawnSync('sh', ['-c', `ls -l /proc/${String(process.pid)}/fd`], { encoding: 'utf8' }).stdout;
  expect(open).not.toContain(root);
});
