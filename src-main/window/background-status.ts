// One thing that is always true of what Cooldown does, for who does not see its window: as the window's status line. Pure.
import type { EngineState } from '../../src-worker/contract/engine-state.ts';
import type { RecentImport } from '../../src-worker/contract/recent-import.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { importing, needYou, said } from './background-sentences.ts';

export interface BackgroundFacts {
  readonly life: EngineState['life'] | { readonly kind: 'stopped' };
  /** Newest first; null while nobody has told yet. */
  readonly recent: readonly RecentImport[] | null;
  /** Start of the newest import that the athlete has looked at. */
  readonly lookedAt: string;
  /** By the athlete. */
  readonly isPaused: boolean;
}

export const needsPerson = ({ counts }: Pick<RecentImport, 'counts'>): number =>
  counts.rejected + counts.failed;

export function statusInWords({ life, recent, lookedAt, isPaused }: BackgroundFacts): string {
  switch (life.kind) {
    case 'starting':
      return said.starting;
    case 'stopped':
      return said.stopped;
    case 'rebuilding':
      return said.rebuilding;
    case 'read_only':
      return said.readOnly;
    case 'paused':
      return life.trouble.kind === 'disk_full' ? said.pausedNoRoom : said.pausedNotWritten;
    case 'running':
      break;
    default:
      return assertNever(life);
  }
  if (isPaused) return said.paused;
  if (recent === null) return said.starting;
  const running = recent.filter(({ finishedAt }) => finishedAt === null);
  if (running.length > 0) {
    const sum = (of: (one: RecentImport) => number) => running.reduce((all, one) => all + of(one), 0);
    const isListed = running.every(({ listed }) => listed);
    return importing(
      sum(({ filesDone }) => filesDone),
      sum(({ filesFound }) => filesFound),
      isListed,
    );
  }
  const waiting = recent
    .filter(({ startedAt }) => startedAt > lookedAt)
    .reduce((all, one) => all + needsPerson(one), 0);
  return waiting > 0 ? needYou(waiting) : said.upToDate;
}
