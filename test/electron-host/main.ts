// The stand-in's executable: reads Electron's command line, puts itself in Electron's place and runs the app.
// A test double for machines without Electron's binary; it is never part of what is shipped.
import { existsSync, readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, type AppManifest } from './api/app.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { complain } from './complain.ts';
import { electronModule, electronNames } from './electron-module.ts';
import { keepElectronHours } from './life.ts';
import { serveElectronModule } from './module-hooks.ts';
import { shutDown } from './shutdown.ts';
import { startBrowser } from './start-browser.ts';

/** The script that stands for Electron's executable. */
const executable = process.argv[1] ?? process.execPath;
const commandLine = readCommandLine(process.argv.slice(2));
const entry = findEntry(resolve(commandLine.app));

becomeElectron(commandLine);
keepElectronHours();
for (const module of commandLine.preloads) globalThis.require(module);
process.argv = [executable, resolve(commandLine.app), ...commandLine.appArguments];
await loadApp(entry.file);
// What main does at its first await comes before `ready`, as in Electron.
setImmediate(() => void start());

async function start(): Promise<void> {
  if (app.isQuitting) return;
  // Unlike Electron's own, two browsers can not be in one profile.
  await app.mayUseProfile();
  // Before `ready`, not with the first window: Playwright's loader holds `ready` back until it has found DevTools.
  if (await startBrowser()) app.becomeReady();
}

function becomeElectron({ switches, inspectorPort }: CommandLine): void {
  app.describe(entry.manifest, switches);
  Object.defineProperty(process, 'versions', {
    value: { ...process.versions, electron: electronVersion() },
    configurable: true,
  });
  Object.assign(process, {
    type: 'browser',
    defaultApp: true,
    resourcesPath: join(entry.manifest.folder, 'resources'),
  });
  // The whole line, as Electron has it while it loads modules by -r: a test driver removes its own part.
  process.argv = [executable, ...process.argv.slice(2)];
  serveElectronModule(electronModule, electronNames);
  // Electron's main has it globally, and test drivers use it.
  globalThis.require = createRequire(join(entry.manifest.folder, 'package.json'));
  if (inspectorPort !== null) inspector.open(inspectorPort, '127.0.0.1');
}

/** Which Electron this stands in for: the package that gave us its types. */
function electronVersion(): string {
  const manifest = createRequire(import.meta.url)('electron/package.json') as { version: string }; // npm's own form
  return manifest.version;
}

interface Entry {
  readonly file: string;
  readonly manifest: AppManifest;
}

/** A folder with a package.json, or a file. */
function findEntry(path: string): Entry {
  if (!existsSync(path)) return fail(`Unable to find Electron app at ${path}`);
  if (!statSync(path).isDirectory()) {
    return { file: path, manifest: { folder: dirname(path), name: 'Electron', version: electronVersion() } };
  }
  const manifestPath = join(path, 'package.json');
  if (!existsSync(manifestPath))
    return fail(`Unable to find Electron app at ${path}: it has no package.json`);
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Partial<
    Record<'main' | 'name' | 'productName' | 'version', string>
  >; // npm's own form
  return {
    file: join(path, manifest.main ?? 'index.js'),
    manifest: {
      folder: path,
      name: manifest.productName ?? manifest.name ?? 'Electron',
      version: manifest.version ?? electronVersion(),
    },
  };
}

async function loadApp(file: string): Promise<void> {
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    complain('App threw an error during load', error);
    await shutDown(1);
  }
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
