// Whether Cooldown starts with the computer: read from the system and changed there, never kept by us. macOS and Windows
// have login items; on Linux it is a file in the athlete's autostart folder.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { App } from 'electron';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { systemCodeOf } from '../disk/system-code.ts';
import { autostartEntry, startsBy } from './autostart-entry.ts';

export interface NotChanged {
  readonly systemCode: string;
}

export interface Autostart {
  isOn(): Promise<boolean>;
  change(isOn: boolean): Promise<Result<unknown, NotChanged>>;
}

interface AutostartParts {
  readonly platform: NodeJS.Platform;
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
  /** Program and arguments that start this app again, out of sight. */
  readonly command: readonly [program: string, ...args: string[]];
  /** XDG_CONFIG_HOME; null where it is not set. */
  readonly configHome: string | null;
  readonly writeWhole: (path: string, text: string) => Promise<Result<unknown, NotChanged>>;
}

export function openAutostart(parts: AutostartParts): Autostart {
  return parts.platform === 'darwin' || parts.platform === 'win32' ? loginItem(parts) : autostartFile(parts);
}

function loginItem({ app, command: [path, ...args] }: AutostartParts): Autostart {
  // Windows compares both with what stands in its list; macOS takes neither.
  const isOn = (): boolean => app.getLoginItemSettings({ path, args }).openAtLogin;
  return {
    isOn: () => Promise.resolve(isOn()),
    change(wanted) {
      app.setLoginItemSettings({ openAtLogin: wanted, path, args });
      // The system may have refused, or asks the athlete first.
      return Promise.resolve(isOn() === wanted ? ok(null) : failed({ systemCode: 'not_allowed' }));
    },
  };
}

function autostartFile({ command, configHome, writeWhole }: AutostartParts): Autostart {
  // By the specification a relative one is to be ignored.
  const home = configHome !== null && isAbsolute(configHome) ? configHome : join(homedir(), '.config');
  const path = join(home, 'autostart', 'cooldown.desktop');
  return {
    isOn: () => readFile(path, 'utf8').then(startsBy, () => false),
    async change(wanted) {
      try {
        if (wanted) {
          await mkdir(dirname(path), { recursive: true, mode: 0o700 });
          return await writeWhole(path, autostartEntry(command));
        }
        await rm(path, { force: true });
        return ok(null);
      } catch (error) {
        return failed({ systemCode: systemCodeOf(error) });
      }
    },
  };
}
