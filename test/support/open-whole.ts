// A file opened at once, all its members held: what the engine does one after the other.
import type { ParseFailure } from '../../src-worker/contract/failure.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { bytesInMemory, type ByteSource } from '../../src-worker/formats/container/byte-source.ts';
import { openFile } from '../../src-worker/formats/container/open-file.ts';
import type { ListedEntry, OpenedFile } from '../../src-worker/formats/container/opened-file.ts';
import type { OpenedMember } from '../../src-worker/formats/decoded.ts';

export interface OpenedWhole {
  readonly members: readonly OpenedMember[];
  readonly refused: readonly {
    readonly member: string | null;
    readonly sha256: string | null;
    readonly failure: ParseFailure;
  }[];
}

export const openWhole = (bytes: Uint8Array<ArrayBuffer>) => openWholeSource(bytesInMemory(bytes));

export async function openWholeSource(source: ByteSource): Promise<Result<OpenedWhole, ParseFailure>> {
  const opened = await openFile(source);
  if (!opened.ok) return opened;
  const found = { members: [], refused: [] };
  await gather(opened.value, opened.value.entries, found);
  const nothing = found.members.length + found.refused.length === 0;
  return nothing ? failed({ kind: 'archive_without_activities' }) : ok(found);
}

interface Found {
  readonly members: OpenedMember[];
  readonly refused: OpenedWhole['refused'][number][];
}

async function gather(file: OpenedFile, entries: readonly ListedEntry[], found: Found): Promise<void> {
  for (const { at, member } of entries) {
    const entry = await file.open(at);
    switch (entry?.kind) {
      case 'member':
        found.members.push(entry.member);
        break;
      case 'refused':
        found.refused.push({ member, sha256: entry.sha256, failure: entry.failure });
        break;
      case 'archive':
        await gather(file, entry.entries, found);
        break;
      case 'other_kind':
        break;
      case undefined:
        throw new Error('listed, and not there');
    }
  }
}
