// What a receipt is called: its file, and which part of it where a large archive has several.
import type { Receipt } from '../../src-worker/contract/receipt.ts';
import type { Say } from './say.ts';
import { visibleName } from './visible-name.ts';

export function receiptName({ file, part }: Pick<Receipt, 'file' | 'part'>, say: Say): string {
  const name = visibleName(file.name);
  return part === undefined ? name : say('receipt.part', { name, number: part.number });
}
