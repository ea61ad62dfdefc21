// For every wall of eslint.walls.mjs lines that it has to stop, and the place where the same line is at home.

export interface ForbiddenLine {
  readonly wall: string;
  readonly file: string;
  readonly line: string;
}

const stop = (wall: string, file: string, ...lines: readonly string[]): ForbiddenLine[] =>
  lines.map((line) => ({ wall, file, line }));

export const forbiddenLines: readonly ForbiddenLine[] = [
  ...stop(
    'no-clock',
    'src-worker/dedup/decide.ts',
    'new Date();',
    'Date();',
    'Date.now();',
    'performance.now();',
    'performance.timeOrigin;',
    'Temporal.Now.instant();',
    'setTimeout(go, 10);',
  ),
  ...stop('no-clock', 'src-worker/formats/fit/read.ts', 'const at = Date.now;'),
  ...stop('no-clock', 'src-worker/mapping/matrix.ts', 'new Date().toISOString();'),
  ...stop('no-clock', 'src-worker/quality/health-of.ts', 'new Date().toISOString();'),
  ...stop(
    'no-chance',
    'src-worker/canonical/identity.ts',
    'Math.random();',
    'crypto.randomUUID();',
    'crypto.getRandomValues(a);',
  ),
  ...stop(
    'no-zone-of-the-machine',
    'src-worker/mapping/times.ts',
    'date.getHours();',
    'date.setMonth(1);',
    'date.getTimezoneOffset();',
    'Intl.DateTimeFormat().resolvedOptions();',
    'date.toLocaleDateString();',
    'new Date(2026, 4, 12);',
  ),
  ...stop(
    'no-io',
    'src-worker/formats/gpx/read.ts',
    'fetch(url);',
    'new Worker(url);',
    'localStorage.length;',
    'navigator.onLine;',
    'indexedDB.open(name);',
  ),
  ...stop('fetch', 'src-worker/imports/enqueue.ts', 'fetch(url);', 'globalThis.fetch(url);'),
  ...stop('fetch', 'src-renderer/screens/timeline.tsx', 'window.fetch(url);'),
  ...stop('fetch', 'src-main/updates/check.ts', "import { net } from 'electron';", 'net.request(url);'),
  ...stop(
    'window-desktop',
    'src-renderer/screens/timeline.tsx',
    'window.desktop.about();',
    'const { desktop } = window;',
    'globalThis.desktop;',
  ),
  ...stop(
    'writes-through-engine',
    'src-renderer/engine/live.ts',
    'database.activities.put(row);',
    'database.receipts.bulkDelete(keys);',
    "database.transaction('rw', tables, work);",
  ),
  ...stop(
    'raw-ipc',
    'src-main/window/main-window.ts',
    "import { ipcMain } from 'electron';",
    "import { app, MessageChannelMain } from 'electron';",
    "window.webContents.send('channel');",
    "webContents.postMessage('channel');",
  ),
  ...stop('raw-ipc', 'src-renderer/desktop/desktop.ts', "import { ipcRenderer } from 'electron';"),
  ...stop('preload-has-no-main', 'src-main/preload.ts', "import { shell } from 'electron';"),
  ...stop('windows', 'src-main/index.ts', 'new BrowserWindow(options);', 'new Tray(icon);'),
  ...stop(
    'safe-storage',
    'src-main/network/send.ts',
    "import { safeStorage } from 'electron';",
    'electron.safeStorage;',
  ),
  ...stop(
    'whole-electron',
    'src-main/index.ts',
    "import * as electron from 'electron';",
    "import electron from 'electron';",
    "const electron = await import('electron');",
  ),
  ...stop('utility-processes', 'src-main/archive/keep.ts', "import { utilityProcess } from 'electron';"),
  ...stop(
    'file-watching',
    'src-main/intake/scan/run-scan.ts',
    "import { watch } from 'node:fs';",
    "import { watchFile } from 'node:fs';",
    "import { watch } from 'node:fs/promises';",
    'fs.watch(folder);',
  ),
];

export const allowedLines: readonly Omit<ForbiddenLine, 'wall'>[] = [
  { file: 'src-worker/dedup/decide.ts', line: 'new Date(ms).toISOString();' },
  { file: 'src-worker/dedup/decide.ts', line: 'Date.parse(text) + Date.UTC(2026, 4);' },
  { file: 'src-worker/mapping/times.ts', line: 'date.getUTCDay();' },
  { file: 'src-worker/imports/run-imports.ts', line: 'performance.now();' },
  { file: 'src-worker/engine.ts', line: 'new Date();' },
  { file: 'src-worker/parser.ts', line: 'fetch(url);' },
  { file: 'src-main/network/send.ts', line: "import { net } from 'electron';" },
  { file: 'src-main/ipc/door.ts', line: "import { ipcMain } from 'electron';" },
  { file: 'src-main/preload.ts', line: "import { contextBridge, ipcRenderer, webUtils } from 'electron';" },
  { file: 'src-main/window/main-window.ts', line: 'new BrowserWindow(options);' },
  { file: 'src-main/index.ts', line: "import type { BrowserWindow, UtilityProcess } from 'electron';" },
  { file: 'src-main/secrets/store.ts', line: "import { safeStorage } from 'electron';" },
  { file: 'src-main/intake/intake-host.ts', line: "import { utilityProcess } from 'electron';" },
  { file: 'src-renderer/desktop/desktop.ts', line: 'const { desktop } = window;' },
  {
    file: 'src-renderer/engine/live.ts',
    line: 'database.activities.get(key); listeners.add(hear); seen.delete(key);',
  },
];
