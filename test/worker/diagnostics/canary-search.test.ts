// Nothing of an athlete leaves in a bundle: canaries planted wherever content can come from are looked for in a thousand.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DiagnosticsFacts } from '../../../src-worker/contract/diagnostics.ts';
import { diagnosticsFactsSchema } from '../../../src-worker/contract/diagnostics.ts';
import type { ImportRun } from '../../../src-worker/contract/import-job.ts';
import { receiptSchema } from '../../../src-worker/contract/receipt.ts';
import { composeDiagnostics } from '../../../src-worker/diagnostics/compose.ts';
import type { ReceiptRow } from '../../../src-worker/store/rows.ts';
import { canarySearch, chance, makeCanaries, type CanaryHit } from '../../support/canaries.ts';
import { fuzzValue, type FuzzWords } from '../../support/fuzz-schema.ts';
import { canaryFiles } from './canary-files.ts';
import { bundleKey, chunked, noCounts, nothingCounted } from './sources.ts';
import { receiptsByPipeline } from './receipts-by-pipeline.ts';

const bundles = 1_000;
const receiptsEach = 4;
/** Enough to move every canary through a file. */
const rounds = Array.from({ length: 12 }, (_, round) => round);
const canaries = makeCanaries();
const search = canarySearch(canaries);
const random = chance(20_260_601);

const anyOf = <Item>(list: readonly Item[]): Item => {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error('an empty list');
  return item;
};
/** Positions and serials that a file holds as numbers. */
const numbers = canaries.flatMap(({ text }) => (/^\d[\d.]*$/.test(text) ? [Number(text)] : []));
const words: FuzzWords = {
  random,
  text: () => anyOf(canaries).text,
  number: () => (random() < 0.5 ? anyOf(numbers) : Math.floor(random() * 1_000)),
};

const outcomes = ['failed', 'rejected', 'imported', 'known', 'ignored'] as const;

/** A receipt as the schema lets it in, a canary in every open text, and fields that no version of ours wrote. */
const fuzzedReceipt = (): ReceiptRow => ({
  ...receiptSchema.parse(fuzzValue(receiptSchema, words)),
  outcome: anyOf(outcomes),
  ...{ note: words.text(), [words.text()]: words.text() },
});

/** Main's facts are checked by patterns; here they hold more than those would let in. */
function fuzzedFacts(): DiagnosticsFacts {
  const open = z.object({
    ...diagnosticsFactsSchema.shape,
    ...Object.fromEntries(
      ['appVersion', 'host', 'chromiumVersion', 'nodeVersion', 'platform', 'arch', 'systemRelease'].map(
        (name) => [name, z.string()],
      ),
    ),
    troubles: z.array(
      z.object({
        at: z.string(),
        event: z.string(),
        facts: z.record(z.enum(['name', 'where', 'why', 'code', 'title']), z.union([z.string(), z.number()])),
      }),
    ),
    flags: z.object({ channel: z.string(), values: z.record(z.string(), z.boolean()) }),
    journal: z.null(),
    archive: z.null(),
  });
  const machine = { cores: 4, memoryMebibytes: 8_192, freeDiskMebibytes: 1_024 };
  // The open form has the fields of the closed one; main's own numbers are the machine's and no file's.
  return { ...(fuzzValue(open, words) as DiagnosticsFacts), ...machine };
}

const fuzzedImport = (): ImportRun => ({
  importId: words.text(),
  origin: 'drop',
  startedAt: '2026-06-01T09:59:58.123Z',
  paths: [words.text(), `/media/${words.text()}/${words.text()}.fit`],
  filesFound: 12,
  filesPassedOver: 0,
  listed: true,
  filesDone: 12,
  counts: { imported: 3, known: 3, rejected: 2, ignored: 2, failed: 2 },
  finishedAt: '2026-06-01T10:00:02.456Z',
});

const compose = async (receipts: readonly ReceiptRow[]): Promise<string> =>
  composeDiagnostics({
    facts: fuzzedFacts(),
    quality: {
      ...nothingCounted,
      issues: [{ issue: 'timeline_drift', severity: 'high', count: 2, of: null, reason: words.text() }],
      last_verified_at: words.text(),
    },
    counts: { ...noCounts, receipts: receipts.length, imports: 2 },
    outcomes: { imported: 1, known: 1, rejected: 1, ignored: 1, failed: 1 },
    imports: [fuzzedImport(), fuzzedImport()],
    receipts: chunked(receipts, 4),
    notes: new Map(),
    now: '2026-06-01T10:00:30.000Z',
    key: await bundleKey(),
  });

describe('canaries', () => {
  it('planted in real files reach the receipts, so that there is something to keep back', async () => {
    const receipts = (
      await Promise.all(rounds.map((round) => receiptsByPipeline(canaryFiles(canaries, round))))
    ).flat();
    const found = new Set(search(JSON.stringify(receipts)).map(({ canary }) => canary));
    expect(found.size).toBeGreaterThan(150);
    expect(new Set([...found].map(({ kind }) => kind)).size).toBe(9);
    const endings = new Set(receipts.flatMap(({ entries }) => entries.map(({ ending }) => ending.kind)));
    expect(endings).toContain('created');
    expect(endings).toContain('exact_duplicate');
    expect(endings).toContain('failed');
  });

  it(`are in none of ${String(bundles)} bundles, as they are or decoded`, { timeout: 240_000 }, async () => {
    const real = (
      await Promise.all(rounds.map((round) => receiptsByPipeline(canaryFiles(canaries, round))))
    ).flat();
    const hits: CanaryHit[] = [];
    let told = 0;
    for (let count = 0; count < bundles; count += 1) {
      const receipts = Array.from({ length: receiptsEach }, (_, index) =>
        index % 2 === 0 ? anyOf(real) : fuzzedReceipt(),
      );
      const text = await compose(receipts);
      hits.push(...search(text));
      told += (text.match(/"finished_at"/g) ?? []).length - 2;
    }
    expect(hits).toEqual([]);
    // All of the receipts stand in the bundles: none was passed over for being odd.
    expect(told).toBe(bundles * receiptsEach);
  });
});
