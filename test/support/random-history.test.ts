// The maker of histories is held to what the tests that use it rely on.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { journalRecordSchema } from '../../src-worker/contract/journal-record.ts';
import { randomHistory } from './random-history.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

test('The same seed gives the same history and the same originals', async () => {
  const size = { imports: 6, files: 20 };
  expect(await randomHistory(7, size)).toEqual(await randomHistory(7, size));
});

test('Every record is what the schema makes of it, and records and events are numbered from 1 without gaps', async () => {
  for (const seed of seeds) {
    const { records } = await randomHistory(seed);
    expect(records.map((record) => journalRecordSchema.parse(record))).toEqual(records);
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, place) => place + 1));
    const events = records.flatMap((record) =>
      record.kind === 'ending' ? record.events : record.kind === 'erasure' ? [record.event] : [],
    );
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(events.length);
  }
});

test('The bytes of every original have its digest, and every file that gave an event is among them', async () => {
  for (const seed of seeds) {
    const { records, originals } = await randomHistory(seed);
    for (const [sha256, bytes] of originals) {
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    for (const record of records) {
      if (record.kind !== 'ending' || record.events.length === 0) continue;
      expect(originals.has(record.receipt.file.sha256 ?? '')).toBe(true);
    }
  }
});

test('Every kind of record, of ending and of rule comes up', async () => {
  const kinds = new Set<string>();
  const rules = new Set<string>();
  let raised = 0;
  for (const seed of seeds) {
    for (const record of (await randomHistory(seed, { imports: 6, files: 16 })).records) {
      kinds.add(record.kind);
      if (record.kind !== 'ending') continue;
      raised += record.knownVersions.length;
      for (const { ending, dedup } of record.receipt.entries) {
        kinds.add(ending.kind);
        if (dedup !== null) rules.add(dedup.rule);
      }
    }
  }
  expect([...kinds].sort()).toEqual(
    [
      ...['import_requested', 'import_listed', 'ending', 'erasure'],
      ...['created', 'updated', 'exact_duplicate', 'deleted_by_athlete', 'stale_version', 'version_conflict'],
      ...['partial_overlap', 'not_an_activity', 'failed'],
    ].sort(),
  );
  expect([...rules].sort()).toEqual(
    [
      ...['row_0', 'row_1', 'row_2', 'row_3', 'row_4', 'row_5', 'row_6', 'row_7', 'row_8', 'row_9'],
      ...['other_revision', 'known_bytes'],
    ].sort(),
  );
  expect(raised).toBeGreaterThan(0);
});
