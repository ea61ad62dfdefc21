// Reads an export back into an empty profile. Nothing is touched before all of it was found sound; the journal comes
// last, so that a restore that is cut off leaves a profile that is still empty, and can simply be begun again.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalRecord } from '../../src-worker/contract/journal-record.ts';
import type { Result } from '../../src-worker/contract/result.ts';
import { checkExport, parseRecord, type CheckedExport, type SoundExport } from './check-export.ts';
import { exportNames } from './export-format.ts';
import { readLines } from './read-lines.ts';
import { settingsSchema, type Settings } from './settings.ts';
import { systemCodeOf } from '../disk/system-code.ts';

/** Why a part of it could not be taken: a word for support, a system's code where there is one. */
export interface NotTaken {
  readonly code: string;
}

/** The profile that takes it. Each settles when what it was given is on disk. */
export interface EmptyProfile {
  /** True where its journal holds no record; originals may be there from a restore that was cut off. */
  isEmpty(): Promise<boolean>;
  takeSettings(settings: Settings): Promise<Result<unknown, NotTaken>>;
  /** The file at `path` holds the bytes of that digest, and stays where it is. In the order in which they came. */
  takeOriginal(sha256: string, path: string): Promise<Result<unknown, NotTaken>>;
  /** Originals that were let go. */
  takeLetGo(sha256s: readonly string[]): Promise<Result<unknown, NotTaken>>;
  /** The last: makes the journal at once, or not at all. */
  takeRecords(records: AsyncIterable<JournalRecord>): Promise<Result<unknown, NotTaken>>;
}

export type RestoreAnswer =
  | {
      readonly kind: 'restored';
      readonly records: number;
      readonly events: number;
      readonly receipts: number;
      readonly originals: number;
    }
  | { readonly kind: 'profile_not_empty' }
  | Exclude<CheckedExport, SoundExport>
  | {
      readonly kind: 'not_restored';
      /** What could not be taken; `export`: it could not be read to its end any more. */
      readonly part: 'settings' | 'originals' | 'records' | 'export';
      readonly code: string;
    };

export type RestoreProgress = (originalsDone: number, originals: number) => void;

export async function restoreFrom(
  folder: string,
  profile: EmptyProfile,
  onProgress?: RestoreProgress,
): Promise<RestoreAnswer> {
  if (!(await profile.isEmpty())) return { kind: 'profile_not_empty' };
  try {
    const checked = await checkExport(folder);
    if (checked.kind !== 'sound') return checked;
    return await takeAll(folder, checked, profile, onProgress);
  } catch (error) {
    const code = systemCodeOf(error);
    // The folder lies where the person put it, and that can be unplugged.
    if (code === 'UNKNOWN') throw error;
    return { kind: 'not_restored', part: 'export', code };
  }
}

async function takeAll(
  folder: string,
  { manifest, originals }: SoundExport,
  profile: EmptyProfile,
  onProgress?: RestoreProgress,
): Promise<RestoreAnswer> {
  // First, because they say how much the archive may hold.
  const settings = await profile.takeSettings(await readSettings(folder));
  if (!settings.ok) return notRestored('settings', settings.failure);

  let done = 0;
  for (const [sha256, path] of originals) {
    const taken = await profile.takeOriginal(sha256, join(folder, path));
    if (!taken.ok) return notRestored('originals', taken.failure);
    done += 1;
    onProgress?.(done, originals.size);
  }
  const letGo = await profile.takeLetGo(await readLetGo(folder));
  if (!letGo.ok) return notRestored('originals', letGo.failure);

  const taken = await profile.takeRecords(readRecords(folder));
  if (!taken.ok) return notRestored('records', taken.failure);
  const { records, events, receipts } = manifest.counts;
  return { kind: 'restored', records, events, receipts, originals: originals.size };
}

const notRestored = (
  part: Extract<RestoreAnswer, { kind: 'not_restored' }>['part'],
  { code }: NotTaken,
): RestoreAnswer => ({ kind: 'not_restored', part, code });

async function readSettings(folder: string): Promise<Settings> {
  return settingsSchema.parse(JSON.parse(await readFile(join(folder, exportNames.settings), 'utf8')));
}

async function readLetGo(folder: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of readLines(join(folder, exportNames.letGo))) lines.push(line);
  return lines;
}

async function* readRecords(folder: string): AsyncGenerator<JournalRecord> {
  for await (const line of readLines(join(folder, exportNames.records))) {
    const record = parseRecord(line);
    if (record === null)
      throw Object.assign(new Error('the export changed while it was read'), { code: 'CHANGED' });
    yield record;
  }
}
