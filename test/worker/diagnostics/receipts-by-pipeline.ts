// Receipts as the real pipeline makes them of bytes: opened, decoded, mapped, validated, and judged one after the other.
import { createHash } from 'node:crypto';
import { ok } from '../../../src-worker/contract/result.ts';
import { outcomeOf } from '../../../src-worker/event-log/endings.ts';
import { openFile } from '../../../src-worker/formats/container/open-file.ts';
import type { OpenedMember } from '../../../src-worker/formats/decoded.ts';
import { readMember } from '../../../src-worker/formats/read-member.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { openParserLane } from '../../../src-worker/imports/parser-lane.ts';
import { readFile } from '../../../src-worker/imports/read-file.ts';
import { mapPart } from '../../../src-worker/mapping/map-part.ts';
import type { ParserApi } from '../../../src-worker/parser-api.ts';
import type { ReceiptRow } from '../../../src-worker/store/rows.ts';

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
    () => ({ api: parserInProcess(bytesOf), died: new Promise(() => undefined), end: () => undefined }),
    { onTrouble: rethrow },
  );
  const readings = [];
  for (const file of staged) {
    readings.push(
      await readFile(file, {
        lane,
        now: () => new Date('2026-06-01T10:00:00.000Z'),
        athleteTimeZone: 'Europe/Vienna',
        findKnownBytes: () => Promise.resolve(new Map()),
        endlessParserOn: null,
      }),
    );
  }
  const { endings } = judgeBatch(
    readings,
    { activities: new Map(), deleted: new Set(), eventIds: new Map(), nextSeq: 1 },
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

/** What src-worker/parser.ts does in its worker, on bytes at hand. */
function parserInProcess(bytesOf: ReadonlyMap<string, Uint8Array<ArrayBuffer> | undefined>): ParserApi {
  let members: readonly OpenedMember[] = [];
  return {
    async open(fileId) {
      const opened = await openFile(bytesOf.get(fileId) ?? new Uint8Array());
      if (!opened.ok) return opened;
      members = opened.value.members;
      return ok({
        members: members.map(({ member, sha256, format }, index) => ({ index, member, sha256, format })),
        refused: opened.value.refused,
        openingMs: 1,
      });
    },
    async read(index, context) {
      const member = members[index];
      if (member === undefined) return [];
      const decoded = await readMember(member);
      if (!decoded.ok) return [{ kind: 'failed', failure: decoded.failure }];
      const { format, sha256 } = member;
      return Promise.all(decoded.value.parts.map((part) => mapPart(part, { ...context, format, sha256 })));
    },
    close: () => Promise.resolve(),
    spin: () => Promise.reject(new Error('not here')),
  };
}
