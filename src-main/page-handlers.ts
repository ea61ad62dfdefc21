// Wiring of what the page may ask: each channel of the contract with the room that answers it.
import type { BrowserWindow } from 'electron';
import type { ImportAnswer } from '../src-worker/contract/desktop-channels.ts';
import type { ImportOrigin } from '../src-worker/contract/import-job.ts';
import { limits } from '../src-worker/contract/limits.ts';
import { assertNever } from '../src-worker/contract/result.ts';
import type { Background } from './background.ts';
import type { CommandDesk } from './command/command-desk.ts';
import { dateOf } from './command/words.ts';
import type { Retried } from './imports/retry-desk.ts';
import type { ImportDesk } from './imports/import-desk.ts';
import type { Handlers } from './ipc/door.ts';
import type { Looks } from './looks.ts';
import type { Safe } from './safe.ts';
import type { WatchedSources } from './watch-sources.ts';
import { exportInto } from './saving/export-into.ts';
import { saveWithDialog } from './saving/save-with-dialog.ts';
import { readAbout } from './window/about.ts';
import { chooseFiles, chooseFolder } from './window/choose-files.ts';

interface HandlerParts {
  readonly window: BrowserWindow;
  readonly safe: Safe;
  readonly commands: Pick<CommandDesk, 'exportAll'>;
  /** The import's id, or null where nothing can be taken in. */
  readonly begin: (paths: readonly string[], origin: ImportOrigin) => string | null;
  readonly retry: (jobIds: readonly string[]) => Promise<Retried>;
  readonly desk: Pick<ImportDesk, 'pause' | 'callOff'>;
  readonly looks: Pick<Looks, 'begin' | 'take'>;
  readonly canTakeIn: () => boolean;
  /** Files below these paths, up to so many; null where nobody can say it soon. */
  readonly countFiles: (paths: readonly string[], upTo: number) => Promise<number | null>;
  /** Null where the engine is gone. */
  readonly composeDiagnostics: () => Promise<string | null>;
  readonly newId: () => string;
  /** Null until there is something to watch. */
  readonly sources: () => Pick<WatchedSources, 'list' | 'addFolder' | 'change'> | null;
  /** Null for a command, which ends by itself. */
  readonly background: Pick<Background, 'read' | 'change'> | null;
}

const isNamedAsFile = (path: string): boolean => /\.(?:fit|tcx|gpx|gz|zip)$/i.test(path);

export function pageHandlers({
  window,
  safe,
  commands,
  begin,
  retry,
  desk,
  looks,
  canTakeIn,
  countFiles,
  composeDiagnostics,
  newId,
  sources,
  background,
}: HandlerParts): Handlers {
  /** What is saved is what was shown: the page names it, and can't change it. */
  let shown: { readonly bundleId: string; readonly text: string } | null = null;

  const started = (paths: readonly string[], origin: ImportOrigin) => {
    const importId = begin(paths, origin);
    return importId === null ? ({ kind: 'read_only' } as const) : ({ kind: 'started', importId } as const);
  };
  /** Thousands are shown before they are taken in. */
  const takeIn = async (paths: readonly string[], origin: ImportOrigin): Promise<ImportAnswer> => {
    if (!canTakeIn()) return { kind: 'read_only' };
    // Files are counted by their names; only what may be a folder has to be asked.
    if (paths.length < limits.lookFirstFiles && paths.every(isNamedAsFile)) return started(paths, origin);
    const files = await countFiles(paths, limits.lookFirstFiles);
    if (files === null || files < limits.lookFirstFiles) return started(paths, origin);
    return { kind: 'looking', lookId: looks.begin({ paths, origin }) };
  };
  const settingsNow = () => {
    const { originals, bytes, letGo } = safe.archive.facts();
    const { archiveLimitBytes, importsPaused } = safe.settings.now();
    return { kind: 'settings', archiveLimitBytes, originals, bytes, letGo, importsPaused } as const;
  };

  return {
    'sources:read': () => ({ kind: 'sources', sources: sources()?.list() ?? [] }),
    'sources:add_folder': async () => {
      const [path] = await chooseFiles(window, 'folder');
      const watched = sources();
      if (path === undefined || watched === null) return { kind: 'cancelled' };
      const added = await watched.addFolder(path);
      return added.ok ? { kind: 'added', ...added.value } : added.failure;
    },
    'sources:change': async (change) => {
      const changed = (await sources()?.change(change)) ?? { ok: false, failure: { kind: 'not_found' } };
      return changed.ok ? { kind: 'changed' } : changed.failure;
    },
    'import:paths': ({ paths }) => takeIn(paths, 'drop'),
    'import:choose': async ({ what }) => {
      const paths = await chooseFiles(window, what);
      return paths.length === 0 ? { kind: 'cancelled' } : takeIn(paths, 'dialog');
    },
    'imports:pause': async ({ isPaused }) => {
      const changed = await safe.settings.change({ importsPaused: isPaused });
      if (!changed.ok) return { kind: 'not_saved', ...changed.failure };
      desk.pause(isPaused);
      return { kind: 'pause', isPaused };
    },
    'import:stop': ({ importId }) => {
      desk.callOff(importId);
      return { kind: 'heard' };
    },
    'look:choose': async ({ what }) => {
      const paths = await chooseFiles(window, what);
      if (paths.length === 0) return { kind: 'cancelled' };
      if (!canTakeIn()) return { kind: 'read_only' };
      return { kind: 'looking', lookId: looks.begin({ paths, origin: 'dialog' }) };
    },
    'look:import': ({ lookId }) => {
      const looked = looks.take(lookId);
      return looked === null ? { kind: 'look_gone' } : started(looked.paths, looked.origin);
    },
    'look:end': ({ lookId }) => {
      looks.take(lookId);
      return { kind: 'heard' };
    },
    'import:retry': async ({ jobIds }) => {
      const retried = await retry(jobIds);
      return retried.kind === 'started' ? { kind: 'started', importId: retried.importId } : retried;
    },
    'about:read': readAbout,
    'diagnostics:compose': async () => {
      const text = await composeDiagnostics();
      if (text === null) return { kind: 'not_now' };
      shown = { bundleId: newId(), text };
      return { kind: 'bundle', ...shown };
    },
    'diagnostics:save': ({ bundleId }) => {
      if (shown?.bundleId !== bundleId) return { kind: 'refused' };
      const defaultName = `cooldown-diagnostics-${dateOf(new Date())}.json`;
      return saveWithDialog({ window, defaultName, bytes: new TextEncoder().encode(shown.text) });
    },
    'settings:read': settingsNow,
    'settings:change': async (change) => {
      const changed = await safe.settings.change(change);
      if (!changed.ok) return { kind: 'not_saved', ...changed.failure, settings: settingsNow() };
      await safe.archive.setLimit(changed.value.archiveLimitBytes);
      return settingsNow();
    },
    'background:read': () => background?.read() ?? { kind: 'refused' },
    'background:change': (change) => background?.change(change) ?? { kind: 'refused' },
    'archive:look': ({ sha256 }) => ({ kind: 'original', state: safe.archive.look(sha256) }),
    'data:export': async () => {
      const parent = await chooseFolder(window);
      if (parent === null) return { kind: 'cancelled' };
      const { name, answer } = await exportInto(parent, `cooldown-export-${dateOf(new Date())}`, (folder) =>
        commands.exportAll(folder, () => undefined),
      );
      switch (answer.kind) {
        case 'exported': {
          const { records, originals, originalsNotReadable } = answer;
          const kind = 'exported';
          return { kind, name, records, originals, originalsNotReadable: originalsNotReadable.length };
        }
        case 'not_saved':
          return answer;
        case 'not_empty':
          return { kind: 'not_saved', systemCode: 'EEXIST' };
        case 'engine_stopped':
        case 'engine_failed':
          return { kind: 'not_now' };
        default:
          return assertNever(answer);
      }
    },
  };
}
