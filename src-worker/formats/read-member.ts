// Decodes one opened member by its format's reader, and holds the promise of that door: a fault in a reader ends as a named failure.
import type { ParseFailure } from '../contract/failure.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import type { DecodedFile, DecodedPart, OpenedMember } from './decoded.ts';
import { formatReaders } from './registry.ts';

type MemberToRead = Pick<OpenedMember, 'format' | 'bytes'> & Partial<Pick<OpenedMember, 'isWhole'>>;

export async function readMember({
  format,
  bytes,
  isWhole = true,
}: MemberToRead): Promise<Result<DecodedFile, ParseFailure>> {
  try {
    const read = await formatReaders[format](bytes);
    if (isWhole || !read.ok) return read;
    return ok({ ...read.value, parts: read.value.parts.map((part) => asRecovered(part, format)) });
  } catch (fault) {
    // A bug of a reader: the file is set aside with its name for the receipt, and the next one is read.
    const name = fault instanceof Error ? fault.name : 'fault';
    return failed({ kind: 'unreadable', detail: `the ${format} reader failed (${name})` });
  }
}

/** What came out of damaged packing. A recording that its own checksum vouches for (FIT) is as it was written all the same. */
function asRecovered(part: DecodedPart, format: OpenedMember['format']): DecodedPart {
  if (part.kind !== 'activity') return part;
  const { activity } = part;
  if (format === 'fit' && activity.sound) return part;
  const flags = [...new Set([...activity.flags, 'recovered' as const])];
  return { kind: 'activity', activity: { ...activity, sound: false, flags } };
}
