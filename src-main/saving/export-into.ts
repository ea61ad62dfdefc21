// An export from the window: the person names a folder that may hold anything, so the export gets one of its own in it.
import { join } from 'node:path';

/** So many names are tried: -2, -3, … */
const mostNames = 1000;

/** Tries the next name as long as there is something of that name; the folder's name and what came of it. */
export async function exportInto<Answer extends { readonly kind: string }>(
  parent: string,
  name: string,
  exportTo: (folder: string) => Promise<Answer>,
): Promise<{ readonly name: string; readonly answer: Answer }> {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name}-${number}`;
    const answer = await exportTo(join(parent, tried));
    if (answer.kind !== 'not_empty' || number === mostNames) return { name: tried, answer };
  }
}
