// The commands, as data: what each is called, takes and becomes. Reading arguments and the help text go by it.
import type { CommandTask, GivenPath } from './command-task.ts';

/** What was given with a command; each row takes of it what its options allow. */
export interface Given {
  readonly json: boolean;
  readonly isDryRun: boolean;
  /** An instant in UTC. */
  readonly since: string | null;
  readonly out: GivenPath | null;
  readonly workingFolder: string;
}
export type Operands = readonly [GivenPath, ...GivenPath[]];

interface OptionRow {
  /** What the help text calls its value; null where it takes none. */
  readonly value: string | null;
  readonly missing: string;
  readonly does: string;
}

export const options = {
  '--json': { value: null, missing: '', does: 'one JSON object a line, for programs' },
  '--dry-run': { value: null, missing: '', does: 'write nothing, say what would happen' },
  '--since': {
    value: 'ISO',
    missing: '--since needs a date, as 2026-05-01, or an instant, as 2026-05-01T08:00:00Z.',
    does: 'from this date, or this instant, on',
  },
  '--out': { value: 'FILE', missing: '--out needs a file.', does: 'where to write; what is there stays' },
  '--user-data-dir': {
    value: 'DIR',
    missing: '--user-data-dir needs a folder.',
    does: 'the folder in which Cooldown keeps its data',
  },
} as const satisfies Record<string, OptionRow>;
export type Option = keyof typeof options;
export const isOption = (name: string): name is Option => Object.hasOwn(options, name);

interface RowOfEach {
  readonly name: string;
  readonly does: string;
  /** Beside `--user-data-dir`, which every command takes. */
  readonly options: readonly Exclude<Option, '--user-data-dir'>[];
}

/** A command names what it works on, or works on the whole profile. */
export type CommandRow =
  | (RowOfEach & { readonly operand: null; readonly task: (given: Given) => CommandTask })
  | (RowOfEach & {
      readonly operand: { readonly name: string; readonly most: number; readonly missing: string };
      readonly task: (given: Given, operands: Operands) => CommandTask;
    });

export const commands: readonly CommandRow[] = [
  {
    name: 'import',
    does: 'take in files, folders, .gz and .zip, in any mix',
    options: ['--json', '--dry-run'],
    operand: { name: 'PATH...', most: Infinity, missing: 'Name at least one file or folder.' },
    task: ({ json, isDryRun }, paths) => ({ kind: 'import', paths, json, isDryRun }),
  },
  {
    name: 'receipts',
    does: 'what was imported, when, with what result',
    options: ['--json', '--since'],
    operand: null,
    task: ({ json, since }) => ({ kind: 'receipts', json, since }),
  },
  {
    name: 'status',
    does: 'what waits, what is kept, and how Cooldown is',
    options: ['--json'],
    operand: null,
    task: ({ json }) => ({ kind: 'status', json }),
  },
  {
    name: 'verify',
    does: 'compare journal, database and archive with each other',
    options: ['--json'],
    operand: null,
    task: ({ json }) => ({ kind: 'verify', json }),
  },
  {
    name: 'export-diagnostics',
    does: 'a report for support, without names, places or titles',
    options: ['--out'],
    operand: null,
    task: ({ out, workingFolder }) => ({ kind: 'export_diagnostics', out, workingFolder }),
  },
  {
    name: 'export-all',
    does: 'everything you own, in open formats, into an empty folder',
    options: [],
    operand: { name: 'DIR', most: 1, missing: 'Name the folder to write to.' },
    task: (_given, [folder]) => ({ kind: 'export_all', folder }),
  },
  {
    name: 'restore',
    does: 'put back what export-all wrote, into an empty profile',
    options: [],
    operand: { name: 'DIR', most: 1, missing: 'Name the folder that export-all wrote.' },
    task: (_given, [folder]) => ({ kind: 'restore', folder }),
  },
];

export const commandNamed = (name: string): CommandRow | undefined =>
  commands.find((command) => command.name === name);
export const takes = (command: CommandRow, option: Option): boolean =>
  option === '--user-data-dir' || command.options.some((name) => name === option);
