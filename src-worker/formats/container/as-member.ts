// One unpacked file: its bytes, its digest and its format, or why it is none of ours.
import type { ParseFailure } from '../../contract/failure.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { sha256Hex } from '../../contract/short-hash.ts';
import type { OpenedMember } from '../decoded.ts';
import { sniff } from '../sniff.ts';

/** What is left once everything is unpacked. */
export interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it was packed in was in order to its end. */
  readonly isWhole: boolean;
}

/** A file to decode, or why there is none. */
export async function asMember(
  { bytes, isWhole }: Content,
  member: string | null,
  title: string | null = null,
): Promise<Result<OpenedMember, ParseFailure>> {
  if (bytes.length === 0) return failed({ kind: 'empty_file' });
  const sniffed = sniff(bytes);
  switch (sniffed.kind) {
    case 'activity_format':
      return ok({ member, sha256: await sha256Hex(bytes), format: sniffed.format, title, bytes, isWhole });
    case 'gzip':
    case 'zip':
      return failed({ kind: 'archive_in_archive' });
    case 'other':
      // Of what came out first nobody can say what it would have become.
      if (!isWhole) return failed({ kind: 'archive_damaged' });
      return failed({ kind: 'unsupported_content', looksLike: sniffed.looksLike });
  }
}
