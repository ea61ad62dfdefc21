// “Own your data”: everything the athlete has, into a new folder, in open formats. Only names are held in memory, and
// nothing counts as an export before its manifest lies in it, which is written when everything else is on disk.
import { mkdir, open, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeExportFile } from './export-file.ts';
import { exportFormat, exportNames, type ExportedFile, type Manifest } from './export-format.ts';
import { exportOriginals, type OriginalsToExport } from './export-originals.ts';
import { exportReadme } from './export-readme.ts';
import { exportRecords } from './export-records.ts';
import type { Settings } from './settings.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import { systemCodeOf } from '../disk/system-code.ts';
import { writeAtomically } from './write-atomically.ts';

export interface ExportAllOptions {
  /** New or empty. */
  readonly folder: string;
  readonly appVersion: string;
  readonly now: () => Date;
  /** Of the journal that the records come from: higher than this build's own where that is newer, and only read. */
  readonly journalFormat: number;
  /** All of them, in their order. */
  readonly records: AsyncIterable<unknown>;
  readonly originals: OriginalsToExport;
  readonly settings: Settings;
  /** Originals are what takes its time. */
  readonly onProgress?: (done: number, all: number) => void;
}

export type ExportAllAnswer =
  | {
      readonly kind: 'exported';
      readonly records: number;
      readonly events: number;
      readonly receipts: number;
      readonly originals: number;
      /** Digests of originals that could not be read any more, and are not in the export. */
      readonly originalsNotReadable: readonly string[];
      /** Of all files together. */
      readonly bytes: number;
    }
  | { readonly kind: 'not_empty' }
  /** Nothing of it stays in the folder. */
  | { readonly kind: 'not_saved'; readonly systemCode: string };

export async function exportAll(options: ExportAllOptions): Promise<ExportAllAnswer> {
  const made = await makeFolder(options.folder);
  if (made.kind !== 'made') return made;
  let isWhole = false;
  try {
    const manifest = await writeAllButManifest(options);
    const path = join(options.folder, exportNames.manifest);
    const written = await writeAtomically(path, JSON.stringify(manifest, null, 1));
    if (!written.ok) return { kind: 'not_saved', ...written.failure };
    isWhole = true;
    return answerOf(manifest);
  } catch (error) {
    const systemCode = systemCodeOf(error);
    if (systemCode === 'UNKNOWN') throw error;
    return { kind: 'not_saved', systemCode };
  } finally {
    if (!isWhole) await removeOwn(options.folder, made.isNew);
  }
}

type MadeFolder =
  | { readonly kind: 'made'; readonly isNew: boolean }
  | Extract<ExportAllAnswer, { kind: 'not_empty' | 'not_saved' }>;

async function makeFolder(folder: string): Promise<MadeFolder> {
  try {
    const isNew = (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined;
    return (await readdir(folder)).length > 0 ? { kind: 'not_empty' } : { kind: 'made', isNew };
  } catch (error) {
    const systemCode = systemCodeOf(error);
    // A file has that name.
    return systemCode === 'EEXIST' ? { kind: 'not_empty' } : { kind: 'not_saved', systemCode };
  }
}

async function writeAllButManifest(options: ExportAllOptions): Promise<Manifest> {
  const { folder, originals, settings, onProgress } = options;
  const readme = await writeExportFile(folder, exportNames.readme, exportReadme);
  const told = await exportRecords(folder, options.records);
  await mkdir(join(folder, exportNames.originals), { mode: 0o700 });
  const { extensions } = told;
  const kept = await exportOriginals({ folder, originals, extensions, onProgress });
  const letGo = originals.letGo().map((sha256) => `${sha256}\n`);
  const files = [
    readme,
    ...told.files,
    await writeExportFile(folder, exportNames.settings, `${JSON.stringify(settings, null, 2)}\n`),
    await writeExportFile(folder, exportNames.letGo, letGo.join('')),
    ...kept.files,
  ];
  await syncAll(folder, files);
  return {
    format: exportFormat,
    appVersion: options.appVersion,
    createdAt: options.now().toISOString(),
    journalFormat: options.journalFormat,
    counts: { ...told.counts, originals: kept.files.length },
    originalsNotReadable: [...kept.notReadable],
    files,
  };
}

function answerOf({ counts, originalsNotReadable, files }: Manifest): ExportAllAnswer {
  const { records, events, receipts, originals } = counts;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { kind: 'exported', records, events, receipts, originals, originalsNotReadable, bytes };
}

/** So many calls wait together: a file system writes its own journal once for all of them. */
const syncLanes = 16;

/** At the end and not file by file: by then most of it is on disk, and each call has little left to wait for. */
async function syncAll(folder: string, files: readonly ExportedFile[]): Promise<void> {
  const left = files.values();
  const lane = async (): Promise<void> => {
    for (const { path } of left) {
      // Windows syncs only what is open for writing.
      const file = await open(join(folder, path), 'r+');
      await file.sync().finally(() => file.close());
    }
  };
  await Promise.all(Array.from({ length: syncLanes }, lane));
  await syncFolder(join(folder, exportNames.originals));
  await syncFolder(folder);
  await syncFolder(dirname(folder));
}

/** Takes away what was begun, so that the same folder can be tried again; what another put there meanwhile stays. */
async function removeOwn(folder: string, isNew: boolean): Promise<void> {
  try {
    for (const name of Object.values(exportNames)) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
    if (isNew) await rmdir(folder);
  } catch {
    // Without its manifest it is no export.
  }
}
