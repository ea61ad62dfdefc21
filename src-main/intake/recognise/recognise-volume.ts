// What is this volume, and where do its activities lie? First by the manifest in which a device describes itself, then by
// the vendor map, and else it is a volume that nobody knows. Reads folders' names and one small file, and holds nothing open.
import { basename } from 'node:path';
import type { ReadFailure } from '../../../src-worker/contract/failure.ts';
import { assertNever, failed, ok, type Result } from '../../../src-worker/contract/result.ts';
import type { AwayReason } from '../../../src-worker/contract/sources.ts';
import { hasWord, type Vendor, type VendorMap } from '../../../src-worker/contract/vendor-map.ts';
import { openFolder, type OpenFolder } from '../open-folder.ts';
import { openRegularFile } from '../open-regular-file.ts';
import { attempt } from '../system-failure.ts';
import type { Watched } from '../watch-calls.ts';
import { longestManifestBytes, readGarminManifest, type GarminManifest } from './garmin-manifest.ts';
import { reachBelow, type Reached, type Reaching } from './reach-below.ts';
import type { RecognisedVolume } from './recognised-volume.ts';

/** `root`: where it is mounted; of a device without a volume, the folder of one of its storages. */
export async function recogniseVolume(
  root: string,
  watched: Watched,
  vendorMap: VendorMap,
): Promise<Result<RecognisedVolume, AwayReason>> {
  const opened = await openFolder({ openAt: Buffer.from(root, 'utf8'), step: 'reach_named', watched });
  if (!opened.ok) return failed(awayReasonOf(opened.failure));
  const reaching: Reaching = { watched, listed: new Map(), troubles: [] };
  try {
    const known =
      (await byManifest(opened.value, vendorMap, reaching)) ??
      (await byVendorMap(opened.value, labelsOf(root), vendorMap, reaching));
    if (known !== null) return ok(known);
    // It may be one that we know: nobody is asked about what could not be read.
    const trouble = reaching.troubles.find(isOfDevice);
    return trouble === undefined ? ok(unknownVolume(root, vendorMap)) : failed(awayReasonOf(trouble));
  } finally {
    await opened.value.close();
  }
}

async function byManifest(
  folder: OpenFolder,
  { vendors }: VendorMap,
  reaching: Reaching,
): Promise<RecognisedVolume | null> {
  for (const vendor of vendors) {
    for (const path of vendor.manifests) {
      const manifest = await manifestAt(folder, path, reaching);
      if (manifest === null) continue;
      const declared = await foldersThere(folder, manifest.activityFolders, reaching);
      const { modelName, unitHash } = manifest;
      return {
        recognition: { by: 'manifest', name: modelName ?? vendor.name, vendor: vendor.vendor, unitHash },
        activityFolders: declared.length > 0 ? declared : await foldersOf(vendor, folder, reaching),
        isKnownVendor: true,
        rules: vendor.rules,
      };
    }
  }
  return null;
}

async function byVendorMap(
  folder: OpenFolder,
  labels: readonly string[],
  { vendors }: VendorMap,
  reaching: Reaching,
): Promise<RecognisedVolume | null> {
  for (const vendor of vendors) {
    const saysSo = labels.some((label) => hasWord(label, [...vendor.labelWords, ...vendor.makerWords]));
    for (const { folders, needsLabel } of vendor.signs) {
      if (needsLabel && !saysSo) continue;
      if (!(await areAllThere(folder, folders, reaching))) continue;
      return {
        recognition: { by: 'vendor_map', name: vendor.name, vendor: vendor.vendor, unitHash: null },
        activityFolders: await foldersOf(vendor, folder, reaching),
        isKnownVendor: true,
        rules: vendor.rules,
      };
    }
  }
  return null;
}

const unknownVolume = (root: string, { unknown }: VendorMap): RecognisedVolume => ({
  recognition: { by: 'unknown', name: basename(root), vendor: null, unitHash: null },
  activityFolders: [Buffer.alloc(0)],
  isKnownVendor: false,
  rules: unknown,
});

async function manifestAt(
  folder: OpenFolder,
  path: string,
  reaching: Reaching,
): Promise<GarminManifest | null> {
  for await (const reached of reachBelow(folder, path.split('/'), reaching)) {
    const bytes = await bytesOf(reached, reaching);
    const manifest = bytes === null ? null : readGarminManifest(bytes);
    if (manifest !== null) return manifest;
  }
  return null;
}

/** Null where it is no file, too long, or could not be read. */
async function bytesOf({ openAt }: Reached, { watched, troubles }: Reaching): Promise<Uint8Array | null> {
  const opened = await openRegularFile({ openAt, step: 'reach_found', watched });
  if (!opened.ok) {
    troubles.push(opened.failure);
    return null;
  }
  const file = opened.value;
  const { sizeBytes } = file;
  try {
    if (sizeBytes > longestManifestBytes) return null;
    const bytes = new Uint8Array(sizeBytes);
    let filled = 0;
    while (filled < sizeBytes) {
      const got = await attempt('read', () => file.read(bytes.subarray(filled), filled));
      if (!got.ok) {
        troubles.push(got.failure);
        return null;
      }
      if (got.value === 0) break;
      filled += got.value;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

const foldersOf = (vendor: Vendor, folder: OpenFolder, reaching: Reaching) =>
  foldersThere(
    folder,
    vendor.activityFolders.map((path) => path.split('/')),
    reaching,
  );

/** Those that are there and are folders, each once. */
async function foldersThere(
  folder: OpenFolder,
  paths: readonly (readonly string[])[],
  reaching: Reaching,
): Promise<readonly Buffer[]> {
  const found = new Map<string, Buffer>();
  for (const names of paths) {
    for await (const reached of reachBelow(folder, names, reaching)) {
      if (await isFolder(reached, reaching)) found.set(reached.below.toString('latin1'), reached.below);
    }
  }
  return [...found.values()];
}

async function areAllThere(
  folder: OpenFolder,
  paths: readonly string[],
  reaching: Reaching,
): Promise<boolean> {
  for (const path of paths) {
    if ((await foldersThere(folder, [path.split('/')], reaching)).length === 0) return false;
  }
  return true;
}

async function isFolder({ openAt }: Reached, { watched, troubles }: Reaching): Promise<boolean> {
  const opened = await openFolder({ openAt, step: 'list_folder', watched });
  if (opened.ok) await opened.value.close();
  else troubles.push(opened.failure);
  return opened.ok;
}

/** A storage of a device without a volume is called `Internal Storage`: the device's name stands above it. */
function labelsOf(root: string): readonly string[] {
  const [, host = ''] = /\/mtp:host=([^/]+)\//.exec(root) ?? [];
  return [basename(root), host];
}

/** The device itself does not do what it should; a link or a missing right is only one place less to look at. */
const isOfDevice = ({ kind }: ReadFailure) => kind === 'vanished_while_reading' || kind === 'read_failed';

/** Why a root can't be looked at. */
export function awayReasonOf(failure: ReadFailure): AwayReason {
  switch (failure.kind) {
    case 'path_not_found':
    case 'vanished_while_reading':
    case 'unplugged_while_reading':
    case 'link_broken':
      return 'not_there';
    case 'not_a_regular_file':
    case 'link_skipped':
      return 'not_a_folder';
    case 'permission_denied':
      return 'no_permission';
    case 'read_failed':
    case 'changed_while_reading':
    case 'file_too_large':
    case 'disk_full':
    case 'intake_stopped':
    case 'not_answering':
      return 'device_failed';
    default:
      return assertNever(failure);
  }
}
