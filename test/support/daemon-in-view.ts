// Programs behind a mount. Each lives in a view of the file system that is not the test's, and dies with the test, however that
// ends; with the last process of a view its mounts are gone.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** Of this process, or one of its own. */
export type View = { readonly ofProcess: number } | 'own';

export interface Daemon {
  readonly pid: number;
  /** Resolves when it has said this; `hear` gets all that it says, also later. */
  says(word: string, hear?: (text: string) => void): Promise<void>;
  /** Resolves when that is so. */
  until(isSo: () => boolean): Promise<void>;
  kill(): void;
}

const wordsFor = (view: View): readonly string[] =>
  view === 'own'
    ? ['unshare', '-m', '--propagation', 'private']
    : ['nsenter', '-t', String(view.ofProcess), '-m'];

const startsWithinMs = 20_000;

export function startDaemon(view: View, program: string, args: readonly string[]): Daemon {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...wordsFor(view), program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  let hasEnded = false;
  child.stderr.on('data', (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-2_000)));
  // Read, or a program that tells much would wait for a reader.
  child.stdout.resume();
  child.once('exit', () => (hasEnded = true));
  child.once('error', (error) => (complaint = error.message));

  const until = async (isSo: () => boolean) => {
    const deadline = Date.now() + startsWithinMs;
    while (!isSo()) {
      if (hasEnded || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`${program} did not come up: ${complaint}`);
      }
      await pause(10);
    }
  };
  return {
    pid: child.pid ?? 0,
    says: (word, hear = () => undefined) => {
      let said = '';
      child.stdout.on('data', (text: Buffer) => {
        said = `${said}${text.toString()}`.slice(-2_000);
        hear(text.toString());
      });
      return until(() => said.includes(word));
    },
    until,
    kill: () => void child.kill('SIGKILL'),
  };
}
