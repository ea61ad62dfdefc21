// How a reader says what it wants of a document: a table of elements by local name, as they stand inside each other.
// Prefixes are arbitrary and sometimes undeclared, so they are left out; what no table names is passed over.

/** By the name as it is written; an object without a prototype, so no name means anything but itself. */
export type XmlAttributes = Readonly<Partial<Record<string, string>>>;

export interface XmlElement {
  readonly open?: (attributes: XmlAttributes) => void;
  /** Its own text without blanks around it, where there is any; before `close`. */
  readonly text?: (text: string) => void;
  readonly close?: () => void;
  /** Elements directly inside. */
  readonly inside?: XmlElements;
  /** Elements at any depth inside, for extensions whose nesting every maker chooses anew. */
  readonly anywhere?: XmlElements;
}

export type XmlElements = Readonly<Record<string, XmlElement>>;

/** Elements that are read alike but for one thing, which the table gives by their names. */
export const elementsFor = <Thing>(
  things: Readonly<Record<string, Thing>>,
  read: (thing: Thing) => XmlElement,
): XmlElements => Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, read(thing)]));

/** An element of the table, ready to be looked up by what opens inside it. All have the same shape: it is asked for at every tag. */
export interface XmlNode {
  readonly open: XmlElement['open'] | undefined;
  readonly text: XmlElement['text'] | undefined;
  readonly close: XmlElement['close'] | undefined;
  readonly inside: ReadonlyMap<string, XmlNode>;
  /** Stands for every element that `inside` does not name; null for itself. */
  readonly other: XmlNode | null;
}

export function xmlNode({ open, text, close, inside = {}, anywhere }: XmlElement): XmlNode {
  if (anywhere === undefined) return { open, text, close, inside: nodesOf(inside), other: nothing };
  const below = nodesOf(anywhere);
  return {
    open,
    text,
    close,
    inside: new Map([...below, ...nodesOf(inside)]),
    other: { ...nothing, inside: below },
  };
}

const nodesOf = (elements: XmlElements): ReadonlyMap<string, XmlNode> =>
  new Map(Object.entries(elements).map(([name, element]) => [name, xmlNode(element)]));

/** What no table names, with all that stands inside it. */
const nothing: XmlNode = {
  open: undefined,
  text: undefined,
  close: undefined,
  inside: new Map(),
  other: null,
};
