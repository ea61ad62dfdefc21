// What has to be stopped before the process ends. Whatever starts something that outlives a function registers here.
// Stopping never hangs: each has its own time limit, and the process ends whatever they answer.

type Stop = (how: 'gently' | 'now') => Promise<void> | void;

const stops = new Set<Stop>();
let ending = false;
let failed = false;

/** `now` is called from the process's `exit` event too and must do its work synchronously. */
export function onShutdown(stop: Stop): void {
  stops.add(stop);
}

/** However politely the app quits from here on: the exit code will tell. */
export function markFailed(): void {
  failed = true;
}

export async function shutDown(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.allSettled([...stops].map(async (stop) => stop('gently')));
  process.exit(exitCode === 0 && failed ? 1 : exitCode);
}

export const isShuttingDown = (): boolean => ending;

process.on('exit', () => {
  for (const stop of stops) void stop('now');
});
