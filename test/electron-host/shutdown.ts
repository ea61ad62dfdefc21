// What has to be stopped before the process ends. Whatever starts something that outlives a function registers here.
// Stopping never hangs: each has its own time limit, and the process ends whatever they answer.

type Stop = (how: 'gently' | 'now') => Promise<void> | void;

const stops = new Set<Stop>();
const lastActs = new Set<() => void>();
let ending = false;
let failed = false;

/** `now` is called from the process's `exit` event too and must do its work synchronously. */
export function onShutdown(stop: Stop): void {
  stops.add(stop);
}

/** When everything has stopped: what the next instance may have only then. Synchronous, and heard to the end. */
export function onceStopped(act: () => void): void {
  lastActs.add(act);
}

/** However politely the app quits from here on: the exit code will tell. */
export function markFailed(): void {
  failed = true;
}

export async function shutDown(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.allSettled([...stops].map(async (stop) => stop('gently')));
  // The last acts come with the process's end.
  process.exit(exitCode === 0 && failed ? 1 : exitCode);
}

export const isShuttingDown = (): boolean => ending;

process.on('exit', () => {
  for (const stop of stops) void stop('now');
  for (const act of lastActs) act();
});
