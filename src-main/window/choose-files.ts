// The system's dialog for choosing what to import.
import { dialog, type BrowserWindow } from 'electron';

const extensions = ['fit', 'tcx', 'gpx', 'gz', 'zip'];

/** Absolute paths of what the person chose; empty where they closed the dialog. */
export async function chooseFiles(
  window: BrowserWindow,
  what: 'files' | 'folder',
): Promise<readonly string[]> {
  const chosen = await dialog.showOpenDialog(
    window,
    what === 'folder'
      ? { properties: ['openDirectory', 'multiSelections'] }
      : {
          properties: ['openFile', 'multiSelections'],
          filters: [
            {
              name: 'FIT, TCX, GPX',
              extensions: [...extensions, ...extensions.map((name) => name.toUpperCase())],
            },
            { name: '*', extensions: ['*'] },
          ],
        },
  );
  return chosen.canceled ? [] : chosen.filePaths;
}

/** The folder into which something shall be written; null where they closed the dialog. */
export async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const chosen = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] });
  return chosen.filePaths[0] ?? null;
}
