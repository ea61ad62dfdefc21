// What the engine may ask of a parser worker, through Comlink: types only. Every expected ending is returned, never thrown.
import type { ActivityFormat } from './contract/activity-format.ts';
import type { ParseFailure } from './contract/failure.ts';
import type { Result } from './contract/result.ts';
import type { MappedPart, MappingContext } from './mapping/mapped-activity.ts';

/** A member that can be read; its bytes stay in the parser. */
export interface ReadableMember {
  readonly index: number;
  /** Name inside the archive, or null for the file itself. */
  readonly member: string | null;
  /** Of the inflated bytes. */
  readonly sha256: string;
  readonly format: ActivityFormat;
}

export interface RefusedMember {
  readonly member: string | null;
  readonly sha256: string | null;
  readonly failure: ParseFailure;
}

export interface OpenedListing {
  readonly members: readonly ReadableMember[];
  readonly refused: readonly RefusedMember[];
  readonly openingMs: number;
}

/** Bytes that main serves: a staged copy by its id, or an original of the archive by the SHA-256 of the file. */
export type BytesSource =
  | { readonly kind: 'staged'; readonly fileId: string }
  | { readonly kind: 'original'; readonly sha256: string };

/** The parser knows the format, the digest and the title of the member itself. */
export type ReadContext = Omit<MappingContext, 'format' | 'sha256' | 'archiveTitle'>;

export interface ParserApi {
  /** Fetches the bytes and opens them; what was open before is closed. */
  open(source: BytesSource): Promise<Result<OpenedListing, ParseFailure>>;
  /** One entry per activity of the member, or one that says why there is none. Samples are moved here, not copied. */
  read(index: number, context: ReadContext): Promise<readonly MappedPart[]>;
  /** Lets go of the bytes. */
  close(): Promise<void>;
  /** For the fault test of an endless parser: never returns, and keeps this worker's thread busy until it is ended. */
  spin(): Promise<never>;
}
