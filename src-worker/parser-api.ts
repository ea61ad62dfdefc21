// What the engine may ask of a parser worker, through Comlink: types only. Every expected ending is returned, never thrown.
import type { ParseFailure } from './contract/failure.ts';
import type { Result } from './contract/result.ts';
import type { OpenedMember } from './formats/decoded.ts';
import type { EntryAddress, ListedEntry, OpenedEntry } from './formats/container/opened-file.ts';
import type { MappedPart, MappingContext } from './mapping/mapped-activity.ts';

/** A member that can be read; its bytes stay in the parser. */
export type ReadableMember = Pick<OpenedMember, 'member' | 'sha256' | 'format'>;

export type EntryListing =
  | Exclude<OpenedEntry, { readonly kind: 'member' }>
  | { readonly kind: 'member'; readonly member: ReadableMember };

/** Bytes that main serves: a staged copy by its id, or an original of the archive by the SHA-256 of the file. */
export type BytesSource =
  | { readonly kind: 'staged'; readonly fileId: string; readonly sizeBytes: number }
  | { readonly kind: 'original'; readonly sha256: string; readonly sizeBytes: number };

/** The parser knows the format, the digest and the title of the member itself. */
export type ReadContext = Omit<MappingContext, 'format' | 'sha256' | 'archiveTitle'>;

export interface ParserApi {
  /** Opens the bytes of that place; what was open before is closed. */
  open(source: BytesSource): Promise<Result<readonly ListedEntry[], ParseFailure>>;
  /** Opens an entry of it; the one before is let go of. */
  openEntry(at: EntryAddress): Promise<EntryListing>;
  /** Of the member opened last: one part per activity, or one that says why there is none. Samples are moved here, not copied. */
  read(context: ReadContext): Promise<readonly MappedPart[]>;
  /** Lets go of the bytes. */
  close(): Promise<void>;
  /** For the fault test of an endless parser: never returns, and keeps this worker's thread busy until it is ended. */
  spin(): Promise<never>;
}
