// What opening a file gives: a list of what is in it, and each entry when it is asked for.
import type { ParseFailure } from '../../contract/failure.ts';
import type { OpenedMember } from '../decoded.ts';

/** Where an entry stands: its place in the archive, and behind it that in an archive within; none for the file itself. */
export type EntryAddress = readonly number[];

export interface ListedEntry {
  readonly at: EntryAddress;
  /** Name inside the archive, or null for the file itself. */
  readonly member: string | null;
  /** As it lies packed: what opening it may cost. */
  readonly packedBytes: number;
}

export type OpenedEntry =
  | { readonly kind: 'member'; readonly member: OpenedMember }
  | { readonly kind: 'refused'; readonly sha256: string | null; readonly failure: ParseFailure }
  | { readonly kind: 'archive'; readonly entries: readonly ListedEntry[] }
  /** No activity, and nothing that anybody would take for one. */
  | { readonly kind: 'other_kind' };

export interface OpenedFile {
  readonly entries: readonly ListedEntry[];
  /** Null where there is no such entry. */
  open(at: EntryAddress): Promise<OpenedEntry | null>;
}
