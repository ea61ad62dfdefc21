// Wiring of the life without a window: tray, notifications, the hidden window, the start with the computer, sleep. What
// an import is called and how imports are paused comes in, because other rooms know it.
import { basename, join } from 'node:path';
import { app, Notification, powerMonitor, type BrowserWindow } from 'electron';
import type {
  BackgroundChange,
  BackgroundChanged,
  BackgroundNow,
} from '../src-worker/contract/desktop-channels.ts';
import type { EngineAnswer, EngineQuestion } from '../src-worker/contract/engine-questions.ts';
import type { EngineReport } from '../src-worker/contract/engine-messages.ts';
import type { EngineState } from '../src-worker/contract/engine-state.ts';
import type { PageOrder } from '../src-worker/contract/page-orders.ts';
import type { RecentImport } from '../src-worker/contract/recent-import.ts';
import { assertNever, ok } from '../src-worker/contract/result.ts';
import { plainText } from './command/words.ts';
import { openRecentImports } from './imports/recent-imports.ts';
import { createFaceOrders } from './ipc/face-orders.ts';
import type { SettingsFile } from './saving/settings.ts';
import { writeAtomically } from './saving/write-atomically.ts';
import { openAutostart } from './window/autostart.ts';
import { howToEndIt, said } from './window/background-sentences.ts';
import { needsPerson, statusInWords } from './window/background-status.ts';
import { isNews } from './window/bundle-news.ts';
import { hideOnClose } from './window/hide-on-close.ts';
import { bringToFront } from './window/main-window.ts';
import { openNotifications } from './window/notifications.ts';
import { keepsRunning, showsTray } from './window/shows-tray.ts';
import { trayMenu, type TrayAction } from './window/tray-menu.ts';
import { putInTray, type TrayIcon } from './window/tray.ts';
import { watchSleep } from './window/watch-sleep.ts';

export interface Background {
  heard(report: EngineReport): void;
  engineIs(life: EngineState['life'] | { readonly kind: 'stopped' }): void;
  /** Imports were paused, or go on. */
  pauseChanged(): void;
  pageCame(): void;
  faceReady(): void;
  lookedAt(upTo: string): void;
  read(): Promise<BackgroundNow>;
  change(change: BackgroundChange): Promise<BackgroundChanged>;
  showWindow(): void;
  stop(): void;
}

interface BackgroundParts {
  readonly window: BrowserWindow;
  readonly settings: SettingsFile;
  readonly ask: (question: EngineQuestion) => Promise<EngineAnswer>;
  /** Program and arguments that start this app again. */
  readonly startCommand: readonly [program: string, ...args: string[]];
  /** Of an import that nobody asked for: `Edge 530`. Null where it is of no source. */
  readonly sourceOf: (run: RecentImport) => string | null;
  readonly pausing: { isPaused(): boolean; pause(isPaused: boolean): Promise<void> };
  /** The computer is awake again. */
  readonly onResume: () => void;
}

const iconFolder = join(app.getAppPath(), 'resources/icons/tray');

export async function openBackground(parts: BackgroundParts): Promise<Background> {
  const { window, settings, pausing } = parts;
  const { platform, env } = process;
  const hasTray = showsTray(platform, env['XDG_CURRENT_DESKTOP'] ?? '');
  const [program, ...args] = parts.startCommand;
  const autostart = openAutostart({
    platform,
    app,
    command: [program, ...args, '--hidden'],
    configHome: env['XDG_CONFIG_HOME'] ?? null,
    writeWhole: writeAtomically,
  });
  const faceOrders = createFaceOrders(window.webContents);
  let startsWithComputer = await autostart.isOn();
  let life: EngineState['life'] | { readonly kind: 'stopped' } = { kind: 'starting' };
  let lookedAt = '';
  let tray: TrayIcon | null = null;
  let owesWord = false;
  let hasStopped = false;

  const keeps = (): boolean =>
    keepsRunning({ chosen: settings.now().keepsRunning ?? null, showsTray: hasTray, startsWithComputer });

  const notifications = openNotifications({
    nowMs: () => performance.now(),
    isWanted: () => settings.now().tellsNews ?? true,
    onClick: ({ importId }) => showImports(importId),
  });
  const recent = openRecentImports({
    ask: async (limit) => {
      const answer = await parts.ask({ kind: 'recent_imports', limit });
      return answer.kind === 'recent_imports' ? answer.imports : null;
    },
    onChange: () => draw(),
    onFinished: tellNews,
  });

  hideOnClose({ app, window, keepsRunning: keeps, onHidden: sayItGoesOn });
  watchSleep({
    powerMonitor,
    nowMs: () => performance.now(),
    onResume: () => {
      recent.askAgain();
      parts.onResume();
    },
  });
  draw();

  return {
    heard: (report) => recent.heard(report),
    engineIs(next) {
      life = next;
      if (life.kind === 'running') recent.askAgain();
      draw();
    },
    pauseChanged() {
      tellFace({ kind: 'imports_paused', isPaused: pausing.isPaused() });
      draw();
    },
    pageCame: () => faceOrders.pageCame(),
    faceReady: () => faceOrders.faceReady(),
    lookedAt(upTo) {
      lookedAt = upTo;
      draw();
    },
    read,
    change,
    showWindow,
    stop() {
      hasStopped = true;
      recent.stop();
      notifications.stop();
      draw();
    },
  };

  /** The tray is there as long as Cooldown goes on without a window. */
  function draw(): void {
    if (hasStopped || !keeps()) {
      tray?.remove();
      tray = null;
      return;
    }
    const facts = {
      life,
      recent: recent.now(),
      lookedAt,
      isPaused: pausing.isPaused(),
      nameOf,
      now: new Date(),
    };
    tray ??= putInTray({ platform, iconFolder, onAction: act });
    tray.show(statusInWords(facts), trayMenu(facts));
  }

  function act(action: TrayAction): void {
    switch (action.kind) {
      case 'show_import':
        return showImports(action.importId);
      case 'pause':
        return void pausing.pause(action.isPaused);
      case 'open':
        return showWindow();
      case 'quit':
        return app.quit();
      default:
        return assertNever(action);
    }
  }

  function showWindow(): void {
    bringToFront(window);
    if (owesWord) tellFace({ kind: 'say_it_went_on' });
  }

  function showImports(importId: string | null): void {
    bringToFront(window);
    tellFace({ kind: 'show_imports', importId });
  }

  function tellFace(order: PageOrder): void {
    if (order.kind === 'say_it_went_on') noteThatItWasSaid();
    faceOrders.tell(order);
  }

  function tellNews(run: RecentImport): void {
    if (!isNews(run.origin, window.isVisible())) return;
    notifications.gather({
      importId: run.importId,
      source: sourceName(run),
      newActivities: run.counts.imported,
      needYou: needsPerson(run),
    });
  }

  function sourceName(run: RecentImport): string | null {
    if (run.origin !== 'device' && run.origin !== 'folder') return null;
    const [root = ''] = run.paths;
    return plainText(parts.sourceOf(run) ?? basename(root));
  }

  function nameOf(run: RecentImport): string | null {
    const [path] = run.paths;
    const own = run.paths.length === 1 && path !== undefined ? plainText(basename(path)) : null;
    return sourceName(run) ?? own;
  }

  /** Once: by a notification, or where the system takes none when the window is seen again. */
  function sayItGoesOn(): void {
    if (settings.now().saidItGoesOn === true) return;
    const isSaid = notifications.say({ title: said.goesOn, body: howToEndIt(hasTray), importId: null });
    if (isSaid) noteThatItWasSaid();
    else owesWord = true;
  }

  function noteThatItWasSaid(): void {
    owesWord = false;
    // Where that can't be saved it is said once more.
    void settings.change({ saidItGoesOn: true });
  }

  async function read(): Promise<BackgroundNow> {
    startsWithComputer = await autostart.isOn();
    return now();
  }

  function now(): BackgroundNow {
    return {
      kind: 'background',
      startsWithComputer,
      keepsRunning: keeps(),
      tellsNews: settings.now().tellsNews ?? true,
      showsTray: hasTray,
      canTellNews: Notification.isSupported(),
    };
  }

  async function change({
    startsWithComputer: starts,
    ...chosen
  }: BackgroundChange): Promise<BackgroundChanged> {
    const changed = await changeSettings(chosen);
    const started = changed.ok && starts !== undefined ? await autostart.change(starts) : changed;
    const background = await read();
    draw();
    return started.ok ? background : { kind: 'not_saved', ...started.failure, background };
  }

  async function changeSettings({
    keepsRunning: keep,
    tellsNews: tell,
  }: Omit<BackgroundChange, 'startsWithComputer'>) {
    if (keep === undefined && tell === undefined) return ok(null);
    return settings.change({
      ...(keep === undefined ? {} : { keepsRunning: keep }),
      ...(tell === undefined ? {} : { tellsNews: tell }),
    });
  }
}
