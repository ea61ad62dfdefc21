// The one gate that words pass: a member of a closed list is itself, everything else is told as something of the list.

const isAmong = <Word extends string>(list: readonly Word[], word: string): word is Word =>
  list.some((known) => known === word);

/** The word itself where the list has it, else null. */
export const among = <Word extends string>(list: readonly Word[], word: string): Word | null =>
  isAmong(list, word) ? word : null;

export interface Sifted<Word> {
  readonly known: Word[];
  /** How many were in no list. */
  readonly others: number;
}

export function sift<Word extends string>(list: readonly Word[], words: readonly string[]): Sifted<Word> {
  const known = words.filter((word) => isAmong(list, word));
  return { known, others: words.length - known.length };
}
