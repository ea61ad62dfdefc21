// What stands before the root element: blanks, the declaration, comments, processing instructions, a DOCTYPE.

export interface Prolog {
  /** The document from its DOCTYPE or root element on. */
  readonly rest: string;
  readonly hasDoctype: boolean;
}

const skippable = [
  { opens: '<?', closes: '?>' },
  { opens: '<!--', closes: '-->' },
] as const;

export function afterProlog(text: string): Prolog {
  let at = 0;
  for (;;) {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
    const known = skippable.find(({ opens }) => text.startsWith(opens, at));
    if (known === undefined) break;
    const end = text.indexOf(known.closes, at + known.opens.length);
    if (end < 0) return { rest: '', hasDoctype: false };
    at = end + known.closes.length;
  }
  const rest = text.slice(at);
  return { rest, hasDoctype: /^<!doctype/i.test(rest) };
}

/** Name of the element that the text opens with, without its prefix; behind a DOCTYPE the root is looked for, too. */
export function localName(rest: string): string | null {
  const element = rest.startsWith('<!') ? rest.slice(Math.max(0, rest.search(/<[A-Za-z_]/))) : rest;
  return /^<(?:[^\s<>/:!?]+:)?([^\s<>/:!?]+)[\s/>]/.exec(element)?.[1] ?? null;
}
