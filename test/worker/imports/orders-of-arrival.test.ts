// The collection in twenty orders of arrival, through reading and judging as the app does them: whatever came first, the same
// activities stand, with the same content, and the same ones count. Skipped where the collection is not there.
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src-worker/contract/short-hash.ts';
import type { KnownInLog } from '../../../src-worker/event-log/load-known.ts';
import type { FileReading } from '../../../src-worker/imports/file-reading.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { openParserLane } from '../../../src-worker/imports/parser-lane.ts';
import { readFile } from '../../../src-worker/imports/read-file.ts';
import type { ActivityRow } from '../../../src-worker/store/rows.ts';
import { parserInProcess } from '../../support/parser-in-process.ts';
import { nothingBefore, readingTools } from '../../support/reading-tools.ts';
import { seededChance } from '../../support/seeded-chance.ts';
import { corpusBytes, corpusFiles, type CorpusFile } from '../formats/corpus-files.ts';

const orders = 20;
/** Of a batch, at most: as many as come may differ from one to the next. */
const batchFiles = 64;

async function readAll(files: readonly CorpusFile[]): Promise<readonly FileReading[]> {
  const bytes = new Map<string, Uint8Array<ArrayBuffer>>();
  const onTrouble = (reason: unknown): never => {
    throw reason;
  };
  const lane = openParserLane(
    () => parserInProcess((source) => (source.kind === 'staged' ? bytes.get(source.fileId) : undefined)),
    { onTrouble },
  );
  const readings: FileReading[] = [];
  for (const file of files) {
    const content = corpusBytes(file);
    const fileId = randomUUID();
    bytes.set(fileId, content);
    const staged = {
      fileId,
      importId: 'import',
      name: basename(file.file),
      path: file.file,
      sizeBytes: content.length,
      sha256: await sha256Hex(content),
      stagingMs: 0,
    };
    for await (const reading of readFile(staged, readingTools(lane), nothingBefore)) readings.push(reading);
    bytes.delete(fileId);
  }
  return readings;
}

interface Arrived {
  readonly rows: readonly ActivityRow[];
  /** Identities of which two versions disagreed: there the first comer stands until a person decides. */
  readonly contested: ReadonlySet<string>;
}

function arrive(readings: readonly FileReading[], seed: number): Arrived {
  const chance = seededChance(seed);
  const left = [...readings];
  const known: KnownInLog = { activities: new Map(), deletions: new Map(), eventIds: new Map(), nextSeq: 1 };
  const contested = new Set<string>();
  while (left.length > 0) {
    const size = Math.min(left.length, chance.between(1, batchFiles));
    const batch = Array.from({ length: size }, () =>
      left.splice(chance.between(0, left.length - 1), 1),
    ).flat();
    const { endings } = judgeBatch(batch, known, {
      now: '2026-06-01T10:00:00.000Z',
      newEventId: randomUUID,
      elapsedMs: () => 0,
      onTrouble: (reason) => {
        throw reason;
      },
    });
    for (const { ending, dedup } of endings.flatMap(({ receipt }) => receipt.entries)) {
      const isOpen = ending.kind === 'version_conflict' || ending.kind === 'partial_overlap';
      if (isOpen && dedup?.matched != null) contested.add(dedup.matched.sourceIdentityKey);
    }
  }
  return { rows: [...known.activities.values()], contested };
}

/** What stands: by identity, with which content, whether it counts, and who is the same outing. */
const standing = ({ rows }: Arrived, contested: ReadonlySet<string>) =>
  rows
    .filter((row) => !contested.has(row.sourceIdentityKey))
    .map(({ sourceIdentityKey, eventId, versions, counted, overlaps }) => ({
      sourceIdentityKey,
      // The same content may be known by several versions.
      content: versions.find((version) => version.eventId === eventId)?.fingerprint,
      counted,
      overlaps: overlaps
        .filter((overlap) => !contested.has(overlap.sourceIdentityKey))
        .map((overlap) => `${overlap.state} ${overlap.relation} ${overlap.sourceIdentityKey}`)
        .sort(),
    }))
    .sort((left, right) => (left.sourceIdentityKey < right.sourceIdentityKey ? -1 : 1));

function totals({ rows }: Arrived, contested: ReadonlySet<string>) {
  const counted = rows.filter((row) => row.counted && !contested.has(row.sourceIdentityKey));
  const sum = (of: (row: ActivityRow) => number | null) =>
    Math.round(counted.reduce((total, row) => total + (of(row) ?? 0), 0));
  return {
    activities: counted.length,
    durationSeconds: sum((row) => row.durationSeconds),
    distanceMeters: sum((row) => row.distanceMeters),
  };
}

describe.skipIf(corpusFiles.length === 0)('the collection, in twenty orders of arrival', () => {
  let arrivals: readonly Arrived[] = [];
  let contested: ReadonlySet<string> = new Set();

  beforeAll(async () => {
    const readings = await readAll(corpusFiles);
    arrivals = Array.from({ length: orders }, (_, order) => arrive(readings, order + 1));
    contested = new Set(arrivals.flatMap((arrived) => [...arrived.contested]));
  }, 300_000);

  it('leaves few to a person', () => {
    expect(contested.size).toBeLessThan(10);
  });

  it('gives the same activities with the same content, linked alike, and counts the same ones', () => {
    const [first, ...others] = arrivals.map((arrived) => standing(arrived, contested));
    for (const other of others) expect(other).toEqual(first);
  });

  it('gives the same totals', () => {
    const [first, ...others] = arrivals.map((arrived) => totals(arrived, contested));
    expect(first?.activities).toBeGreaterThan(250);
    for (const other of others) expect(other).toEqual(first);
  });
});
