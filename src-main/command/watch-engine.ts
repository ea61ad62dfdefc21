// Tells on standard error, once each, what a person who waits for a command should know of the engine.
import type { CommandDesk } from './command-desk.ts';
import type { Printer } from './console.ts';
import { lifeInWords, noticeInWords } from './sentences.ts';

export interface EngineWatch {
  /** Settles, if ever, when nothing can be taken in for as long as the app runs. */
  readonly readOnly: Promise<'read_only'>;
  stop(): void;
}

export function watchEngine(desk: CommandDesk, err: Printer): EngineWatch {
  const told = new Set<string>();
  const tellOnce = (sentence: string | null): void => {
    if (sentence === null || told.has(sentence)) return;
    told.add(sentence);
    err.write(`${sentence}\n`);
  };

  let hearReadOnly: (heard: 'read_only') => void;
  const readOnly = new Promise<'read_only'>((resolve) => (hearReadOnly = resolve));
  const stop = desk.onState(({ life, notices }) => {
    notices.map(noticeInWords).forEach(tellOnce);
    tellOnce(lifeInWords(life));
    if (life.kind === 'read_only') hearReadOnly('read_only');
  });
  return { readOnly, stop };
}
