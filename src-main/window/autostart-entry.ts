// The file by which a Linux desktop starts Cooldown with the computer, by the Desktop Entry and Autostart specifications. Pure.

/** What is reserved in `Exec`: an argument with one of these in it stands in quotes. */
const reserved = /[\s"'\\<>~|&;$*?#()`]/;

/** Each line of it, with a command whose arguments come as they are. */
export function autostartEntry(command: readonly string[]): string {
  const exec = valueOf(command.map(execArgument).join(' '));
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=Cooldown',
    'Comment=Takes in new activities in the background',
    `Exec=${exec}`,
    'Icon=cooldown',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Desktops switch an entry off by a key of their own rather than by removing it. */
export function startsBy(entry: string): boolean {
  const keys = keysOf(entry);
  return (
    keys.has('Exec') && keys.get('Hidden') !== 'true' && keys.get('X-GNOME-Autostart-enabled') !== 'false'
  );
}

/** Field codes begin with a percent sign; in quotes four characters are escaped. */
function execArgument(argument: string): string {
  const literal = argument.replaceAll('%', '%%');
  if (literal !== '' && !reserved.test(literal)) return literal;
  return `"${literal.replace(/["`$\\]/g, String.raw`\$&`)}"`;
}

/** The escapes of any string value come on top of those of `Exec`. */
const valueOf = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll('\r', String.raw`\r`);

/** Of the group `[Desktop Entry]`; later groups are others' actions. */
function keysOf(entry: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  let isOwnGroup = false;
  for (const line of entry.split(/\r?\n/)) {
    if (line.startsWith('[')) isOwnGroup = line.trim() === '[Desktop Entry]';
    const [, key, value] = /^\s*([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (isOwnGroup && key !== undefined && value !== undefined) keys.set(key, value);
  }
  return keys;
}
