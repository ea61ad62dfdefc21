// Reads Electron's command line: `electron [switches] [-r module]… <app folder or file> [arguments]`. Pure.

export interface CommandLine {
  /** Modules that are loaded before the app; test drivers use it. */
  readonly preloads: readonly string[];
  /** Every `--name` or `--name=value`, before and after the app, as Chromium would read them. */
  readonly switches: ReadonlyMap<string, string>;
  /** Folder or file of the app; the current folder where none is given. */
  readonly app: string;
  /** What follows the app, switches included. */
  readonly appArguments: readonly string[];
  /** Port of Node's inspector; null where none was asked for. */
  readonly inspectorPort: number | null;
}

const switchPattern = /^--([\w-]+)(?:=(.*))?$/s;

/** @param given process.argv without the executable and the script. */
export function readCommandLine(given: readonly string[]): CommandLine {
  const appAt = findApp(given);
  const before = given.slice(0, appAt);
  const switches = new Map<string, string>();
  for (const argument of upToTerminator(given)) {
    const [, name, value = ''] = switchPattern.exec(argument) ?? [];
    if (name !== undefined) switches.set(name, value);
  }
  return {
    preloads: before.filter((_, index) => isRequire(before[index - 1])),
    switches,
    app: given[appAt] ?? '.',
    appArguments: given.slice(appAt + 1),
    inspectorPort: inspectorPortOf(switches),
  };
}

const isRequire = (argument: string | undefined): boolean => argument === '-r' || argument === '--require';

/** The first argument that is neither a switch nor a module to require. */
function findApp(given: readonly string[]): number {
  const at = given.findIndex((argument, index) => !argument.startsWith('-') && !isRequire(given[index - 1]));
  return at === -1 ? given.length : at;
}

function upToTerminator(given: readonly string[]): readonly string[] {
  const end = given.indexOf('--');
  return end === -1 ? given : given.slice(0, end);
}

function inspectorPortOf(switches: ReadonlyMap<string, string>): number | null {
  const asked = switches.get('inspect') ?? switches.get('inspect-brk');
  if (asked === undefined) return null;
  const port = Number(asked.split(':').at(-1));
  return asked === '' || Number.isNaN(port) ? 9229 : port;
}
