// From what the system answered to what the engine is told.
import type { JournalTrouble } from '../../src-worker/contract/journal-messages.ts';

/** While the journal is written; what is not the system's answer is a bug and goes on as it is. */
export function writeTrouble(error: unknown): JournalTrouble {
  const systemCode = systemCodeOf(error);
  return isFull(systemCode) ? { kind: 'disk_full' } : { kind: 'write_failed', systemCode };
}

/** While it is opened. */
export function openTrouble(error: unknown): JournalTrouble {
  const systemCode = systemCodeOf(error);
  return isFull(systemCode) ? { kind: 'disk_full' } : { kind: 'not_available', systemCode };
}

const isFull = (systemCode: string) => systemCode === 'ENOSPC' || systemCode === 'EDQUOT';

function systemCodeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
