// Reads what the bundle for support is made of, through the store's read-only queries, and composes it.
import type { DiagnosticsFacts } from '../contract/diagnostics.ts';
import { diagnosticsLimits } from '../contract/diagnostics-bundle.ts';
import type { QualityHealth } from '../contract/quality-health.ts';
import type { CooldownDatabase } from '../store/database.ts';
import { logCounts, newestImports } from '../store/queries.ts';
import { countOutcomes, newestReceipts, notesByJob, type ReceiptPlace } from '../store/report-queries.ts';
import type { ReceiptRow } from '../store/rows.ts';
import { composeDiagnostics } from './compose.ts';
import { newBundleKey } from './pseudonyms.ts';

const receiptsPerChunk = 200;

/** The text of the bundle: its UTF-8 bytes are what is shown and saved. */
export async function answerDiagnostics(
  database: CooldownDatabase,
  told: { readonly facts: DiagnosticsFacts; readonly quality: QualityHealth; readonly now: Date },
): Promise<string> {
  return composeDiagnostics({
    facts: told.facts,
    quality: told.quality,
    counts: await logCounts(database),
    outcomes: await countOutcomes(database),
    imports: await newestImports(database, diagnosticsLimits.imports),
    receipts: receiptsNewestFirst(database),
    notes: await notesByJob(database),
    now: told.now.toISOString(),
    key: await newBundleKey(),
  });
}

async function* receiptsNewestFirst(database: CooldownDatabase): AsyncGenerator<readonly ReceiptRow[]> {
  let last: ReceiptPlace | null = null;
  for (;;) {
    const chunk: readonly ReceiptRow[] = await newestReceipts(database, last, receiptsPerChunk);
    const end = chunk.at(-1);
    if (end === undefined) return;
    yield chunk;
    last = { finishedAt: end.finishedAt, jobId: end.jobId };
  }
}
