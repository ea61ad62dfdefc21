// Receipts as the real pipeline makes them of bytes: opened, decoded, mapped, validated, and judged one after the other.
import { createHash } from 'node:crypto';
import { outcomeOf } from '../../../src-worker/event-log/endings.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { openParserLane } from '../../../src-worker/imports/parser-lane.ts';
import { readFile } from '../../../src-worker/imports/read-file.ts';
import type { ReceiptRow } from '../../../src-worker/store/rows.ts';
import { parserInProcess } from '../../support/parser-in-process.ts';
import { nothingBefore, readingTools } from '../../support/reading-tools.ts';

export interface NamedBytes {
  /** As it lay on the athlete's disk. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export async function receiptsByPipeline(files: readonly NamedBytes[]): Promise<readonly ReceiptRow[]> {
  const staged = files.map(({ path, bytes }, index) => ({
    fileId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    importId: '11111111-1111-4111-8111-111111111111',
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    stagingMs: 1.5,
  }));
  const bytesOf = new Map(staged.map(({ fileId }, index) => [fileId, files[index]?.bytes]));
  const lane = openParserLane(
    () => parserInProcess((source) => (source.kind === 'staged' ? bytesOf.get(source.fileId) : undefined)),
    { onTrouble: rethrow },
  );
  const readings = [];
  for (const file of staged) {
    const read = readFile(file, readingTools(lane), nothingBefore);
    for await (const reading of read) readings.push(reading);
  }
  const { endings } = judgeBatch(
    readings,
    { activities: new Map(), deletions: new Map(), eventIds: new Map(), nextSeq: 1 },
    {
      now: '2026-06-01T10:00:00.000Z',
      newEventId: () => crypto.randomUUID(),
      elapsedMs: () => 0,
      onTrouble: rethrow,
    },
  );
  return endings.map(({ receipt }) => ({ ...receipt, outcome: outcomeOf(receipt.entries) }));
}

function rethrow(reason: unknown): never {
  throw reason;
}
