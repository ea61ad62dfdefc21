// The decoded parts of a file that must be readable, for tests that are about one of them.
import type { ParseFailure } from '../../../src-worker/contract/failure.ts';
import type { Result } from '../../../src-worker/contract/result.ts';
import type { DecodedActivity, DecodedFile, DecodedPart } from '../../../src-worker/formats/decoded.ts';

type Read = Result<DecodedFile, ParseFailure>;

export function partsOf(read: Read): readonly DecodedPart[] {
  if (!read.ok) throw new Error(`not read: ${JSON.stringify(read.failure)}`);
  return read.value.parts;
}

export function onlyActivity(read: Read): DecodedActivity {
  const parts = partsOf(read);
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== 'activity')
    throw new Error(`not one activity: ${JSON.stringify(parts)}`);
  return part.activity;
}
