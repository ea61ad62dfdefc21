// Bytes in, files to decode out: a file as it is, what is gzipped, or the members of a zip (which may be gzipped or zips, one level).
// Runs in the parser worker, in memory: nothing is unpacked to a disk, and a member's name is a label and never a path.
import type { ParseFailure } from '../../contract/failure.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { OpenedFile } from '../decoded.ts';
import { sniff } from '../sniff.ts';
import { asMember } from './as-member.ts';
import { inflate, inflateBudget } from './inflate.ts';
import { openZip } from './open-zip.ts';

export async function openFile(bytes: Uint8Array<ArrayBuffer>): Promise<Result<OpenedFile, ParseFailure>> {
  if (bytes.length === 0) return failed({ kind: 'empty_file' });
  const budget = inflateBudget();
  const sniffed = sniff(bytes);
  if (sniffed.kind === 'zip') return openZip(bytes, budget);
  if (sniffed.kind !== 'gzip') return openPlain(bytes);

  const inflated = await inflate(bytes, 'gzip', budget);
  return inflated.ok ? openPlain(inflated.value) : inflated;
}

async function openPlain(bytes: Uint8Array<ArrayBuffer>): Promise<Result<OpenedFile, ParseFailure>> {
  const opened = await asMember(bytes, null);
  return opened.ok ? ok({ members: [opened.value], refused: [] }) : opened;
}
