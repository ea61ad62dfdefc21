// What only the stand-in has to promise: that it listens nowhere, leaves nothing behind however it ends, and never
// answers where it does not know the answer.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test as base } from '@playwright/test';
import { probeHost } from '../probe-host.ts';
import { launchApp } from '../../support/launch-app.ts';
import { contractApp, loadedPage } from '../contract/contract-test.ts';
import type { ProcessId } from '../process-tree.ts';
import { listeningSockets } from './listening-sockets.ts';
import { killNow, leftAfter, runStandIn, type StandInRun } from './run-stand-in.ts';

base.skip(probeHost().electron !== null, 'Electron itself is here');

interface Fixtures {
  readonly run: typeof runStandIn;
  /** A folder with an app whose main is this text. */
  readonly appOf: (main: string) => string;
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from here
  run: async ({}, use) => {
    const runs: StandInRun[] = [];
    await use((...given) => {
      const started = runStandIn(...given);
      runs.push(started);
      return started;
    });
    for (const started of runs) await started.dispose();
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  appOf: async ({}, use) => {
    const folders: string[] = [];
    await use((main) => {
      const folder = mkdtempSync(join(tmpdir(), 'stand-in-app-'));
      folders.push(folder);
      writeFileSync(join(folder, 'package.json'), '{"name":"small","type":"module","main":"main.js"}');
      writeFileSync(join(folder, 'main.js'), main);
      return folder;
    });
    for (const folder of folders) rmSync(folder, { recursive: true });
  },
});

const isUp = 'contract app is up';
const pidsOf = (processes: readonly ProcessId[]) => processes.map(({ pid }) => pid);

/** Chromium's first process, which the stand-in started itself. */
function chromiumOf(run: StandInRun): number {
  const found = run.processes().find(({ pid }) => commandLineOf(pid).includes('--remote-debugging-pipe'));
  if (found === undefined) throw new Error('no Chromium runs');
  return found.pid;
}

const commandLineOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');

test('nothing listens on a port', async ({ run }) => {
  const started = run([contractApp]);
  await started.says(isUp);
  expect(listeningSockets(pidsOf(started.processes()))).toEqual([]);
});

test('only who asks for an inspector gets one, on this machine alone', async ({ run }) => {
  const started = run(['--inspect=0', contractApp]);
  await started.says(isUp);
  const sockets = listeningSockets(pidsOf(started.processes()));
  expect(sockets).toEqual([expect.stringMatching(/^0100007F:/)]);
  await expect.poll(() => started.output.stderr).toContain('Debugger listening on ws://127.0.0.1:');
});

test('standard output is the app’s alone, and one line says what runs', async ({ run }) => {
  const started = run([contractApp]);
  await started.says(isUp);
  started.child.kill('SIGTERM');
  await started.ended;
  expect(started.output.stdout).toBe(`${isUp}\n`);
  expect(started.output.stderr).toMatch(
    /^Electron's binary is not here: running .*on the Chromium stand-in \(.*\n$/,
  );
});

test('the browser’s profile is for its owner only', async ({ run }) => {
  const started = run([contractApp]);
  await started.says(isUp);
  expect(statSync(join(started.userDataDir, 'stand-in-profile')).mode & 0o777).toBe(0o700);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} quits quickly and leaves nothing`, async ({ run }) => {
    const started = run([contractApp]);
    await started.says(isUp);
    const processes = started.processes();
    const before = Date.now();
    started.child.kill(signal);
    expect(await started.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(2000);
    expect(await leftAfter(500, processes)).toEqual([]);
  });
}

const withUtilityProcess = `
  import { app, BrowserWindow, utilityProcess } from 'electron';
  app.whenReady().then(() => {
    new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true } });
    const child = utilityProcess.fork(${JSON.stringify(join(contractApp, 'utility.js'))}, [], { stdio: 'ignore' });
    child.postMessage({ order: 'echo', value: 1 });
    child.once('message', () => process.stdout.write('all is up'));
  });
  process.on('SIGUSR2', () => process.kill(process.pid, 'SIGKILL'));
  process.on('SIGTERM', () => app.exit(3));`;

for (const [how, signal, ending] of [
  ['killed from outside', 'SIGKILL', 'SIGKILL'],
  ['that kills itself', 'SIGUSR2', 'SIGKILL'],
  ['that calls app.exit', 'SIGTERM', 3],
] as const) {
  test(`neither Chromium nor a utility process outlives a main ${how}`, async ({ run, appOf }) => {
    const started = run([appOf(withUtilityProcess)]);
    await started.says('all is up');
    const processes = started.processes();
    expect(processes.length).toBeGreaterThan(3);
    started.child.kill(signal);
    expect(await started.ended).toBe(ending);
    expect(await leftAfter(2000, processes)).toEqual([]);
  });
}

test('a start right after a quit waits for the profile, and gets it', async ({ run }) => {
  const first = run([contractApp]);
  await first.says(isUp);
  first.child.kill('SIGTERM');
  const second = run([contractApp], { userDataDir: first.userDataDir });
  await second.says(isUp);
  expect(await first.ended).toBe(0);
  expect(second.output.stderr).not.toContain('could not');
});

test('a start right after a kill -9 of main or of everything gets the profile, again and again', async ({
  run,
}) => {
  const first = run([contractApp]);
  await first.says(isUp);
  let last = first;
  for (const whom of ['main', 'everything', 'main', 'everything'] as const) {
    const processes = whom === 'main' ? [] : last.processes();
    last.child.kill('SIGKILL');
    for (const { pid } of processes) killNow(pid);
    last = run([contractApp], { userDataDir: first.userDataDir });
    await last.says(isUp);
  }
  // The last one keeps the others out, as the first did.
  const late = run([contractApp], { userDataDir: first.userDataDir });
  expect(await late.ended).toBe(0);
  expect(late.output.stdout).toBe('');
});

test('an app whose data folder is removed under it lives on, and quits', async ({ run }) => {
  const started = run([contractApp]);
  await started.says(isUp);
  rmSync(started.userDataDir, { recursive: true, force: true, maxRetries: 20 });
  // Longer than it takes to look for letters.
  await pause(700);
  started.child.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  expect(started.output.stderr).not.toContain('ENOENT');
});

test('the app ends, and not well, when Chromium is killed', async ({ run }) => {
  const started = run([contractApp]);
  await started.says(isUp);
  const processes = started.processes();
  process.kill(chromiumOf(started), 'SIGKILL');
  expect(await started.ended).not.toBe(0);
  expect(await leftAfter(500, processes)).toEqual([]);
});

test('a Chromium that hangs can not keep the app from quitting', async ({ run }) => {
  const started = run([contractApp]);
  await started.says(isUp);
  const processes = started.processes();
  process.kill(chromiumOf(started), 'SIGSTOP');
  const before = Date.now();
  started.child.kill('SIGTERM');
  await started.ended;
  expect(Date.now() - before).toBeLessThan(2500);
  expect(await leftAfter(500, processes)).toEqual([]);
});

test('a utility process that hangs can not keep the app from quitting', async ({ run, appOf }) => {
  const started = run([
    appOf(`
      import { app, utilityProcess } from 'electron';
      app.whenReady().then(() => {
        const child = utilityProcess.fork(${JSON.stringify(join(contractApp, 'utility.js'))}, [], { stdio: 'ignore' });
        child.once('spawn', () => {
          process.kill(child.pid, 'SIGSTOP');
          child.kill();
          process.stdout.write('stopped');
        });
      });`),
  ]);
  await started.says('stopped');
  const processes = started.processes();
  const before = Date.now();
  started.child.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  expect(Date.now() - before).toBeLessThan(2000);
  expect(await leftAfter(500, processes)).toEqual([]);
});

test('what is not implemented throws by its name', async ({ run, appOf }) => {
  const started = run([
    appOf(`
      import electron, { app, safeStorage, session, BrowserWindow } from 'electron';
      const said = [];
      const attempt = (work) => {
        try {
          said.push('answered: ' + work());
        } catch (error) {
          said.push(error.message);
        }
      };
      attempt(() => safeStorage.isEncryptionAvailable());
      attempt(() => app.relaunch());
      attempt(() => app.dock);
      attempt(() => app.on('gpu-info-update', () => {}));
      attempt(() => session.fromPartition('other'));
      attempt(() => session.defaultSession.webRequest);
      attempt(() => electron.telepathy);
      await Promise.resolve(app);
      app.whenReady().then(() => {
        attempt(() => new BrowserWindow({ webPreferences: { contextIsolation: true } }));
        attempt(() => new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: true } }));
        const webPreferences = { sandbox: true, contextIsolation: true };
        const window = new BrowserWindow({ show: false, webPreferences });
        attempt(() => window.setKiosk(true));
        attempt(() => window.webContents.on('before-input-event', () => {}));
        process.stdout.write(said.join('\\n') + '\\nend');
      });`),
  ]);
  await started.says('end');
  const missing = (what: string) => `electron stand-in: ${what} is not implemented`;
  const weak =
    'electron stand-in: a window needs sandbox: true and contextIsolation: true, and no nodeIntegration';
  expect(started.output.stdout.split('\n')).toEqual([
    missing('safeStorage.isEncryptionAvailable'),
    missing('app.relaunch'),
    missing('app.dock'),
    missing("the event 'gpu-info-update' of app"),
    missing('session.fromPartition'),
    missing('session.webRequest'),
    missing('electron.telepathy'),
    weak,
    weak,
    missing('BrowserWindow.setKiosk'),
    missing("the event 'before-input-event' of webContents"),
    'end',
  ]);
});

test('an app lives without work, a forgotten rejection and an uncaught error are survived', async ({
  run,
  appOf,
}) => {
  const started = run([
    appOf(`
      import { app } from 'electron';
      Promise.reject(new Error('forgotten'));
      setTimeout(() => { throw new Error('uncaught'); }, 10);
      app.whenReady().then(() => setTimeout(() => process.stdout.write('alive'), 300));`),
  ]);
  await started.says('alive');
  await expect.poll(() => started.output.stderr).toContain('forgotten');
  await expect.poll(() => started.output.stderr).toContain('uncaught');
});

test('an app whose standard error nobody reads does not complain about that for ever', async ({
  run,
  appOf,
}) => {
  const started = run([
    appOf(`
      let uncaught = 0;
      process.on('uncaughtExceptionMonitor', () => (uncaught += 1));
      const say = () => process.stdout.write('uncaught: ' + uncaught + '.');
      const tell = () => process.stderr.write('?', (error) => setTimeout(...(error ? [say, 300] : [tell, 20])));
      tell();`),
  ]);
  started.child.stderr?.destroy();
  await started.says('.');
  expect(started.output.stdout).toBe('uncaught: 0.');
});

test('a listener that fails does not keep main from hearing what follows', async () => {
  const launched = await launchApp({ entry: contractApp });
  const page = await loadedPage(launched);
  await launched.app.evaluate(({ ipcMain }) => {
    ipcMain.on('break', () => {
      throw new Error('the listener broke');
    });
  });
  const echoed = await page.evaluate(() => {
    window.bridge.send('break');
    return window.bridge.invoke('echo', 'still here');
  });
  expect(echoed).toEqual(['still here']);
  await expect.poll(() => launched.output.stderr).toContain('the listener broke');
  await launched.close();
});

test('an app that quits before it is ready never starts Chromium', async ({ run, appOf }) => {
  const started = run([
    appOf(`
      import { app } from 'electron';
      app.on('ready', () => process.stdout.write('ready'));
      app.quit();`),
  ]);
  expect(await started.ended).toBe(0);
  expect(started.output).toEqual({ stdout: '', stderr: '' });
});

const failures: readonly (readonly [
  title: string,
  parts: Parameters<typeof runStandIn>,
  sentence: RegExp,
])[] = [
  [
    'an app that is not there',
    [['/does/not/exist']],
    /^Unable to find Electron app at \/does\/not\/exist\n$/,
  ],
  [
    'a browser that is not there',
    [[contractApp], { environment: { COOLDOWN_BROWSER: '/does/not/exist' } }],
    /Chromium could not be started\.\n.*\/does\/not\/exist/,
  ],
];
for (const [title, parts, sentence] of failures) {
  test(`${title} is said in one sentence, with an exit code`, async ({ run }) => {
    const started = run(...parts);
    expect(await started.ended).toBe(1);
    expect(started.output.stderr).toMatch(sentence);
  });
}

test('an app that fails while it loads says so, with an exit code', async ({ run, appOf }) => {
  const started = run([appOf(`throw new Error('broken at once')`)]);
  expect(await started.ended).toBe(1);
  expect(started.output.stderr).toMatch(/^App threw an error during load\nError: broken at once/);
});
