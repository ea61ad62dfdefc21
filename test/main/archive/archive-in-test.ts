// An archive in a folder of its own, gone when the test is over, and copies to put into it.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openArchive, type Archive } from '../../../src-main/archive/archive.ts';

const gibibyte = 1024 ** 3;

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'archive-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface ArchiveInTest {
  readonly folder: string;
  readonly troubles: unknown[];
  /** Opens it (again), as a start of the app does. */
  readonly open: (limitBytes?: number) => Promise<Archive>;
  /** Lays a staged copy of these bytes, and says where and what it is. */
  readonly stage: (bytes: Uint8Array | string) => readonly [path: string, sha256: string];
}

export function archiveInTest(root = tempFolder()): ArchiveInTest {
  const folder = join(root, 'archive');
  const staging = join(root, 'staging');
  mkdirSync(staging, { recursive: true });
  const troubles: unknown[] = [];
  let staged = 0;
  let seconds = 0;
  return {
    folder,
    troubles,
    open: (limitBytes = gibibyte) =>
      openArchive({
        folder,
        limitBytes,
        // A second passes between two looks at the clock.
        now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, (seconds += 1))),
        onTrouble: (doing, trouble) => troubles.push([doing, trouble]),
      }),
    stage: (bytes) => {
      const path = join(staging, `copy-${(staged += 1)}`);
      writeFileSync(path, bytes);
      return [path, sha256Of(bytes)];
    },
  };
}

/** Every file below, with `/`. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export async function contentOf(archive: Archive, sha256: string): Promise<Buffer | null> {
  const stream = await archive.openOriginal(sha256);
  if (stream === null) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
