// Collects the facts that find-host.ts decides over: looks at the environment and the disk, starts nothing.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { HostFacts } from './find-host.ts';

export function probeHost(environment: NodeJS.ProcessEnv = process.env): HostFacts {
  const { platform, arch } = process;
  return {
    platform,
    arch,
    wantedBrowser: nonEmpty(environment['COOLDOWN_BROWSER']),
    electron: findElectron(environment),
    browsers: findBrowsers(environment),
    hasBundledBrowser: platform === 'linux' && arch === 'x64' && resolveFrom('@sparticuz/chromium') !== null,
    hasDisplay: hasDisplay(environment),
  };
}

function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  if (environment['COOLDOWN_HEADLESS'] === '1') return false;
  if (process.platform !== 'linux') return true;
  return nonEmpty(environment['DISPLAY']) !== null || nonEmpty(environment['WAYLAND_DISPLAY']) !== null;
}

function findElectron(environment: NodeJS.ProcessEnv): string | null {
  const named = nonEmpty(environment['ELECTRON_EXEC_PATH']);
  if (named !== null && !isStandIn(named)) return named;
  const packageFolder = electronPackage();
  if (packageFolder === null) return null;
  const pathFile = join(packageFolder, 'path.txt');
  const executable = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : null;
  const distFolder = nonEmpty(environment['ELECTRON_OVERRIDE_DIST_PATH']);
  if (distFolder !== null && !isStandIn(join(distFolder, 'electron'))) {
    return existing(join(distFolder, executable ?? 'electron'));
  }
  return executable === null ? null : existing(join(packageFolder, 'dist', executable));
}

/** The stand-in's own executable is a small script; Electron's is not. */
function isStandIn(executable: string): boolean {
  const found = statSync(executable, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size < 10_000;
}

export function electronPackage(): string | null {
  const manifest = resolveFrom('electron/package.json');
  return manifest === null ? null : dirname(manifest);
}

const executableNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome',
];

function findBrowsers(environment: NodeJS.ProcessEnv): readonly string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const onPath =
    process.platform === 'win32'
      ? []
      : executableNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...new Set([...onPath, ...usualPlaces(environment)])].filter(isExecutable);
}

function usualPlaces(environment: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/', homedir()].map((root) => join(root, 'Applications', `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(
      (name) => environment[name] ?? '',
    );
    return roots
      .filter(isAbsolute)
      .flatMap((root) => [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Chromium', 'Application', 'chrome.exe'),
        join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  return ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'];
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const existing = (path: string): string | null => (existsSync(path) ? path : null);

const nonEmpty = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text;

function resolveFrom(request: string): string | null {
  try {
    return createRequire(import.meta.url).resolve(request);
  } catch {
    return null;
  }
}
