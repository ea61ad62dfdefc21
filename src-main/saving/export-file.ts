// One file of an export, written in pieces and hashed on the way; it becomes durable later, together with the others.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedFile } from './export-format.ts';

/** Lines are short: written one by one they would cost a call each. */
const bufferBytes = 256 * 1024;

export interface ExportFile {
  write(piece: string | Uint8Array): Promise<void>;
  /** What it became. */
  close(): Promise<ExportedFile>;
  /** Lets go of it, whatever happened; after `close` it does nothing. */
  abandon(): Promise<void>;
}

/** `path`: inside the folder, with `/`. Only ever a new file. */
export async function createExportFile(folder: string, path: string): Promise<ExportFile> {
  const file = await open(join(folder, path), 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;

  async function writeWaiting(): Promise<void> {
    const piece = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await file.writeFile(piece);
  }

  return {
    write: async (piece) => {
      const taken = typeof piece === 'string' ? Buffer.from(piece) : piece;
      hash.update(taken);
      bytes += taken.length;
      waiting.push(taken);
      waitingBytes += taken.length;
      if (waitingBytes >= bufferBytes) await writeWaiting();
    },
    close: async () => {
      await writeWaiting();
      await file.close();
      return { path, sha256: hash.digest('hex'), bytes };
    },
    abandon: () => file.close().catch(() => undefined),
  };
}

/** A whole small file at once. */
export async function writeExportFile(folder: string, path: string, text: string): Promise<ExportedFile> {
  const file = await createExportFile(folder, path);
  try {
    await file.write(text);
    return await file.close();
  } finally {
    await file.abandon();
  }
}
