// A staged file, opened: the file as it is, what is gzipped, or the entries of a zip, each of them opened when it is asked
// for. Runs in the parser worker; nothing is unpacked to a disk, and an entry's name is a label and never a path.
import type { ParseFailure } from '../../contract/failure.ts';
import { limits } from '../../contract/limits.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { sniff, sniffedBytes } from '../sniff.ts';
import { asMember, type Content } from './as-member.ts';
import type { ByteSource } from './byte-source.ts';
import { gunzip } from './gunzip.ts';
import { inflateBudget } from './inflate.ts';
import { openZip } from './open-zip.ts';
import type { OpenedFile } from './opened-file.ts';

export async function openFile(source: ByteSource): Promise<Result<OpenedFile, ParseFailure>> {
  if (source.sizeBytes === 0) return failed({ kind: 'empty_file' });
  const beginning = await source.read(0, Math.min(source.sizeBytes, sniffedBytes));
  if (!beginning.ok) return beginning;
  const sniffed = sniff(beginning.value);
  if (sniffed.kind === 'zip') return openZip(source, null);

  // Not even staged where it is larger.
  if (source.sizeBytes > limits.fileBytes) return failed({ kind: 'archive_limit', limit: 'inflatedBytes' });
  const content = sniffed.kind === 'gzip' ? await gunzip(source, inflateBudget()) : await readWhole(source);
  if (!content.ok) return content;
  const member = await asMember(content.value, null);
  if (!member.ok) return member;
  return ok({
    entries: [{ at: [], member: null, packedBytes: source.sizeBytes }],
    open: (at) => Promise.resolve(at.length === 0 ? { kind: 'member', member: member.value } : null),
  });
}

async function readWhole(source: ByteSource): Promise<Result<Content, ParseFailure>> {
  const bytes = await source.read(0, source.sizeBytes);
  return bytes.ok ? ok({ bytes: bytes.value, isWhole: true }) : bytes;
}
