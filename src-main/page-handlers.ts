// Wiring of what the page may ask: each channel of the contract with the room that answers it.
import type { BrowserWindow } from 'electron';
import type { ImportOrigin } from '../src-worker/contract/import-job.ts';
import { assertNever } from '../src-worker/contract/result.ts';
import type { CommandDesk } from './command/command-desk.ts';
import { dateOf } from './command/words.ts';
import type { Retried } from './imports/retry-desk.ts';
import type { Handlers } from './ipc/door.ts';
import type { Safe } from './safe.ts';
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
  /** Null where the engine is gone. */
  readonly composeDiagnostics: () => Promise<string | null>;
  readonly newId: () => string;
}

export function pageHandlers({
  window,
  safe,
  commands,
  begin,
  retry,
  composeDiagnostics,
  newId,
}: HandlerParts): Handlers {
  /** What is saved is what was shown: the page names it, and can't change it. */
  let shown: { readonly bundleId: string; readonly text: string } | null = null;

  const started = (paths: readonly string[], origin: ImportOrigin) => {
    const importId = begin(paths, origin);
    return importId === null ? ({ kind: 'read_only' } as const) : ({ kind: 'started', importId } as const);
  };
  const settingsNow = () => {
    const { originals, bytes, letGo } = safe.archive.facts();
    const { archiveLimitBytes } = safe.settings.now();
    return { kind: 'settings', archiveLimitBytes, originals, bytes, letGo } as const;
  };

  return {
    'import:paths': ({ paths }) => started(paths, 'drop'),
    'import:choose': async ({ what }) => {
      const paths = await chooseFiles(window, what);
      return paths.length === 0 ? { kind: 'cancelled' } : started(paths, 'dialog');
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
