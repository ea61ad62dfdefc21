// Asks the person where a file shall lie, and writes exactly the bytes that they were shown.
import { basename } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import type { SaveAnswer } from '../../src-worker/contract/desktop-channels.ts';
import { writeAtomically } from './write-atomically.ts';

export async function saveWithDialog(asked: {
  readonly window: BrowserWindow;
  /** Proposed in the dialog, without a folder. */
  readonly defaultName: string;
  readonly bytes: Uint8Array;
}): Promise<SaveAnswer> {
  const { canceled, filePath } = await dialog.showSaveDialog(asked.window, {
    defaultPath: asked.defaultName,
  });
  if (canceled || filePath === '') return { kind: 'cancelled' };
  const written = await writeAtomically(filePath, asked.bytes);
  return written.ok
    ? { kind: 'saved', name: basename(filePath) }
    : { kind: 'not_saved', systemCode: written.failure.systemCode };
}
