// What the app was started for, from its arguments: the window, or a command of the table. Pure.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import {
  commandNamed,
  isOption,
  options,
  takes,
  type CommandRow,
  type Given,
  type Option,
} from './command-table.ts';
import type { CommandTask, GivenPath } from './command-task.ts';
import type { WordsRead } from './decision-words.ts';
import { noFaults, withFault, type Faults } from './faults.ts';
import { helpText, usageLine } from './help-text.ts';
import { sinceInstant } from './since.ts';

export type Task =
  | {
      readonly kind: 'window';
      readonly paths: readonly GivenPath[];
      /** The system started it with the computer: nobody wants to see it. */
      readonly isHidden: boolean;
    }
  | CommandTask
  /** To be printed, and nothing else. */
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' };

export interface Launch {
  readonly task: Task;
  readonly userDataDir: string | null;
  readonly faults: Faults;
}

export interface UsageFailure {
  readonly kind: 'usage';
  /** With the usage line of the command. */
  readonly sentence: string;
}

/** As far as the arguments have been read. */
interface Reading {
  command: CommandRow | null;
  isHidden: boolean;
  helpWanted: boolean;
  versionWanted: boolean;
  userDataDir: string | null;
  faults: Faults;
  given: Given;
  readonly operands: GivenPath[];
}

/** What is wrong with the arguments, as a sentence. */
type Wrong = string | null;

/**
 * @param argv arguments after the executable and the app's folder
 * @param workingFolder what relative paths are relative to
 */
export function readArguments(argv: readonly string[], workingFolder: string): Result<Launch, UsageFailure> {
  const reading: Reading = {
    command: null,
    isHidden: false,
    helpWanted: false,
    versionWanted: false,
    userDataDir: null,
    faults: noFaults,
    given: { json: false, isDryRun: false, all: false, since: null, out: null, workingFolder, named: [] },
    operands: [],
  };
  const queue = [...argv];
  for (let argument = queue.shift(); argument !== undefined; argument = queue.shift()) {
    if (argument === '--') {
      for (const typed of queue.splice(0)) reading.operands.push(pathAt(workingFolder, typed));
      break;
    }
    const wrong = readOne(reading, argument, queue);
    if (wrong !== null) return wrongUse(wrong, reading.command);
  }
  return launchOf(reading);
}

/** Reads an argument, and its value from the queue where it has one. */
function readOne(reading: Reading, argument: string, queue: string[]): Wrong {
  if (argument.startsWith('-') && !isFileOfWindow(reading, argument))
    return readSwitch(reading, argument, queue);
  const isFirstWord = reading.command === null && reading.operands.length === 0;
  if (isFirstWord && argument === 'help' && !reading.helpWanted) {
    reading.helpWanted = true;
    return null;
  }
  const command = isFirstWord ? commandNamed(argument) : undefined;
  if (command !== undefined) reading.command = command;
  else reading.operands.push(pathAt(reading.given.workingFolder, argument));
  return null;
}

function readSwitch(reading: Reading, argument: string, queue: string[]): Wrong {
  if (argument === '--hidden' && reading.command === null) reading.isHidden = true;
  else if (argument === '--help') reading.helpWanted = true;
  else if (argument === '--version') reading.versionWanted = true;
  else {
    const faults = withFault(reading.faults, argument);
    if (faults === 'unknown') return `“${argument}” names nothing that a test could break.`;
    if (faults === null) return readOption(reading, argument, queue);
    reading.faults = faults;
  }
  return null;
}

function readOption(reading: Reading, argument: string, queue: string[]): Wrong {
  const { command } = reading;
  const equals = argument.indexOf('=');
  const name = equals === -1 ? argument : argument.slice(0, equals);
  const isForUs = isOption(name) && (command === null ? name === '--user-data-dir' : takes(command, name));
  if (!isForUs) {
    // Electron, Chromium and test drivers put switches of theirs before a command, and beside the window's files.
    return command === null ? null : `“${argument}” is not an option of ${command.name}.`;
  }
  if (options[name].value === null) {
    return equals === -1 ? setOption(reading, name, '') : `${name} takes no value.`;
  }
  const value = equals === -1 ? queue.shift() : argument.slice(equals + 1);
  return value === undefined || value === '' ? options[name].missing : setOption(reading, name, value);
}

function setOption(reading: Reading, name: Option, value: string): Wrong {
  const { given } = reading;
  switch (name) {
    case '--json':
      reading.given = { ...given, json: true };
      return null;
    case '--dry-run':
      reading.given = { ...given, isDryRun: true };
      return null;
    case '--all':
      reading.given = { ...given, all: true };
      return null;
    case '--since': {
      const since = sinceInstant(value);
      reading.given = { ...given, since };
      return since === null ? `“${value}” is no date. ${options['--since'].missing}` : null;
    }
    case '--out':
      reading.given = { ...given, out: pathAt(given.workingFolder, value) };
      return null;
    case '--user-data-dir':
      reading.userDataDir = resolve(given.workingFolder, value);
      return null;
    default:
      return name satisfies never;
  }
}

function launchOf(reading: Reading): Result<Launch, UsageFailure> {
  const { command, operands, userDataDir, faults } = reading;
  const launch = (task: Task) => ok({ task, userDataDir, faults });
  const launchWords = (task: WordsRead) =>
    task.kind === 'wrong_words' ? wrongUse(task.sentence, command) : launch(task);
  if (reading.helpWanted) return launch({ kind: 'help', text: helpText(command) });
  if (reading.versionWanted) return launch({ kind: 'version' });
  if (command === null) {
    // Whoever names files wants to see what becomes of them.
    return launch({ kind: 'window', paths: operands, isHidden: reading.isHidden && operands.length === 0 });
  }

  const [first, ...more] = operands;
  if (command.operand === null) {
    if (first !== undefined && command.mayName === undefined) {
      return wrongUse(`${command.name} takes no “${first.typed}”.`, command);
    }
    return launchWords(command.task({ ...reading.given, named: operands }));
  }
  const { least = 1, most, missing, tooMany } = command.operand;
  if (first === undefined || operands.length < least) return wrongUse(missing, command);
  if (operands.length > most) return wrongUse(tooMany, command);
  return launchWords(command.task(reading.given, [first, ...more]));
}

/** A file manager names a file as it pleases, and no switch of anybody's ends like an activity. */
const isFileOfWindow = ({ command }: Reading, argument: string): boolean =>
  command === null && /^-[^=]*\.(?:fit|tcx|gpx)(?:\.gz)?$/i.test(argument);

const pathAt = (folder: string, typed: string): GivenPath => ({
  typed,
  absolute: pathOfUrl(typed) ?? resolve(folder, typed),
});

/** Desktops hand files over as URLs; null for what is a path already, or names a place that is not on this computer. */
function pathOfUrl(typed: string): string | null {
  if (!/^file:\/\//i.test(typed)) return null;
  try {
    return fileURLToPath(typed);
  } catch {
    return null;
  }
}

function wrongUse(sentence: string, command: CommandRow | null): Result<never, UsageFailure> {
  return failed({ kind: 'usage', sentence: `${sentence}\n${usageLine(command)}` });
}
