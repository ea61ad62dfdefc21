// What `cooldown --help` prints, made from the table of commands, and the usage line that goes with wrong use.
import { commands, options, type CommandRow, type Option } from './command-table.ts';

const anyUse = 'Usage: cooldown [PATH...]  ·  cooldown COMMAND ...  ·  cooldown help';

const optionInWords = (name: Option) => [name, options[name].value].filter(Boolean).join(' ');

/** Of one command, or of the app where none was named. */
export function usageLine(command: CommandRow | null): string {
  return command === null ? anyUse : `Usage: ${formOf(command)}`;
}

function formOf(command: CommandRow): string {
  const { name, options: own } = command;
  const optional = [...own, '--user-data-dir' as const].map((option) => `[${optionInWords(option)}]`);
  const named = command.operand === null ? command.mayName : command.operand.name;
  return ['cooldown', name, ...optional, ...(named === undefined ? [] : [named])].join(' ');
}

export function helpText(command: CommandRow | null): string {
  return (command === null ? helpOfAll() : helpOfOne(command)).join('\n');
}

const helpOfAll = (): readonly string[] => [
  anyUse,
  '',
  'Without a command, Cooldown opens its window and takes in the files and folders that are named.',
  '',
  ...inColumns(commands.map((command) => [command.name, command.does])),
  '',
  'cooldown help COMMAND shows its options. Results go to standard output, progress to standard error.',
  'Exit status: 0 all is well, 1 something was not taken in or does not agree, 2 the command could not run.',
];

const helpOfOne = (command: CommandRow): readonly string[] => [
  usageLine(command),
  '',
  `${command.does.charAt(0).toUpperCase()}${command.does.slice(1)}.`,
  '',
  ...inColumns(
    [...command.options, '--user-data-dir' as const].map((name) => [optionInWords(name), options[name].does]),
  ),
];

function inColumns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, does]) => `  ${name.padEnd(width)}  ${does}`);
}
