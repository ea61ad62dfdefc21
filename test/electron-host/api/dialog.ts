// Electron's `dialog`. A file chooser is Chromium's own, opened through the page; without a display there is nobody to
// ask, and every question is answered as if the person had closed it. Tests put their own functions in place of these.
import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';
import { runningChromium } from '../chromium/running.ts';
import { honest, NotImplementedError } from '../page/honest.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { pickFiles } from './pick-files.ts';

type OpenOptions = Electron.OpenDialogOptions;
type SaveOptions = Electron.SaveDialogOptions;
type MessageOptions = Electron.MessageBoxOptions;

/** Electron takes the window first, or leaves it out. */
type Asked<Options> = [options?: Options] | [window: BrowserWindow, options?: Options];

function readAsked<Options>(asked: Asked<Options>): {
  window: BrowserWindow | null;
  options: Partial<Options>;
} {
  const [first, second] = asked;
  return first instanceof BrowserWindow
    ? { window: first, options: second ?? {} }
    : { window: BrowserWindow.getAllWindows()[0] ?? null, options: first ?? {} };
}

export const dialog = honest('dialog', {
  showOpenDialog: async (...asked: Asked<OpenOptions>): Promise<Electron.OpenDialogReturnValue> => {
    const { window, options } = readAsked(asked);
    if (runningChromium().headless || window === null) return { canceled: true, filePaths: [] };
    const filePaths = await pickFiles(await window.webContents.pageSession(), options);
    return { canceled: filePaths.length === 0, filePaths };
  },

  /** No chooser can name a file that does not exist yet: with a display it goes to the downloads folder, and says so. */
  showSaveDialog: (...asked: Asked<SaveOptions>): Promise<Electron.SaveDialogReturnValue> => {
    const { options } = readAsked(asked);
    if (runningChromium().headless) return Promise.resolve({ canceled: true, filePath: '' });
    const filePath = freeName(join(app.getPath('downloads'), parse(options.defaultPath ?? 'untitled').base));
    process.stderr.write(`electron stand-in: there is no save dialog here; the file goes to ${filePath}\n`);
    return Promise.resolve({ canceled: false, filePath });
  },

  showMessageBox: (...asked: Asked<MessageOptions>): Promise<Electron.MessageBoxReturnValue> => {
    const { message = '', buttons = [], cancelId } = readAsked(asked).options;
    const response =
      cancelId ??
      Math.max(
        0,
        buttons.findIndex((label) => /^(cancel|no)$/i.test(label)),
      );
    process.stderr.write(
      `electron stand-in: no message boxes here; “${message}” is answered with “${buttons[response] ?? 'OK'}”.\n`,
    );
    return Promise.resolve({ response, checkboxChecked: false });
  },

  showErrorBox: (title: string, content: string): void => {
    process.stderr.write(`${title}\n${content}\n`);
  },

  showOpenDialogSync: (): never => {
    throw new NotImplementedError('dialog.showOpenDialogSync');
  },
});

function freeName(path: string): string {
  const { dir, name, ext } = parse(path);
  let free = path;
  for (let count = 2; existsSync(free); count++) free = join(dir, `${name} (${count})${ext}`);
  return free;
}
