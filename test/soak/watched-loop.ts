// Loaded before the intake's entry: tells how long its loop was stopped at most, again and again.
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface LoopNews {
  readonly longestBlockMs: number;
}

const everyMs = 100;
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
setInterval(() => {
  const news: LoopNews = { longestBlockMs: delay.max / 1e6 };
  process.send?.({ loop: news });
}, everyMs).unref();
