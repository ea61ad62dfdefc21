// Imports that a command waits for, each with who is told of it. A new engine says again what it can't know was heard:
// the lines of one receipt are passed on once.
import type { ImportListed } from '../../src-worker/contract/intake-messages.ts';
import type { EngineReport } from '../../src-worker/contract/engine-messages.ts';
import type { ImportListeners } from './command-desk.ts';

export type ImportEnd =
  | { readonly kind: 'done' }
  /** Somebody stopped it in the window. */
  | { readonly kind: 'cancelled'; readonly notBegun: number }
  | { readonly kind: 'engine_stopped' };

export interface CommandImports {
  /** Settles with the import, or when the engine stops. */
  wait(importId: string, listeners: ImportListeners & { readonly isDryRun: boolean }): Promise<ImportEnd>;
  found(listed: ImportListed): void;
  lines(report: Extract<EngineReport, { type: 'lines' }>): void;
  done(importId: string, how: { readonly isCancelled: boolean; readonly notBegun: number }): void;
  /** What only tried stops with its engine; gives back which imports those were. */
  stopDryRuns(): readonly string[];
  stopAll(): void;
}

interface Waiting extends ImportListeners {
  readonly isDryRun: boolean;
  readonly end: (how: ImportEnd) => void;
  /** Receipts whose lines were passed on. */
  readonly heard: Set<string>;
}

export function createCommandImports(): CommandImports {
  const waiting = new Map<string, Waiting>();

  const end = (importId: string, how: ImportEnd): void => {
    waiting.get(importId)?.end(how);
    waiting.delete(importId);
  };

  return {
    wait: (importId, listeners) =>
      new Promise((resolve) => waiting.set(importId, { ...listeners, end: resolve, heard: new Set() })),
    found(listed) {
      waiting.get(listed.importId)?.onFound(listed);
    },
    lines({ importId, jobId, lines }) {
      const command = waiting.get(importId);
      if (command === undefined || command.heard.has(jobId)) return;
      command.heard.add(jobId);
      void command.onLines(lines);
    },
    done: (importId, { isCancelled, notBegun }) =>
      end(importId, isCancelled ? { kind: 'cancelled', notBegun } : { kind: 'done' }),
    stopDryRuns() {
      const tried = [...waiting].flatMap(([importId, { isDryRun }]) => (isDryRun ? [importId] : []));
      for (const importId of tried) end(importId, { kind: 'engine_stopped' });
      return tried;
    },
    stopAll() {
      for (const importId of waiting.keys()) end(importId, { kind: 'engine_stopped' });
    },
  };
}
