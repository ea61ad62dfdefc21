// The one door to saxes, for TCX and GPX: bytes in, events for a reader out, no tree. Memory is that of a piece of text.
// A document is read up to its first fault: what stands before it is good. A DOCTYPE or a limit refuses the whole document.
import { SaxesParser } from 'saxes';
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { openXmlText } from './decode-text.ts';
import { xmlNode, type XmlElement, type XmlNode } from './element.ts';
import { afterProlog } from './prolog.ts';

export interface XmlReading<Reader> {
  readonly reader: Reader;
  /** Why reading ended early; null where the document ends as it should. */
  readonly fault: ParseFailure | null;
  /** No fault, and every byte stood for a character of the encoding. */
  readonly sound: boolean;
}

/** Ends the reading of the whole document; for handlers that count. */
export type Refuse = (failure: ParseFailure) => never;

/** What leaves the parser's loop from inside a handler; it never leaves this file. */
class Stop extends Error {
  readonly failure: ParseFailure;
  /** What was read before is good. */
  readonly keeps: boolean;

  constructor(failure: ParseFailure, keeps: boolean) {
    super('stopped');
    this.failure = failure;
    this.keeps = keeps;
  }
}

const refuse: Refuse = (failure) => {
  throw new Stop(failure, false);
};

/** Our own words: what a parser says of a fault may repeat what the document says. */
const faults = {
  malformed: 'the document is not well-formed',
  cut: 'the document ends too early',
  depth: 'the document is nested too deeply',
  attributes: 'an element has too many attributes',
  text: 'a text of the document is too long',
} as const;

const failureBy = (fault: keyof typeof faults): ParseFailure => ({
  kind: 'unreadable',
  detail: faults[fault],
});

/** `begin` makes the reader, whose `root` says what is wanted of the root element and of what stands inside it. */
export function readXml<Reader extends { readonly root: XmlElement }>(
  bytes: Uint8Array,
  begin: (refuse: Refuse) => Reader,
): Result<XmlReading<Reader>, ParseFailure> {
  const text = openXmlText(bytes);
  const reader = begin(refuse);
  const feed = feeder(xmlNode(reader.root));
  let fault: ParseFailure | null = null;
  try {
    let isFirst = true;
    for (const piece of text.pieces) {
      if (!isFirst) feed.write(piece);
      else {
        // Blanks before the declaration are no sin of a recording; what is sniffed has its root in the first piece.
        const { rest, hasDoctype } = afterProlog(piece);
        if (hasDoctype) return failed({ kind: 'doctype_refused' });
        feed.write(rest);
      }
      isFirst = false;
    }
    feed.end();
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    if (!thrown.keeps) return failed(thrown.failure);
    fault = thrown.failure;
  }
  return ok({ reader, fault, sound: fault === null && text.isClean() });
}

interface Feeder {
  readonly write: (piece: string) => void;
  readonly end: () => void;
}

/** Walks the table along with the document: the node of every open element lies on a stack. */
function feeder(root: XmlNode): Feeder {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: XmlNode[] = [];
  let text = '';
  let attributes = 0;
  let isEnding = false;
  /** Characters since anything was known for certain: a name, value, text or comment that the parser still collects. */
  let pending = 0;

  const checkLength = (characters: number): void => {
    pending = 0;
    if (characters > limits.xmlTextCharacters) refuse(failureBy('text'));
  };

  parser.on('error', () => {
    throw new Stop(failureBy(isEnding ? 'cut' : 'malformed'), true);
  });
  parser.on('doctype', () => refuse({ kind: 'doctype_refused' }));
  parser.on('comment', (comment) => checkLength(comment.length));
  parser.on('processinginstruction', ({ body }) => checkLength(body.length));
  parser.on('attribute', ({ value }) => {
    checkLength(value.length);
    attributes += 1;
    if (attributes > limits.xmlAttributes) refuse(failureBy('attributes'));
  });
  const addText = (piece: string): void => {
    text = text === '' ? piece : text + piece;
    checkLength(text.length);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);

  parser.on('opentag', (tag) => {
    checkLength(tag.name.length);
    if (open.length >= limits.xmlDepth) refuse(failureBy('depth'));
    const parent = open[open.length - 1];
    const node = parent === undefined ? root : nodeIn(parent, tag.name);
    open.push(node);
    attributes = 0;
    text = '';
    node.open?.(tag.attributes);
  });
  parser.on('closetag', () => {
    pending = 0;
    const node = open.pop();
    if (node?.text !== undefined) {
      const own = text.trim();
      if (own !== '') node.text(own);
    }
    text = '';
    node?.close?.();
  });

  return {
    write: (piece) => {
      parser.write(piece);
      pending += piece.length;
      // One piece more than the limit: where in the piece the last event was, nobody knows.
      if (pending > limits.xmlTextCharacters + piece.length) checkLength(pending);
    },
    end: () => {
      isEnding = true;
      parser.close();
    },
  };
}

/** Most names have no prefix, and are found as they stand. */
function nodeIn(parent: XmlNode, name: string): XmlNode {
  return parent.inside.get(name) ?? parent.inside.get(localName(name)) ?? parent.other ?? parent;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
