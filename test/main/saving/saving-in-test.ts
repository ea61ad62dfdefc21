// A folder of its own for each test, and what an export takes and a restore gives, in memory.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { exportAll, type ExportAllOptions } from '../../../src-main/saving/export-all.ts';
import type { EmptyProfile } from '../../../src-main/saving/restore.ts';
import type { Settings } from '../../../src-main/saving/settings.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { journalFormat } from '../../../src-worker/contract/journal-record.ts';

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'saving-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Possessions {
  readonly records: readonly unknown[];
  readonly originals: ReadonlyMap<string, Uint8Array>;
  readonly letGo?: readonly string[];
  readonly missing?: readonly string[];
}

export const testSettings: Settings = { format: 1, archiveLimitBytes: 123_456, importsPaused: false };

export function exportTo(
  folder: string,
  { records, originals, letGo = [], missing = [] }: Possessions,
  others: Partial<ExportAllOptions> = {},
) {
  return exportAll({
    folder,
    appVersion: '0.1.0',
    now: () => new Date('2026-05-01T10:00:00.000Z'),
    journalFormat,
    records: Readable.from(records),
    originals: {
      list: () => [...originals.keys()],
      letGo: () => letGo,
      missing: () => missing,
      open: (sha256) => {
        const bytes = originals.get(sha256);
        return Promise.resolve(bytes === undefined ? null : Readable.from([bytes]));
      },
    },
    settings: testSettings,
    ...others,
  });
}

/** An empty profile that remembers what it took, and in which order. */
export class ProfileInTest implements EmptyProfile {
  readonly steps: string[] = [];
  readonly originals = new Map<string, Buffer>();
  records: unknown[] | null = null;
  settings: Settings | null = null;
  letGo: readonly string[] = [];

  isEmpty = () => Promise.resolve(this.records === null);
  takeSettings: EmptyProfile['takeSettings'] = (settings) => {
    this.steps.push('settings');
    this.settings = settings;
    return Promise.resolve(ok(null));
  };
  takeOriginal: EmptyProfile['takeOriginal'] = (sha256, path) => {
    this.steps.push('original');
    this.originals.set(sha256, readFileSync(path));
    return Promise.resolve(ok(null));
  };
  takeLetGo: EmptyProfile['takeLetGo'] = (sha256s) => {
    this.letGo = sha256s;
    return Promise.resolve(ok(null));
  };
  takeRecords: EmptyProfile['takeRecords'] = async (records) => {
    this.steps.push('records');
    const taken: unknown[] = [];
    for await (const record of records) taken.push(record);
    this.records = taken;
    return ok(null);
  };
}
