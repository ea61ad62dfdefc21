// The save dialog is Electron's and answered here by the test; the file is a real one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import { saveWithDialog } from '../../../src-main/saving/save-with-dialog.ts';
import { tempFolder } from './saving-in-test.ts';

const showSaveDialog = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ dialog: { showSaveDialog } }));

// It is handed through and nothing else.
const window = {} as unknown as BrowserWindow;
const bytes = Buffer.from('{"exact": "bytes"}\r\n\0');
const ask = () => saveWithDialog({ window, defaultName: 'bundle.json', bytes });

test('The bytes that were shown are the bytes that are saved, under the name that the person gave', async () => {
  const filePath = join(tempFolder(), 'my bundle.json');
  showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
  expect(await ask()).toEqual({ kind: 'saved', name: 'my bundle.json' });
  expect(readFileSync(filePath).equals(bytes)).toBe(true);
  expect(showSaveDialog).toHaveBeenLastCalledWith(window, { defaultPath: 'bundle.json' });
});

test('A dialog that was closed saves nothing, and a place that takes no file says why', async () => {
  showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' });
  expect(await ask()).toEqual({ kind: 'cancelled' });
  const filePath = join(tempFolder(), 'gone', 'bundle.json');
  showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
  expect(await ask()).toEqual({ kind: 'not_saved', systemCode: 'ENOENT' });
});
