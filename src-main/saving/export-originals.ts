// The archive's originals into an export, byte for byte as they came. One that is damaged or gone stays out, and is named.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createExportFile } from './export-file.ts';
import { originalName, type ExportedFile } from './export-format.ts';

export interface OriginalsToExport {
  /** Digests of what the archive keeps. */
  list(): readonly string[];
  /** Digests of what it let go to keep its limit. */
  letGo(): readonly string[];
  /** Digests of what it ought to keep and does not. */
  missing(): readonly string[];
  /** The bytes as they came; null where it is not kept any more. */
  open(sha256: string): Promise<Readable | null>;
}

export interface ExportedOriginals {
  readonly files: readonly ExportedFile[];
  readonly notReadable: readonly string[];
}

export async function exportOriginals(options: {
  readonly folder: string;
  readonly originals: OriginalsToExport;
  readonly extensions: ReadonlyMap<string, string>;
  readonly onProgress: ((done: number, all: number) => void) | undefined;
}): Promise<ExportedOriginals> {
  const { folder, originals, extensions, onProgress } = options;
  const files: ExportedFile[] = [];
  const notReadable = [...originals.missing()];
  const all = originals.list();
  for (const [index, sha256] of all.entries()) {
    const path = originalName(sha256, extensions.get(sha256) ?? 'bin');
    const file = await copyOriginal(folder, path, () => originals.open(sha256));
    if (file.sha256 === sha256) {
      files.push(file);
    } else {
      await rm(join(folder, path));
      notReadable.push(sha256);
    }
    onProgress?.(index + 1, all.length);
  }
  return { files, notReadable };
}

async function copyOriginal(
  folder: string,
  path: string,
  open: () => Promise<Readable | null>,
): Promise<ExportedFile> {
  const file = await createExportFile(folder, path);
  try {
    for await (const chunk of readable(open)) await file.write(chunk);
    return await file.close();
  } finally {
    await file.abandon();
  }
}

/** Ends early where the original can't be read to its end; what was copied then has another digest. */
async function* readable(open: () => Promise<Readable | null>): AsyncGenerator<Uint8Array> {
  try {
    const chunks: AsyncIterable<Uint8Array> | null = await open();
    if (chunks !== null) yield* chunks;
  } catch {
    return;
  }
}
