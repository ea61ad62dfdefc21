// The definitions of flags, in flagd's format, as whoever runs the server writes them: read again when the file changes. A file that
// can't be read leaves what was read last.
import {
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  unwatchFile,
  watchFile,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { FlagdCore } from '@openfeature/flagd-core';
import type { EvaluationContext, JsonValue } from '@openfeature/core';
import type { OfrepFlag } from '../../../src-worker/contract/upstream/ofrep.ts';
import { defaultFlags } from './default-flags.ts';

export interface FlagFile {
  /** Those that are enabled, for this context, in the order of their keys. */
  evaluate(context: EvaluationContext): OfrepFlag[];
  /** When it was last changed, in milliseconds: rises with every change. */
  version(): number;
  /** Writes other definitions, and tells who listens. */
  replace(definitions: object): void;
  /** From now on `hear` is called after every change; ends with what it returns. */
  onChange(hear: () => void): () => void;
  close(): void;
}

const pollMs = 500;

export function openFlagFile(file: string, onTrouble: (error: unknown) => void): FlagFile {
  const core = new FlagdCore();
  const listeners = new Set<() => void>();
  let version = 0;

  function write(definitions: object): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(definitions, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  }

  function read(): void {
    const { mtimeMs } = statSync(file);
    core.setConfigurations(readFileSync(file, 'utf8'));
    version = Math.max(version + 1, Math.floor(mtimeMs));
  }

  const readAndTell = (): void => {
    try {
      read();
    } catch (error) {
      onTrouble(error);
      return;
    }
    for (const hear of listeners) hear();
  };

  if (statSync(file, { throwIfNoEntry: false }) === undefined) write(defaultFlags);
  read();
  watchFile(file, { interval: pollMs, persistent: false }, readAndTell);
  return {
    evaluate: (context) =>
      core
        .resolveAll(context)
        .map(({ flagKey, value, reason, variant }) => ({
          key: flagKey,
          value: value satisfies JsonValue,
          ...(reason !== undefined && { reason }),
          ...(variant !== undefined && { variant }),
        }))
        .sort((left, right) => (left.key < right.key ? -1 : 1)),
    version: () => version,
    replace: (definitions) => {
      write(definitions);
      readAndTell();
    },
    onChange: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    close: () => unwatchFile(file, readAndTell),
  };
}
