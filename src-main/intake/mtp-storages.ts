// Linux: devices that speak MTP, as the desktop shows them: a folder for each below `/run/user/<uid>/gvfs`, and in it one for
// each of its storages. To list it asks the device, which is slow and may never answer: so it is done here and not in main,
// and there is no news of it: it has to be asked again and again.
import { createHash } from 'node:crypto';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import type { MtpStorage } from '../../src-worker/contract/mtp-storage.ts';
import { ok, type Result } from '../../src-worker/contract/result.ts';
import { vendorOnUsb, type VendorMap } from '../../src-worker/contract/vendor-map.ts';
import { entriesOf, openFolder, type FolderEntry } from './open-folder.ts';
import { attempt } from './system-failure.ts';
import type { Watched } from './watch-calls.ts';

const prefix = 'mtp:host=';
const mostDevices = 16;
const mostStorages = 8;

/** None where there is no such folder; a failure where the listing broke off. */
export async function listMtpStorages(
  folder: string,
  watched: Watched,
  vendorMap: VendorMap,
): Promise<Result<readonly MtpStorage[], ReadFailure>> {
  const hosts = await foldersIn(Buffer.from(folder, 'utf8'), 'reach_named', watched);
  if (!hosts.ok) return hosts.failure.kind === 'path_not_found' ? ok([]) : hosts;
  const storages: MtpStorage[] = [];
  for (const host of hosts.value.filter((name) => name.startsWith(prefix)).slice(0, mostDevices)) {
    const below = await foldersIn(Buffer.from(`${folder}/${host}`, 'utf8'), 'list_folder', watched);
    // One that was unplugged meanwhile, or is locked: the others stand.
    if (!below.ok) continue;
    for (const storageName of below.value.slice(0, mostStorages)) {
      const root = `${folder}/${host}/${storageName}`;
      const volumeId = digestOf([host, storageName]);
      storages.push({ root, volumeId, storageName, ...describeHost(host, vendorMap) });
    }
  }
  return ok(storages);
}

/** Names that are text, in order: another one could not be told to anybody. */
async function foldersIn(
  path: Buffer,
  step: 'reach_named' | 'list_folder',
  watched: Watched,
): Promise<Result<readonly string[], ReadFailure>> {
  const opened = await openFolder({ openAt: path, step, watched });
  if (!opened.ok) return opened;
  try {
    return await attempt('list_folder', async () => {
      const names: string[] = [];
      for await (const entry of entriesOf(opened.value, watched)) {
        const bytes = Buffer.from(entry.nameBytes, 'latin1');
        const name = bytes.toString('utf8');
        if (Buffer.from(name, 'utf8').equals(bytes) && mayBeFolder(entry)) names.push(name);
      }
      return names.sort();
    });
  } finally {
    await opened.value.close();
  }
}

/** Behind gvfs a listing may not say what a name is. */
const mayBeFolder = ({ kind }: FolderEntry) => kind === 'folder' || kind === 'other';

/**
 * A host is what udev says of the device: `Garmin_Edge_1050_0000d1a5c0de`, `091e_51b4_0000d1a5c0de`; or, of old, only where it
 * is plugged in: `[usb:001,012]`. Then it is another one after every plug.
 */
function describeHost(host: string, vendorMap: VendorMap) {
  const text = decoded(host.slice(prefix.length));
  const words = text.split('_').filter(Boolean);
  const [first = ''] = words;
  const vendorId = /^[0-9a-f]{4}$/i.test(first) ? first.toLowerCase() : null;
  const vendor = vendorOnUsb({ vendorId, says: text }, vendorMap);
  const spoken = words.filter((word, at) => !isNumber(word, at === words.length - 1));
  const isText = vendorId === null && spoken.length > 0 && !text.startsWith('[');
  const deviceName = isText ? spoken.join(' ') : (vendor?.name ?? 'MTP');
  return { deviceName, vendor: vendor?.vendor ?? null };
}

/** The serial number stands last. */
const isNumber = (word: string, isLast: boolean) => isLast && /^[0-9a-f]{8,}$/i.test(word);

function decoded(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}

const digestOf = (parts: readonly string[]): string =>
  `mtp-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
