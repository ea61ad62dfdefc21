// How fast running imports go, from what was seen of them in the last half minute; never from when they began,
// because a restart may lie between. Pure.
import type { ImportRun } from '../../src-worker/contract/import-job.ts';

interface PaceSample {
  readonly atMs: number;
  readonly filesDone: number;
}

/** Samples per running import. */
export type Paces = ReadonlyMap<string, readonly PaceSample[]>;

export const noPaces: Paces = new Map();

const windowMs = 30_000;
/** Below this an estimate would jump about. */
const leastMs = 2_000;
const leastFiles = 3;

export function nextPaces(paces: Paces, runs: readonly ImportRun[], atMs: number): Paces {
  return new Map(
    runs
      .filter(({ finishedAt }) => finishedAt === null)
      .map(({ importId, filesDone }) => {
        const recent = (paces.get(importId) ?? []).filter((sample) => atMs - sample.atMs <= windowMs);
        return [importId, [...recent, { atMs, filesDone }]];
      }),
  );
}

/** null while too little was seen, or while more files are still being found. */
export function remainingSeconds(
  paces: Paces,
  { importId, listed, filesFound, filesDone }: ImportRun,
): number | null {
  const samples = paces.get(importId) ?? [];
  const first = samples[0];
  const last = samples.at(-1);
  if (!listed || first === undefined || last === undefined) return null;
  const files = last.filesDone - first.filesDone;
  const seconds = (last.atMs - first.atMs) / 1000;
  if (files < leastFiles || seconds * 1000 < leastMs) return null;
  return Math.max(0, filesFound - filesDone) / (files / seconds);
}
