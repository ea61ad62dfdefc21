// The newest imports, as the engine knows them: asked for again, no more often than anybody reads, while they go on.
import type { EngineReport } from '../../src-worker/contract/engine-messages.ts';
import type { RecentImport } from '../../src-worker/contract/recent-import.ts';

export interface RecentImports {
  /** Newest first; null while the engine has not answered yet. */
  now(): readonly RecentImport[] | null;
  heard(report: EngineReport): void;
  askAgain(): void;
  stop(): void;
}

interface RecentParts {
  /** Null where the engine could not say. */
  readonly ask: (limit: number) => Promise<readonly RecentImport[] | null>;
  readonly onChange: () => void;
  /** Once for each import that came to its end while this app ran. */
  readonly onFinished: (run: RecentImport) => void;
}

/** More than a device gives between two answers. */
const importsAsked = 50;
const secondsBetweenAsking = 1;
/** What the engine says when something about an import is different. */
const changesImports: ReadonlySet<EngineReport['type']> = new Set([
  'imports_open',
  'import_recorded',
  'file_done',
  'part_done',
  'import_done',
]);

export function openRecentImports({ ask, onChange, onFinished }: RecentParts): RecentImports {
  let recent: readonly RecentImport[] | null = null;
  let step: 'at_rest' | 'asking' | 'pausing' = 'at_rest';
  let isWanted = false;
  let timer: NodeJS.Timeout | null = null;
  /** Ended, and not told yet. */
  const ended = new Set<string>();

  const askAgain = (): void => {
    isWanted = true;
    if (step === 'at_rest') void look();
  };

  const look = async (): Promise<void> => {
    step = 'asking';
    isWanted = false;
    const endedBefore = [...ended];
    const answer = await ask(importsAsked).catch(() => null);
    if (answer !== null) take(answer, endedBefore);
    step = 'pausing';
    timer = setTimeout(() => {
      step = 'at_rest';
      if (isWanted) void look();
    }, secondsBetweenAsking * 1000);
    timer.unref();
  };

  const take = (answer: readonly RecentImport[], endedBefore: readonly string[]): void => {
    recent = answer;
    onChange();
    for (const importId of endedBefore) {
      ended.delete(importId);
      // What was only tried is nowhere written down.
      const run = answer.find((one) => one.importId === importId);
      if (run !== undefined && run.finishedAt !== null) onFinished(run);
    }
  };

  return {
    now: () => recent,
    heard(report) {
      if (report.type === 'import_done') ended.add(report.importId);
      if (changesImports.has(report.type)) askAgain();
    },
    askAgain,
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
