// Tries Electron's own installer, once and briefly: where the network is, the real host comes; where it is not, the
// start must not wait. A failed try is remembered for a day.
import { spawn } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronPackage } from './probe-host.ts';

const patienceMilliseconds = 5000;
const rememberedMilliseconds = 24 * 60 * 60 * 1000;

/** True where Electron has been installed by this very call. */
export async function tryToInstallElectron(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const packageFolder = electronPackage();
  if (packageFolder === null || environment['COOLDOWN_NO_DOWNLOAD'] !== undefined) return false;
  const failedTry = join(dirname(packageFolder), '.cache', 'cooldown', 'electron-not-installed');
  if (isRecent(failedTry)) return false;
  if (await install(join(packageFolder, 'install.js'), environment)) return true;
  mkdirSync(dirname(failedTry), { recursive: true });
  writeFileSync(
    failedTry,
    'Electron could not be fetched. The next try is a day after this file was written.\n',
  );
  return false;
}

function isRecent(file: string): boolean {
  const written = statSync(file, { throwIfNoEntry: false });
  return written !== undefined && Date.now() - written.mtimeMs < rememberedMilliseconds;
}

function install(installer: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const child = spawn(process.execPath, [installer], {
    stdio: 'ignore',
    env: environment,
    timeout: patienceMilliseconds,
    killSignal: 'SIGKILL',
  });
  return new Promise((end) => {
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
  });
}
