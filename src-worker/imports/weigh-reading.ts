// How much of a batch a file's reading takes: one that only has to be written down as known costs little beside one that was
// read, but by each of its entries, because an archive holds many.
import { limits } from '../contract/limits.ts';
import type { FileReading } from './file-reading.ts';

export function weighReading({ entries }: Pick<FileReading, 'entries'>): number {
  const isKnown = entries.every(({ kind }) => kind === 'known_bytes');
  return isKnown ? entries.length / limits.knownPerEnding : 1;
}
