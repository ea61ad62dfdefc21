// What has to be stopped before the process ends. Whatever starts something that outlives a function registers here.
// Stopping never hangs: each has its own time limit, and the process ends whatever they answer.

type Stop = (how: 'gently' | 'now') => Promise<void> | void;

const stops = new Set<Stop>();
let ending = false;

/** `now` is called from the process's `exit` event too and must do its work synchronously. */
export function onShutdown(stop: Stop): void {
  stops.add(stop);
}

export async function shutDown(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.allSettled([...stops].map(async (stop) => stop('gently')));
  process.exit(exitCode);
}

export const isShuttingDown = (): boolean => ending;

process.on('exit', () => {
  for (const stop of stops) void stop('now');
});
