// A device that was pulled is named on the receipt of what was being read: who reads a volume does not know what main calls it.
import type { RefusedFile } from '../../src-worker/contract/intake-messages.ts';

/** `name`: of the source that the import came from; null or empty where it has none. */
export function withDeviceName(file: RefusedFile, name: string | null): RefusedFile {
  if (file.failure.kind !== 'unplugged_while_reading' || name === null || name === '') return file;
  return { ...file, failure: { ...file.failure, device: name } };
}
