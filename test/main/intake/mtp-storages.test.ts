// Devices that speak MTP, as the desktop shows them in folders.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVendorMap, vendorMapFile } from '../../../src-main/disk/read-vendor-map.ts';
import { listMtpStorages } from '../../../src-main/intake/mtp-storages.ts';
import type { Watched } from '../../../src-main/intake/watch-calls.ts';
import { tempFolders } from './temp-folder.ts';

const vendors = readVendorMap(vendorMapFile(join(import.meta.dirname, '../../..')));
const unwatched: Watched = (call) => call();

function gvfs(...folders: readonly string[]): string {
  const { source } = tempFolders();
  for (const folder of folders) mkdirSync(join(source, folder), { recursive: true });
  return source;
}

async function list(folder: string) {
  const listed = await listMtpStorages(folder, unwatched, vendors);
  if (!listed.ok) throw new Error(listed.failure.kind);
  return listed.value;
}

describe.runIf(process.platform === 'linux')('storages', () => {
  it('of each device, by what it says of itself', async () => {
    const folder = gvfs(
      'mtp:host=Garmin_Edge_1050_0000d1a5c0de/Internal Storage/GARMIN',
      'mtp:host=Garmin_Edge_1050_0000d1a5c0de/Card',
      'mtp:host=091e_51b4_0000d1a5c0df/Primary',
      'mtp:host=Wahoo_ELEMNT_BOLT_WB12/Internal shared storage',
      'mtp:host=SAMSUNG_SAMSUNG_Android_1234567890abcdef/Phone',
      'mtp:host=%5Busb%3A001%2C012%5D/Internal Storage',
      'smb-share:server=nas,share=sport/Garmin',
    );
    const said = (await list(folder)).map(({ deviceName, storageName, vendor }) => [
      deviceName,
      storageName,
      vendor,
    ]);
    expect(said).toEqual([
      ['MTP', 'Internal Storage', null],
      ['Garmin', 'Primary', 'garmin'],
      ['Garmin Edge 1050', 'Card', 'garmin'],
      ['Garmin Edge 1050', 'Internal Storage', 'garmin'],
      ['SAMSUNG SAMSUNG Android', 'Phone', null],
      ['Wahoo ELEMNT BOLT WB12', 'Internal shared storage', 'wahoo'],
    ]);
  });

  it('keep their names from plug to plug, each its own', async () => {
    const names = [
      'mtp:host=Garmin_Edge_1050_0000d1a5c0de/A',
      'mtp:host=Garmin_Edge_1050_0000d1a5c0de/B',
      'mtp:host=Garmin_Edge_1050_0000d1a5c0df/A',
    ];
    const ids = async () => (await list(gvfs(...names))).map(({ volumeId }) => volumeId);
    const first = await ids();
    expect(new Set(first).size).toBe(3);
    expect(await ids()).toEqual(first);
  });

  it('are none where there is no such folder, and none of what is no folder', async () => {
    const folder = gvfs('mtp:host=Garmin_1/Internal Storage');
    writeFileSync(join(folder, 'mtp:host=file'), 'x');
    writeFileSync(join(folder, 'mtp:host=Garmin_1/file'), 'x');
    symlinkSync(join(folder, 'mtp:host=Garmin_1'), join(folder, 'mtp:host=link'));
    expect((await list(folder)).map(({ root }) => root)).toEqual([
      `${folder}/mtp:host=Garmin_1/Internal Storage`,
    ]);
    expect(await list(join(folder, 'gone'))).toEqual([]);
  });

  it('of a device that is pulled out while it is listed are left out', async () => {
    const folder = gvfs('mtp:host=Garmin_1/A', 'mtp:host=Wahoo_2/A');
    const gone = Object.assign(new Error('gone'), { code: 'EIO' });
    let calls = 0;
    await listMtpStorages(folder, (call) => ((calls += 1), call()), vendors);
    const endings = new Set<number>();
    for (let failing = 1; failing <= calls; failing += 1) {
      let made = 0;
      const watched: Watched = (call) => ((made += 1) === failing ? Promise.reject(gone) : call());
      const listed = await listMtpStorages(folder, watched, vendors);
      endings.add(listed.ok ? listed.value.length : -1);
    }
    expect([...endings].sort()).toEqual([-1, 1, 2]);
  });
});
