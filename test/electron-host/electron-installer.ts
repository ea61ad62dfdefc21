// Tries Electron's own installer: where the network is, the real host comes. Where it is not, the installer gives up
// by itself within seconds, and the failed try is remembered for a day, so that starts stay quick.
import { spawn } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronPackage } from './probe-host.ts';

/** The binary has some 100 MB: that takes its time on an ordinary line. */
const patienceMilliseconds = 5 * 60_000;
const rememberedMilliseconds = 24 * 60 * 60 * 1000;

/** True where Electron has been installed by this very call. */
export async function tryToInstallElectron(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const packageFolder = electronPackage();
  if (packageFolder === null || environment['COOLDOWN_NO_DOWNLOAD'] !== undefined) return false;
  const failedTry = join(dirname(packageFolder), '.cache', 'cooldown', 'electron-not-installed');
  if (isRecent(failedTry)) return false;
  process.stderr.write('Fetching Electron’s binary, once; COOLDOWN_NO_DOWNLOAD=1 goes without.\n');
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
