// Main's side of the intake against the real process: starts one, and keeps what it says. A test file that uses it
// has fake-electron.ts stand for Electron.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  startIntake,
  type Intake,
  type IntakeOptions,
  type IntakeTrouble,
} from '../../../src-main/intake/intake-host.ts';
import type { IntakeNews } from '../../../src-main/intake/stage-order.ts';
import { usePortOf } from './fake-electron.ts';
import type { IntakeProgram } from './intake-program.ts';
import { stagedOf } from './intake-run.ts';
import { packLooks } from '../../../src-main/intake/packed-looks.ts';

export interface HostTalk {
  readonly intake: Intake;
  readonly news: IntakeNews[];
  readonly troubles: IntakeTrouble[];
  stage(importId: string, paths: readonly string[], answeredPaths?: readonly string[]): void;
  until(isEnough: () => boolean): Promise<void>;
  complete(importId: string): Promise<void>;
  /** From now on, every file is let go of as soon as it is told. */
  releaseAll(): void;
}

export function startTalk(
  stagingFolder: string,
  program: IntakeProgram,
  options: Partial<IntakeOptions> = {},
): HostTalk {
  usePortOf(program.shimPath);
  const news: IntakeNews[] = [];
  const troubles: IntakeTrouble[] = [];
  const waiting = new Set<() => void>();
  let isReleasing = false;
  const release = (one: IntakeNews) => {
    if (one.type === 'staged' || one.type === 'refused') intake.released(one.file.fileId);
  };
  const intake = startIntake({
    stagingFolder,
    entryPath: program.entryPath,
    onReport: (one) => {
      news.push(one);
      if (isReleasing) release(one);
      for (const look of [...waiting]) look();
    },
    onTrouble: (what) => troubles.push(what),
    ...options,
  });
  onTestFinished(() => intake.stop());
  const until = (isEnough: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isEnough()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    intake,
    news,
    troubles,
    stage: (importId, paths, answeredPaths = []) =>
      intake.stage({ importId, paths, answeredPaths, isDryRun: false, knownLooks: packLooks([]) }),
    until,
    complete: (importId) => until(() => listingOf(news, importId) !== undefined),
    releaseAll: () => {
      isReleasing = true;
      for (const one of news) release(one);
    },
  };
}

/** The last words about an import; there must be one. */
export const lastWordsOf = (news: readonly IntakeNews[], importId: string) =>
  news
    .flatMap((one) => (one.type === 'listed' ? [one.listed] : []))
    .filter((listed) => listed.importId === importId && listed.complete);

export const listingOf = (news: readonly IntakeNews[], importId: string) => lastWordsOf(news, importId)[0];

export const refusedOf = (news: readonly IntakeNews[]) =>
  news.flatMap((one) => (one.type === 'refused' ? [one.file] : []));

export const stagedPathsOf = (news: readonly IntakeNews[], importId: string): string[] =>
  stagedOf(news).flatMap((file) => (file.importId === importId ? [file.path] : []));

/** Returns their paths, in order. */
export function putMany(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${String(index).padStart(5, '0')}.fit`);
    writeFileSync(path, `recording ${index}`);
    return path;
  });
}
