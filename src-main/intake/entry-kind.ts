// What lies behind a name, by what the system says about it.
import type { ReadFailure } from '../../src-worker/contract/failure.ts';

type NotRegular = Extract<ReadFailure, { kind: 'not_a_regular_file' }>['what'];
export type EntryKind = 'file' | 'link' | NotRegular;

/** Node's entries of a listing and its stats answer the same questions. */
interface Asked {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
  isBlockDevice(): boolean;
  isCharacterDevice(): boolean;
}

export function entryKindOf(entry: Asked): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFIFO()) return 'pipe';
  if (entry.isSocket()) return 'socket';
  if (entry.isBlockDevice() || entry.isCharacterDevice()) return 'device';
  return 'other';
}
