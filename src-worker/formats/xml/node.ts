// How the tree of fast-xml-parser is walked: elements by local name, everything `unknown` until it is asked for.

/** Attributes have an `@` before their name, text beside attributes is `#text`, repeated elements are arrays. */
export type XmlNode = Readonly<Record<string, unknown>>;

export const isXmlNode = (value: unknown): value is XmlNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Children of that name in their order; an empty element is an empty node. */
export function children(node: XmlNode, name: string): readonly XmlNode[] {
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  const list: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return list.map((child) => (isXmlNode(child) ? child : { '#text': child }));
}

export const child = (node: XmlNode, name: string): XmlNode | null => children(node, name)[0] ?? null;

/** Text at the end of a path of first children. */
export function textAt(node: XmlNode, ...path: readonly string[]): string | null {
  let current: XmlNode | null = node;
  for (const name of path) current = current === null ? null : child(current, name);
  const text = current?.['#text'];
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

export function attribute(node: XmlNode, name: string): string | null {
  const value = node[`@${name}`];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** First element of that local name anywhere below, for extensions whose nesting every maker chooses anew. */
export function textBelow(node: XmlNode, name: string): string | null {
  const direct = textAt(node, name);
  if (direct !== null) return direct;
  for (const key of Object.keys(node)) {
    if (key.startsWith('@') || key === '#text') continue;
    for (const below of children(node, key)) {
      const found = textBelow(below, name);
      if (found !== null) return found;
    }
  }
  return null;
}
