// What is said of a running import: “Importing 41 of 312, about 20 s left”.
import { estimateText } from './estimate.ts';
import type { Say } from './say.ts';

export interface ImportProgress {
  readonly filesDone: number;
  readonly filesFound: number;
  /** False while more are still being found. */
  readonly isListed: boolean;
  readonly remainingSeconds: number | null;
  /** The athlete wants nothing to be taken in for now. */
  readonly isPaused: boolean;
}

/** The same of files that come from a device or a watched folder: “Taking in 4 of 12 from Edge 530”. */
export function takingInText(progress: ImportProgress, name: string, say: Say): string {
  const { filesDone, filesFound, isListed, remainingSeconds, isPaused } = progress;
  if (isPaused || !isListed) return progressText(progress, say);
  const values = { done: filesDone, found: filesFound, name };
  if (remainingSeconds === null || filesDone >= filesFound) return say('status.taking_in', values);
  return say('status.taking_in_with_estimate', { ...values, estimate: estimateText(remainingSeconds, say) });
}

export function progressText(progress: ImportProgress, say: Say): string {
  const { filesDone, filesFound, isListed, remainingSeconds } = progress;
  const values = { done: filesDone, found: filesFound };
  if (progress.isPaused)
    return say('status.import_waits', { count: filesFound - filesDone, found: filesFound });
  if (!isListed) return filesFound === 0 ? say('status.looking') : say('status.importing_so_far', values);
  if (remainingSeconds === null || filesDone >= filesFound) return say('status.importing', values);
  return say('status.importing_with_estimate', { ...values, estimate: estimateText(remainingSeconds, say) });
}
