// Decodes one opened member by its format's reader, and holds the promise of that door: a fault in a reader ends as a named failure.
import type { ParseFailure } from '../contract/failure.ts';
import { failed, type Result } from '../contract/result.ts';
import type { DecodedFile, OpenedMember } from './decoded.ts';
import { formatReaders } from './registry.ts';

export async function readMember({
  format,
  bytes,
}: Pick<OpenedMember, 'format' | 'bytes'>): Promise<Result<DecodedFile, ParseFailure>> {
  try {
    return await formatReaders[format](bytes);
  } catch (fault) {
    // A bug of a reader: the file is set aside with its name for the receipt, and the next one is read.
    const name = fault instanceof Error ? fault.name : 'fault';
    return failed({ kind: 'unreadable', detail: `the ${format} reader failed (${name})` });
  }
}
