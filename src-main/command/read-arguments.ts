// What the app was started for, from its arguments: the window, or a command of command-line.md. Pure.
import { resolve } from 'node:path';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';

/** A path as it was typed, and what it means. */
export interface GivenPath {
  readonly typed: string;
  readonly absolute: string;
}

/** Test switches; each makes something go wrong on purpose. */
export interface Faults {
  /** A parser never comes back from a file of this name. */
  readonly endlessParserOn: string | null;
}

export interface Launch {
  readonly task:
    | { readonly kind: 'window'; readonly paths: readonly GivenPath[] }
    | { readonly kind: 'import'; readonly paths: readonly GivenPath[]; readonly json: boolean };
  readonly userDataDir: string | null;
  readonly faults: Faults;
}

export interface UsageFailure {
  readonly kind: 'usage';
  readonly sentence: string;
}

export const usage = 'Usage: cooldown import [--json] [--user-data-dir DIR] PATH...';

const commandsToCome = [
  'receipts',
  'status',
  'verify',
  'export-diagnostics',
  'export-all',
  'restore',
] as const;

/** Switches that Electron, Chromium and test drivers put among the arguments; they are not for us. */
const isForeignSwitch = (argument: string) => argument.startsWith('-');

/**
 * @param argv arguments after the executable and the app's folder
 * @param workingFolder what relative paths are relative to
 */
export function readArguments(argv: readonly string[], workingFolder: string): Result<Launch, UsageFailure> {
  const given = (typed: string): GivenPath => ({ typed, absolute: resolve(workingFolder, typed) });
  const paths: GivenPath[] = [];
  let command: 'import' | null = null;
  let json = false;
  let onlyPaths = false;
  let userDataDir: string | null = null;
  let endlessParserOn: string | null = null;

  const queue = [...argv];
  for (let argument = queue.shift(); argument !== undefined; argument = queue.shift()) {
    if (onlyPaths) {
      paths.push(given(argument));
    } else if (argument === '--') {
      onlyPaths = true;
    } else if (argument === '--user-data-dir') {
      const folder = queue.shift();
      if (folder === undefined) return wrongUse('--user-data-dir needs a folder.');
      userDataDir = resolve(workingFolder, folder);
    } else if (argument.startsWith('--user-data-dir=')) {
      userDataDir = resolve(workingFolder, argument.slice('--user-data-dir='.length));
    } else if (argument.startsWith('--fault-endless-parser-on=')) {
      endlessParserOn = argument.slice('--fault-endless-parser-on='.length);
    } else if (command === null && paths.length === 0 && argument === 'import') {
      command = 'import';
    } else if (command === null && paths.length === 0 && commandsToCome.some((name) => name === argument)) {
      return wrongUse(`“${argument}” is not there yet in this version.`);
    } else if (command === 'import' && argument === '--json') {
      json = true;
    } else if (isForeignSwitch(argument)) {
      if (command !== null) return wrongUse(`“${argument}” is not an option of import.`);
    } else {
      paths.push(given(argument));
    }
  }

  const faults = { endlessParserOn };
  if (command === null) return ok({ task: { kind: 'window', paths }, userDataDir, faults });
  if (paths.length === 0) return wrongUse('Name at least one file or folder.');
  return ok({ task: { kind: 'import', paths, json }, userDataDir, faults });
}

function wrongUse(sentence: string): Result<Launch, UsageFailure> {
  return failed({ kind: 'usage', sentence: `${sentence}\n${usage}` });
}
