// The one door to fast-xml-parser, for TCX and GPX: bytes in, a tree of plain nodes or a named failure out, never a throw.
// Entities stay off and a DOCTYPE is refused before the library sees the document.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { decodeXmlText } from './decode-text.ts';
import { hasMoreElements } from './has-more-elements.ts';
import { isXmlNode, type XmlNode } from './node.ts';
import { afterProlog, localName } from './prolog.ts';

export interface XmlDocument {
  readonly root: XmlNode;
  /** Every byte stood for a character of the declared encoding. */
  readonly sound: boolean;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: limits.xmlDepth - 1, // counted without the element that is being opened
});

const unreadable = (detail: string) => failed<ParseFailure>({ kind: 'unreadable', detail });

/** `pointName` is the element that the limit of records counts. */
export function readXml(bytes: Uint8Array, pointName: string): Result<XmlDocument, ParseFailure> {
  const { text, clean } = decodeXmlText(bytes);
  const { rest, hasDoctype } = afterProlog(text);
  if (hasDoctype) return failed({ kind: 'doctype_refused' });
  // XML knows no NUL, and the library reads over it as if it were a letter.
  if (rest.includes('\0')) return unreadable('the document has NUL characters');
  if (hasMoreElements(rest, pointName, limits.records)) {
    return failed({ kind: 'too_many_records', limit: limits.records });
  }
  try {
    // The library moved its validator to a package of its own and keeps this one; both go with the library.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const verdict: unknown = XMLValidator.validate(rest);
    if (verdict !== true) return unreadable(faultOf(verdict));
    const name = localName(rest);
    const tree: unknown = parser.parse(rest);
    const root = isXmlNode(tree) && name !== null ? tree[name] : undefined;
    // An element without content is an empty string to the library.
    if (root === '') return ok({ root: {}, sound: clean });
    return isXmlNode(root) ? ok({ root, sound: clean }) : unreadable('the document has no single root');
  } catch (fault) {
    return unreadable(fault instanceof Error ? fault.message.slice(0, 120) : 'the library refused it');
  }
}

function faultOf(verdict: unknown): string {
  const error = isXmlNode(verdict) ? verdict['err'] : undefined;
  if (!isXmlNode(error)) return 'not well-formed';
  return `not well-formed (${String(error['code'])}) in line ${String(error['line'])}`;
}
