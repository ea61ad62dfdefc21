// Records that can be told from their place alone: whoever reads one back knows whether it is as it was written.
import { createHash } from 'node:crypto';

export interface SoakRecord {
  readonly seq: number;
  readonly noise: string;
}

export function soakRecord(seq: number): SoakRecord {
  return { seq, noise: createHash('sha512').update(`${seq}`).digest('base64') };
}

export function soakRecords(from: number, to: number): SoakRecord[] {
  return Array.from({ length: to - from + 1 }, (_, index) => soakRecord(from + index));
}
