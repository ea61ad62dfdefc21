// JSON for people: what fits on a line stands on one, the rest is broken up and indented. JSON.parse reads the same as from
// JSON.stringify. Pure.

const lineLength = 118;

/** `depth`: how far the value is indented in the whole, two blanks a step. */
export function layOut(value: unknown, depth = 0): string {
  const flat = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || flat.length + 2 * depth <= lineLength) return flat;
  const inner = '  '.repeat(depth + 1);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const lines = Array.isArray(value)
    ? value.map((item) => inner + layOut(item, depth + 1))
    : Object.entries(value)
        .filter(([, field]) => field !== undefined)
        .map(([name, field]) => `${inner}${JSON.stringify(name)}: ${layOut(field, depth + 1)}`);
  return `${open}\n${lines.join(',\n')}\n${'  '.repeat(depth)}${close}`;
}
