// The commands, as data: what each is called, takes and becomes. Reading arguments and the help text go by it.
import type { GivenPath } from './command-task.ts';
import { aboutEntry, aboutOne, aboutStart, aboutTwo, toRetry, type WordsRead } from './decision-words.ts';

/** What was given with a command; each row takes of it what its options allow. */
export interface Given {
  readonly json: boolean;
  readonly isDryRun: boolean;
  readonly all: boolean;
  /** An instant in UTC. */
  readonly since: string | null;
  readonly out: GivenPath | null;
  readonly workingFolder: string;
  /** What was named, where a command may name something. */
  readonly named: readonly GivenPath[];
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
  '--all': { value: null, missing: '', does: 'every file that may be tried again' },
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

/** A command names what it works on, may name it, or works on the whole profile. */
export type CommandRow =
  | (RowOfEach & {
      readonly operand: null;
      /** What it may name, as the usage line says it; nothing where it is not said. */
      readonly mayName?: string;
      readonly task: (given: Given) => WordsRead;
    })
  | (RowOfEach & {
      readonly operand: {
        readonly name: string;
        /** One, where it is not said. */
        readonly least?: number;
        readonly most: number;
        readonly missing: string;
        readonly tooMany: string;
      };
      readonly task: (given: Given, operands: Operands) => WordsRead;
    });

const words = (operands: readonly GivenPath[]): readonly string[] => operands.map(({ typed }) => typed);
const oneActivity = {
  name: 'KEY',
  most: 1,
  missing: 'Name the activity by its key, as “cooldown receipts --json” gives it.',
  tooMany: 'Name one activity only.',
} as const;
const twoActivities = {
  name: 'KEY KEY',
  least: 2,
  most: 2,
  missing: 'Name both activities by their keys, as “cooldown receipts --json” gives them.',
  tooMany: 'Name two activities only.',
} as const;
const oneFolderOnly = 'Name one folder only.';

export const commands: readonly CommandRow[] = [
  {
    name: 'import',
    does: 'take in files, folders, .gz and .zip, in any mix',
    options: ['--json', '--dry-run'],
    operand: { name: 'PATH...', most: Infinity, missing: 'Name at least one file or folder.', tooMany: '' },
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
    name: 're-read',
    does: 'read kept originals again with today’s reader, and take over what that says otherwise',
    options: ['--json', '--dry-run'],
    operand: null,
    task: ({ json, isDryRun }) => ({ kind: 're_read', json, isDryRun }),
  },
  {
    name: 'retry',
    does: 'try files again that could not be read, by the IDs that it lists where none is named',
    options: ['--json', '--all'],
    operand: null,
    mayName: '[ID...]',
    task: ({ json, all, named }) => toRetry(words(named), { json, all }),
  },
  {
    name: 'dismiss',
    does: 'try such files no more; their receipts stay',
    options: [],
    operand: {
      name: 'ID...',
      most: Infinity,
      missing: 'Name at least one file by its ID, as “cooldown retry” lists them.',
      tooMany: '',
    },
    task: (_given, operands) => ({ kind: 'dismiss', jobIds: words(operands) }),
  },
  {
    name: 'delete',
    does: 'take an activity out; its recording stays away until it is brought back',
    options: [],
    operand: oneActivity,
    task: (_given, operands) => aboutOne('delete', words(operands)),
  },
  {
    name: 'bring-back',
    does: 'bring a deleted activity back',
    options: [],
    operand: oneActivity,
    task: (_given, operands) => aboutOne('bring_back', words(operands)),
  },
  {
    name: 'resolve',
    does: 'choose for an entry that was not taken in: keep, update, keep-both or import-anyway',
    options: [],
    operand: {
      name: 'RECEIPT ENTRY CHOICE',
      least: 3,
      most: 3,
      missing: 'Name the receipt, the place of the entry on it (1 is the first), and your choice.',
      tooMany: 'Name one receipt, one entry and one choice only.',
    },
    task: (_given, operands) => aboutEntry(words(operands)),
  },
  {
    name: 'link',
    does: 'say that two activities are one outing: one of them counts',
    options: [],
    operand: twoActivities,
    task: (_given, operands) => aboutTwo('link', words(operands)),
  },
  {
    name: 'unlink',
    does: 'say that two activities are two outings: both count',
    options: [],
    operand: twoActivities,
    task: (_given, operands) => aboutTwo('unlink', words(operands)),
  },
  {
    name: 'confirm-clock',
    does: 'say that two activities are one outing, and that the clock of the first one was wrong',
    options: [],
    operand: twoActivities,
    task: (_given, operands) => aboutTwo('confirm_clock', words(operands)),
  },
  {
    name: 'set-start',
    does: 'say when an activity began whose device did not know',
    options: [],
    operand: {
      name: 'KEY ISO',
      least: 2,
      most: 2,
      missing: 'Name the activity by its key, and when it began, as 2026-05-01T08:00:00+02:00.',
      tooMany: 'Name one activity and one instant only.',
    },
    task: (_given, operands) => aboutStart(words(operands)),
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
    operand: { name: 'DIR', most: 1, missing: 'Name the folder to write to.', tooMany: oneFolderOnly },
    task: (_given, [folder]) => ({ kind: 'export_all', folder }),
  },
  {
    name: 'restore',
    does: 'put back what export-all wrote, into an empty profile',
    options: [],
    operand: {
      name: 'DIR',
      most: 1,
      missing: 'Name the folder that export-all wrote.',
      tooMany: oneFolderOnly,
    },
    task: (_given, [folder]) => ({ kind: 'restore', folder }),
  },
];

export const commandNamed = (name: string): CommandRow | undefined =>
  commands.find((command) => command.name === name);
export const takes = (command: CommandRow, option: Option): boolean =>
  option === '--user-data-dir' || command.options.some((name) => name === option);
