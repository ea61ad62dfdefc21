// The journal's first line: what it is, and its name. Its hash is where the chain of frames begins.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { journalFormat } from '../../src-worker/contract/journal-record.ts';

const magic = 'cooldown-journal';
/** More than any header line will ever need. */
export const headerLimitBytes = 4096;

const headerSchema = z.object({
  magic: z.literal(magic),
  format: z.int().positive(),
  epoch: z.uuid(),
  createdAt: z.string(),
});

export interface Header {
  readonly epoch: string;
  readonly format: number;
  /** Of the line, its end included. */
  readonly bytes: number;
  /** 64 hex digits. */
  readonly hash: string;
}

export function headerLine(epoch: string, createdAt: Date): Buffer {
  const header = { magic, format: journalFormat, epoch, createdAt: createdAt.toISOString() };
  return Buffer.from(`${JSON.stringify(header)}\n`);
}

/** `start`: the file's first bytes, up to the limit. Null where they begin with no header. */
export function readHeader(start: Uint8Array): Header | null {
  const end = start.indexOf(0x0a) + 1;
  if (end === 0) return null;
  const line = Buffer.from(start.subarray(0, end));
  try {
    const { epoch, format } = headerSchema.parse(JSON.parse(line.toString('utf8')));
    return { epoch, format, bytes: end, hash: createHash('sha256').update(line).digest('hex') };
  } catch {
    return null;
  }
}

/** The file ends within its header, or has the size of one and nothing in it: its making was cut off. */
export function isCutHeader(start: Uint8Array, sizeBytes: number): boolean {
  if (sizeBytes > headerLimitBytes || start.includes(0x0a)) return false;
  const whole = headerLine('', new Date(0));
  const begin = whole.subarray(0, whole.indexOf('epoch'));
  return (
    start.every((byte) => byte === 0) || start.every((byte, at) => at >= begin.length || byte === begin[at])
  );
}
