// Counts elements of one name in a document before its tree is built, because the tree is what the memory would go to.

const lessThan = 0x3c;
const colon = 0x3a;
/** Looking further back for the `<` of every hit would cost the square of a document made to be slow. */
const longestPrefix = 64;

/** Whether more than `limit` elements of that local name open, under any prefix. */
export function hasMoreElements(text: string, localName: string, limit: number): boolean {
  let count = 0;
  for (let at = text.indexOf(localName); at >= 0; at = text.indexOf(localName, at + localName.length)) {
    if (opensAt(text, at) && (count += 1) > limit) return true;
  }
  return false;
}

function opensAt(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (before === lessThan) return true;
  if (before !== colon) return false;
  const tag = text.slice(Math.max(0, at - longestPrefix), at);
  return /^<[^\s<>/:]+:$/.test(tag.slice(tag.lastIndexOf('<')));
}
