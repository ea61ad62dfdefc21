// What the page is answered, by the real rooms behind it; only Electron's dialog is answered here.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { CommandDesk, ExportAnswer } from '../../src-main/command/command-desk.ts';
import { openLog } from '../../src-main/log/log.ts';
import { pageHandlers } from '../../src-main/page-handlers.ts';
import { openSafe } from '../../src-main/safe.ts';
import { openSettings } from '../../src-main/saving/settings.ts';

const showOpenDialog = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ app: {}, dialog: { showOpenDialog } }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

async function handlersWith(
  exportAll: CommandDesk['exportAll'] = () => Promise.reject(new Error('not asked')),
  files: number | null = null,
) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cooldown-handlers-'));
  const safe = await openSafe({ dataFolder, log: openLog(join(dataFolder, 'logs')), reach: () => undefined });
  onTestFinished(async () => {
    if (safe.journal.ok) await safe.journal.value.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  /** Of the desk. */
  const asked: (boolean | string)[] = [];
  const handlers = pageHandlers({
    // It is handed through to the dialog and nothing else.
    window: {} as unknown as BrowserWindow,
    safe,
    commands: { exportAll },
    retry: () => Promise.resolve({ kind: 'nothing' }),
    begin: () => 'import',
    desk: { pause: (isPaused) => asked.push(isPaused), callOff: (importId) => asked.push(importId) },
    looks: { begin: () => 'look', take: () => null },
    canTakeIn: () => true,
    countFiles: (_paths, upTo) => Promise.resolve(files === null ? null : Math.min(files, upTo)),
    composeDiagnostics: () => Promise.resolve(null),
    newId: () => 'id',
    background: null,
    sources: () => null,
  });
  return { handlers, dataFolder, asked };
}

test('An export is named for the day on the wall, takes a number where that name is taken, and tells what is missing in it', async () => {
  vi.stubEnv('TZ', 'Pacific/Kiritimati');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-01T23:00:00.000Z') });
  const asked: string[] = [];
  const { handlers } = await handlersWith((folder) => {
    asked.push(folder);
    return Promise.resolve(
      asked.length === 1
        ? { kind: 'not_empty' }
        : { kind: 'exported', records: 9, originals: 3, originalsNotReadable: ['a', 'b'] },
    );
  });
  showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/home/ann'] });
  expect(await handlers['data:export'](undefined)).toEqual({
    kind: 'exported',
    name: 'cooldown-export-2026-05-02-2',
    records: 9,
    originals: 3,
    originalsNotReadable: 2,
  });
  expect(asked).toEqual([
    join('/home/ann', 'cooldown-export-2026-05-02'),
    join('/home/ann', 'cooldown-export-2026-05-02-2'),
  ]);
});

test.each<[ExportAnswer, object]>([
  [
    { kind: 'not_saved', systemCode: 'ENOSPC' },
    { kind: 'not_saved', systemCode: 'ENOSPC' },
  ],
  [{ kind: 'engine_failed', name: 'not_available' }, { kind: 'not_now' }],
])(
  'An export that ended with %j is answered so that the window can say what to do',
  async (ended, answer) => {
    const { handlers } = await handlersWith(() => Promise.resolve(ended));
    showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/home/ann'] });
    expect(await handlers['data:export'](undefined)).toEqual(answer);
  },
);

test('A limit that could not be saved is answered with the one that still holds, and lets nothing go', async () => {
  const { handlers, dataFolder } = await handlersWith();
  const before = await handlers['settings:read'](undefined);
  // Where the new file would be written lies something that is none.
  mkdirSync(join(dataFolder, 'settings.json.part'));
  expect(await handlers['settings:change']({ archiveLimitBytes: 0 })).toEqual({
    kind: 'not_saved',
    systemCode: 'EISDIR',
    settings: before,
  });
  expect(await handlers['settings:read'](undefined)).toEqual(before);

  rmSync(join(dataFolder, 'settings.json.part'), { recursive: true });
  const changed = await handlers['settings:change']({ archiveLimitBytes: 0 });
  expect(changed).toEqual({ ...before, archiveLimitBytes: 0 });
});

test('A pause that could not be kept is none, and one that is kept is there after a restart', async () => {
  const { handlers, dataFolder, asked } = await handlersWith();
  mkdirSync(join(dataFolder, 'settings.json.part'));
  expect(await handlers['imports:pause']({ isPaused: true })).toEqual({
    kind: 'not_saved',
    systemCode: 'EISDIR',
  });
  expect(asked).toEqual([]);
  rmSync(join(dataFolder, 'settings.json.part'), { recursive: true });
  expect(await handlers['imports:pause']({ isPaused: true })).toEqual({ kind: 'pause', isPaused: true });
  expect(asked).toEqual([true]);
  expect((await openSettings(dataFolder)).now().importsPaused).toBe(true);
});

test.each([
  [null, { kind: 'started', importId: 'import' }],
  [499, { kind: 'started', importId: 'import' }],
  [500, { kind: 'looking', lookId: 'look' }],
  [90_000, { kind: 'looking', lookId: 'look' }],
])('Of %s dropped files the answer is %j', async (files, answer) => {
  const { handlers } = await handlersWith(undefined, files);
  expect(await handlers['import:paths']({ paths: ['/years'] })).toEqual(answer);
});
