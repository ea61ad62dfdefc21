// Stands for Electron in the host's tests: its utility processes are forked Node programs.
import { FakeUtilityProcess } from './intake-program.ts';

/** What was started, in order; the last one works. */
export const forked: FakeUtilityProcess[] = [];

/** The built program whose port is given to whatever is started. */
const started = { shimPath: '' };

export function usePortOf(shimPath: string): void {
  started.shimPath = shimPath;
  forked.length = 0;
}

export const utilityProcess = {
  fork: (entryPath: string, args: readonly string[], { env }: { env: NodeJS.ProcessEnv }) => {
    const child = new FakeUtilityProcess({ entryPath, shimPath: started.shimPath }, args, env);
    forked.push(child);
    return child;
  },
};
