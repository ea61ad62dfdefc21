// The half of the stand-in that runs in the preload's isolated world: Electron's renderer modules as a sandboxed
// preload sees them. The preload itself follows as a script of its own (see api/page-scripts.ts).
import { honest } from './honest.ts';
import { hasPreload } from './has-preload.ts';
import { openHostLine, type HostLine } from './host-line.ts';
import { preloadGlobal, type WorldParameters } from './host-messages.ts';
import { createIpcRenderer } from './ipc-renderer.ts';
import { createMembrane } from './membrane.ts';
import { createPagePorts } from './page-ports.ts';

export function start(parameters: WorldParameters): void {
  if (!hasPreload()) return;

  const line = openHostLine(parameters.binding);
  const membrane = createMembrane({
    secret: parameters.secret,
    side: 'preload',
    serves: {
      openWindow: (url, frameName, features) => {
        line.tell({
          kind: 'open_window',
          url: String(url),
          frameName: String(frameName),
          features: String(features),
        });
      },
    },
  });

  const electron = honest('electron (preload)', {
    contextBridge: honest('contextBridge', {
      exposeInMainWorld: (key: string, api: unknown) => {
        membrane.call('expose', key, api);
      },
    }),
    ipcRenderer: createIpcRenderer(line, createPagePorts(line)),
    webUtils: honest('webUtils', { getPathForFile: pathAsker(parameters.secret) }),
    webFrame: honest('webFrame', { getZoomFactor: () => 1, setZoomFactor: () => undefined }),
  });

  reportWindowLinks(line);
  reportFocusAndBounds(line);
  reportTitle(line);
  const globals = globalThis as unknown as Record<string, unknown>; // agreed with the script that follows
  globals[preloadGlobal] = {
    require: (id: string) => {
      if (id === 'electron' || id === 'electron/renderer' || id === 'electron/common') return electron;
      throw new Error(`module not found: ${id}`); // a sandboxed preload's words for it
    },
    process: preloadProcess(parameters),
    failed: (error: unknown) => {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      line.tell({ kind: 'preload_failed', message, stack });
    },
  };
}

/**
 * getPathForFile answers at once, but only Node can learn the path. So the function stops like at a breakpoint, Node
 * reads `file`, fills `path` and lets it go on. `proof` tells Node that it stopped here and not in a page's imitation.
 */
function pathAsker(proof: string): (file: File) => string {
  return function getPathForFile(file: File): string {
    const asked = { proof, file, path: '' };
    // eslint-disable-next-line no-debugger -- it is where Node takes over, as said above
    debugger;
    return asked.path;
  };
}

function preloadProcess({ platform, versions }: WorldParameters): object {
  return {
    type: 'renderer',
    platform,
    versions,
    sandboxed: true,
    contextIsolated: true,
    argv: [],
    env: {},
  };
}

const staysHere: ReadonlySet<string> = new Set(['', '_self', '_top', '_parent']);

/** Links that would open a window ask main, like `window.open` does. */
function reportWindowLinks(line: HostLine): void {
  const report = (event: MouseEvent): void => {
    if (event.defaultPrevented) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || link.href === '') return;
    const newTab = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!newTab && staysHere.has(link.target)) return;
    event.preventDefault();
    line.tell({ kind: 'open_window', url: link.href, frameName: link.target, features: '' });
  };
  window.addEventListener('click', report);
  window.addEventListener('auxclick', report);
}

function reportFocusAndBounds(line: HostLine): void {
  const report = (): void => {
    const bounds = { x: screenX, y: screenY, width: outerWidth, height: outerHeight };
    line.tell({ kind: 'bounds', bounds });
  };
  window.addEventListener('focus', () => line.tell({ kind: 'focus', focused: true }));
  window.addEventListener('blur', () => line.tell({ kind: 'focus', focused: false }));
  window.addEventListener('resize', report);
}

/** Chromium tells a title's change over the protocol only sometimes. */
function reportTitle(line: HostLine): void {
  let told = '';
  const report = (): void => {
    if (document.title === told) return;
    told = document.title;
    line.tell({ kind: 'title', title: told });
  };
  const observer = new MutationObserver(report);
  // `document` outlives every element that is in it by now.
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  document.addEventListener('DOMContentLoaded', () => {
    observer.disconnect();
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    report();
  });
}
