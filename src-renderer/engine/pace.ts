// How fast running imports go, from what was seen of them in the last half minute; never from when they began,
// because a restart may lie between. What is said of the rest changes no faster than somebody would believe. Pure.
import { isCounted, type ImportRun } from '../../src-worker/contract/import-job.ts';

interface PaceSample {
  readonly atMs: number;
  readonly filesDone: number;
}

interface Pace {
  readonly samples: readonly PaceSample[];
  /** Left then, as it was said; null while too little was seen. */
  readonly said: { readonly seconds: number; readonly atMs: number } | null;
}

/** Per running import. */
export type Paces = ReadonlyMap<string, Pace>;

export const noPaces: Paces = new Map();

const windowMs = 30_000;
/** Below this an estimate would jump about. */
const leastMs = 2_000;
const leastFiles = 3;
/** What is left is said to grow or shrink by so much a second at most, beside the second that went by. */
const mostChangePerSecond = 1.15;

export function nextPaces(paces: Paces, runs: readonly ImportRun[], atMs: number): Paces {
  return new Map(
    runs
      .filter(({ finishedAt }) => finishedAt === null)
      .map((run) => {
        const before = paces.get(run.importId);
        const recent = (before?.samples ?? []).filter((sample) => atMs - sample.atMs <= windowMs);
        const samples = [...recent, { atMs, filesDone: run.filesDone }];
        const measured = measuredSeconds(samples, run);
        const seconds = measured === null ? null : steady(before?.said ?? null, measured, atMs);
        return [run.importId, { samples, said: seconds === null ? null : { seconds, atMs } }];
      }),
  );
}

function measuredSeconds(samples: readonly PaceSample[], run: ImportRun): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!isCounted(run) || first === undefined || last === undefined) return null;
  const files = last.filesDone - first.filesDone;
  const seconds = (last.atMs - first.atMs) / 1000;
  if (files < leastFiles || seconds * 1000 < leastMs) return null;
  return Math.max(0, run.filesFound - run.filesDone) / (files / seconds);
}

/** Fast files and slow ones come in stretches: each would throw the estimate about. */
function steady(said: Pace['said'], measured: number, atMs: number): number {
  if (said === null) return measured;
  const goneBy = (atMs - said.atMs) / 1000;
  const expected = Math.max(1, said.seconds - goneBy);
  const most = mostChangePerSecond ** Math.max(goneBy, 0.25);
  return Math.min(Math.max(measured, expected / most), expected * most);
}

/** null while too little was seen, or while more files are still being found. */
export const remainingSeconds = (paces: Paces, run: ImportRun): number | null =>
  isCounted(run) ? (paces.get(run.importId)?.said?.seconds ?? null) : null;
