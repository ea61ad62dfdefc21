// Lets the person choose files through the page's own `<input type=file>`: Chromium shows the system's chooser, and
// tells us where the chosen files lie.
import type { CdpSession } from '../chromium/cdp-connection.ts';

export async function pickFiles(
  session: CdpSession,
  { properties = [], filters = [] }: Electron.OpenDialogOptions,
): Promise<string[]> {
  const wantsFolder = properties.includes('openDirectory');
  if (wantsFolder) {
    process.stderr.write(
      'electron stand-in: Chromium will speak of an “upload”; the page only learns where the folder lies.\n',
    );
  }
  const wanted = {
    multiple: properties.includes('multiSelections'),
    webkitdirectory: wantsFolder,
    accept: acceptOf(filters),
  };
  const { result } = await session.send('Runtime.evaluate', {
    expression: `(${askPerson.toString()})(${JSON.stringify(wanted)})`,
    userGesture: true,
    awaitPromise: true,
  });
  if (result.objectId === undefined) return [];
  const { result: items } = await session.send('Runtime.getProperties', {
    objectId: result.objectId,
    ownProperties: true,
  });
  const files = items.flatMap(({ name, value }) =>
    /^\d+$/.test(name) && value?.objectId !== undefined ? [value.objectId] : [],
  );
  const paths = await Promise.all(
    files.map(async (objectId) => (await session.send('DOM.getFileInfo', { objectId })).path),
  );
  return wantsFolder ? await foldersOf(session, files, paths) : paths;
}

/** Chromium knows one list of endings only; empty is every file. */
function acceptOf(filters: readonly Electron.FileFilter[]): string {
  const endings = filters.flatMap(({ extensions }) => extensions);
  return endings.includes('*') ? '' : endings.map((ending) => `.${ending}`).join();
}

/** Runs in the page. */
function askPerson(
  wanted: Pick<HTMLInputElement, 'multiple' | 'webkitdirectory' | 'accept'>,
): Promise<File[]> {
  return new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), { type: 'file' }, wanted);
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/** Of a folder Chromium gives the files in it, each with its path from that folder on. An empty folder gives none. */
async function foldersOf(
  session: CdpSession,
  files: readonly string[],
  paths: readonly string[],
): Promise<string[]> {
  const folders = await Promise.all(
    files.map(async (objectId, index) => {
      const { result } = await session.send('Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: 'function () { return this.webkitRelativePath }',
      });
      const belowFolder = String(result.value).split('/').slice(1);
      const path = paths[index] ?? '';
      return path.slice(0, path.length - belowFolder.join('/').length - 1);
    }),
  );
  return [...new Set(folders)];
}
