// What the status line at the foot of the rail says: one thing, always true. Pure.
import { isCounted, type ImportRun } from '../../src-worker/contract/import-job.ts';
import type { Source } from '../../src-worker/contract/sources.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import type { JournalTrouble } from '../../src-worker/contract/journal-messages.ts';
import type { EngineLife } from '../engine/start-engine.ts';
import { remainingSeconds, type Paces } from '../engine/pace.ts';
import { needsPerson } from '../text/counts.ts';
import type { ImportProgress } from '../text/import-progress.ts';

export type Status =
  | { readonly kind: 'starting' }
  | { readonly kind: 'stopped' }
  | ({
      readonly kind: 'importing';
      readonly importId: string;
      /** The device or folder it comes from; null where somebody gave the files, or they come from several. */
      readonly from: Source | null;
    } & ImportProgress)
  | { readonly kind: 'needs_you'; readonly count: number; readonly importId: string }
  /** A drive asks whether it may be read, or a place does not answer. */
  | { readonly kind: 'source'; readonly why: 'asks' | 'stuck'; readonly source: Source }
  | { readonly kind: 'up_to_date' }
  | { readonly kind: 'rebuilding'; readonly recordsDone: number; readonly recordsAll: number }
  | { readonly kind: 'paused'; readonly why: JournalTrouble['kind'] }
  /** By the athlete. */
  | { readonly kind: 'imports_paused'; readonly filesWaiting: number }
  | { readonly kind: 'read_only' };

interface Seen {
  readonly life: EngineLife;
  /** Newest first; null while they are being read. */
  readonly runs: readonly ImportRun[] | null;
  /** Devices and watched folders, as far as they are known. */
  readonly sources: readonly Source[];
  readonly paces: Paces;
  /** The athlete wants nothing to be taken in for now. */
  readonly isPaused: boolean;
  /** Start of the newest import the athlete has looked at; imports up to it need nobody any more. */
  readonly lookedAt: string;
}

export function statusOf({ life, runs, sources, paces, isPaused, lookedAt }: Seen): Status {
  switch (life.kind) {
    case 'stopped':
    case 'read_only':
    case 'starting':
      return { kind: life.kind };
    case 'rebuilding':
      return life;
    case 'paused':
      return { kind: 'paused', why: life.trouble.kind };
    case 'running':
      break;
    default:
      assertNever(life);
  }
  if (runs === null) return { kind: 'starting' };
  const running = runs.filter(({ finishedAt }) => finishedAt === null);
  if (isPaused) {
    const filesWaiting = running.reduce((sum, run) => sum + run.filesFound - run.filesDone, 0);
    return { kind: 'imports_paused', filesWaiting };
  }
  const [newest] = running;
  if (newest !== undefined) {
    const estimates = running.map((run) => remainingSeconds(paces, run));
    return {
      kind: 'importing',
      importId: newest.importId,
      from: running.length === 1 ? originOf(newest, sources) : null,
      filesDone: running.reduce((sum, run) => sum + run.filesDone, 0),
      filesFound: running.reduce((sum, run) => sum + run.filesFound, 0),
      isListed: running.every(isCounted),
      remainingSeconds: estimates.reduce(longest),
      isPaused,
    };
  }
  const waiting = runs.filter(({ startedAt, counts }) => startedAt > lookedAt && needsPerson(counts) > 0);
  const [first] = waiting;
  if (first === undefined) return sourceStatus(sources) ?? { kind: 'up_to_date' };
  const count = waiting.reduce((sum, { counts }) => sum + needsPerson(counts), 0);
  return { kind: 'needs_you', count, importId: first.importId };
}

/**
 * Start of the newest import that is over, as are all before it; null where there is none. What is still running
 * may yet need somebody who looked at it early.
 */
export function lookedUpTo(runs: readonly ImportRun[]): string | null {
  const oldestRunning = runs.findLast(({ finishedAt }) => finishedAt === null)?.startedAt;
  const over = runs.find(
    ({ startedAt, finishedAt }) =>
      finishedAt !== null && (oldestRunning === undefined || startedAt < oldestRunning),
  );
  return over?.startedAt ?? null;
}

/** Null where nobody asked for it to be looked at, or several are being read. */
function originOf({ origin }: ImportRun, sources: readonly Source[]): Source | null {
  if (origin !== 'device' && origin !== 'folder') return null;
  const [first, second] = sources.filter(({ kind, state }) => kind === origin && state.kind === 'importing');
  return second === undefined ? (first ?? null) : null;
}

function sourceStatus(sources: readonly Source[]): Status | null {
  for (const source of sources) {
    const { kind } = source.state;
    if (kind === 'asks' || kind === 'stuck') return { kind: 'source', why: kind, source };
  }
  return null;
}

/** One that can't be told makes the whole untold. */
const longest = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? null : Math.max(left, right);
