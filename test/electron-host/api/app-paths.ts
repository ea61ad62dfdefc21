// Where Electron keeps things, per platform: `app.getPath` without the overrides.
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotImplementedError } from '../page/honest.ts';

export type PathName = Parameters<Electron.App['getPath']>[0];

interface PathFacts {
  readonly appName: string;
  readonly userDataSwitch: string | undefined;
}

export function defaultPath(name: PathName, { appName, userDataSwitch }: PathFacts): string {
  const home = homedir();
  const userData = userDataSwitch ?? join(appDataFolder(home), appName);
  switch (name) {
    case 'home':
      return home;
    case 'appData':
      return appDataFolder(home);
    case 'userData':
    case 'sessionData':
      return userData;
    case 'logs':
      return process.platform === 'darwin' ? join(home, 'Library', 'Logs', appName) : join(userData, 'logs');
    case 'temp':
      return tmpdir();
    case 'exe':
      return process.execPath;
    case 'desktop':
      return join(home, 'Desktop');
    case 'documents':
      return join(home, 'Documents');
    case 'downloads':
      return join(home, 'Downloads');
    case 'music':
    case 'pictures':
    case 'videos':
    case 'recent':
    case 'module':
    case 'assets':
    case 'crashDumps':
      throw new NotImplementedError(`app.getPath('${name}')`);
    default:
      // Electron's words for a name it does not know.
      throw new Error(`Failed to get '${String(name satisfies never)}' path`);
  }
}

function appDataFolder(home: string): string {
  const { platform, env } = process;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  return env['XDG_CONFIG_HOME'] ?? join(home, '.config');
}
