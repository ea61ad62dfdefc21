// Composes the bundle for support. Everything passes the allow-list twice: it is made field by field, and all of it is read by
// the strict schema before it leaves, so that a field nobody thought of ends the composing instead of getting out.
import type { z } from 'zod';
import {
  diagnosticsImportSchema,
  diagnosticsLimits,
  diagnosticsManifestSchema,
  diagnosticsPartsSchema,
  diagnosticsReceiptSchema,
  howToCheck,
  type DiagnosticsBundle,
  type DiagnosticsParts,
  type DiagnosticsReceipt,
} from '../contract/diagnostics-bundle.ts';
import type { DiagnosticsFacts } from '../contract/diagnostics.ts';
import type { ImportRun } from '../contract/import-job.ts';
import type { ReceiptNote } from '../contract/journal-record.ts';
import type { QualityHealth } from '../contract/quality-health.ts';
import { receiptSchema } from '../contract/receipt.ts';
import { sha256Hex } from '../contract/short-hash.ts';
import type { ReceiptRow } from '../store/rows.ts';
import { toMinute } from './buckets.ts';
import { layOut } from './lay-out.ts';
import { makePseudonyms, type Pseudonyms } from './pseudonyms.ts';
import { redactArchive, redactFlags, redactHost, redactJournal, redactTroubles } from './redact-facts.ts';
import { importRunSchema, redactImport } from './redact-import.ts';
import { redactQuality } from './redact-quality.ts';
import { redactReceipt } from './redact-receipt.ts';

export interface DiagnosticsSources {
  readonly facts: DiagnosticsFacts;
  readonly quality: QualityHealth;
  readonly counts: {
    readonly queued: number;
    readonly runningImports: number;
    readonly imports: number;
    readonly activities: number;
    readonly events: number;
    readonly receipts: number;
    /** ISO 8601. */
    readonly lastReceiptAt: string | null;
  };
  readonly outcomes: DiagnosticsParts['counters']['receipts_by_outcome'];
  /** Newest first. */
  readonly imports: readonly ImportRun[];
  /** Newest first, in chunks; read no further than there is room. */
  readonly receipts: AsyncIterable<readonly ReceiptRow[]>;
  /** What the athlete said of receipts, by job. */
  readonly notes: ReadonlyMap<string, readonly ReceiptNote[]>;
  /** ISO 8601. */
  readonly now: string;
  /** HMAC-SHA-256, made for this bundle alone. */
  readonly key: CryptoKey;
  /** UTF-8 bytes of the whole. */
  readonly limitBytes?: number;
}

/** The bundle as it is shown and saved: JSON, for a person to read. */
export async function composeDiagnostics(sources: DiagnosticsSources): Promise<string> {
  const { facts, counts, limitBytes = diagnosticsLimits.bundleBytes } = sources;
  const pseudonym = makePseudonyms(sources.key);
  const parts: DiagnosticsParts = {
    host: redactHost(facts),
    counters: countersOf(sources),
    quality: redactQuality(sources.quality),
    journal: redactJournal(facts),
    archive: redactArchive(facts),
    flags: redactFlags(facts),
    imports: await understoodImports(sources.imports, pseudonym),
    receipts: [],
    troubles: redactTroubles(facts),
  };
  const leftOut = {
    receipts: counts.receipts,
    imports: Math.max(0, counts.imports - parts.imports.length),
    troubles: facts.troubles.length - parts.troubles.length,
    receipts_not_understood: counts.receipts,
  };
  // With the longest numbers that can come to stand in it, so that what is measured is not outgrown.
  const withoutReceipts = layOut(await bundleOf(parts, leftOut, sources.now)).length + numbersMayGrow;
  const told = await newestThatFit(sources, pseudonym, limitBytes - withoutReceipts);
  const bundle = await bundleOf(
    { ...parts, receipts: [...told.receipts] },
    {
      ...leftOut,
      receipts: Math.max(0, counts.receipts - told.receipts.length - told.notUnderstood),
      receipts_not_understood: told.notUnderstood,
    },
    sources.now,
  );
  return `${layOut(bundle)}\n`;
}

function countersOf({ counts, outcomes }: DiagnosticsSources): DiagnosticsParts['counters'] {
  return {
    files_open: counts.queued,
    imports: { running: counts.runningImports, finished: counts.imports - counts.runningImports },
    activities: counts.activities,
    events: counts.events,
    receipts: counts.receipts,
    receipts_by_outcome: outcomes,
    last_receipt_at: counts.lastReceiptAt === null ? null : toMinute(counts.lastReceiptAt),
  };
}

/** Digits and line breaks of the manifest, once the receipts stand there. */
const numbersMayGrow = 256;
/** Of `parts.receipts` in the whole. */
const receiptDepth = 3;

interface ToldReceipts {
  readonly receipts: readonly DiagnosticsReceipt[];
  readonly notUnderstood: number;
}

/** Every text of the bundle is ASCII, so that its length is its number of bytes. */
async function newestThatFit(
  { receipts: chunks, notes }: Pick<DiagnosticsSources, 'receipts' | 'notes'>,
  pseudonym: Pseudonyms,
  budgetBytes: number,
): Promise<ToldReceipts> {
  const receipts: DiagnosticsReceipt[] = [];
  let notUnderstood = 0;
  let bytes = 0;
  for await (const chunk of chunks) {
    for (const row of chunk) {
      const receipt = await redactIfUnderstood(row, {
        read: receiptSchema,
        redact: () => redactReceipt(row, { pseudonym, notes: notes.get(row.jobId) ?? [] }),
        written: diagnosticsReceiptSchema,
      });
      if (receipt === null) {
        notUnderstood += 1;
        continue;
      }
      bytes += layOut(receipt, receiptDepth).length + 2 * receiptDepth + ',\n'.length;
      if (bytes > budgetBytes || receipts.length === diagnosticsLimits.receipts)
        return { receipts, notUnderstood };
      receipts.push(receipt);
    }
  }
  return { receipts, notUnderstood };
}

async function understoodImports(
  runs: readonly ImportRun[],
  pseudonym: Pseudonyms,
): Promise<DiagnosticsParts['imports']> {
  const told = await Promise.all(
    runs.slice(0, diagnosticsLimits.imports).map((run) =>
      redactIfUnderstood(run, {
        read: importRunSchema,
        redact: () => redactImport(run, pseudonym),
        written: diagnosticsImportSchema,
      }),
    ),
  );
  return told.filter((run) => run !== null);
}

interface Redaction<Redacted> {
  readonly read: z.ZodType;
  readonly redact: () => Promise<Redacted>;
  readonly written: z.ZodType<Redacted>;
}

/** One odd row, written by another version, must not cost support the whole report. */
async function redactIfUnderstood<Redacted>(
  row: unknown,
  { read, redact, written }: Redaction<Redacted>,
): Promise<Redacted | null> {
  if (!read.safeParse(row).success) return null;
  const redacted = written.safeParse(await redact());
  return redacted.success ? redacted.data : null;
}

async function bundleOf(
  redacted: DiagnosticsParts,
  left_out: DiagnosticsBundle['manifest']['left_out'],
  now: string,
): Promise<DiagnosticsBundle> {
  // Parsed before it is sealed: the schema puts the fields in its own order.
  const parts = diagnosticsPartsSchema.parse(redacted);
  return {
    manifest: diagnosticsManifestSchema.parse({
      schema: 'cooldown_diagnostics.v1',
      created_at: toMinute(now),
      app_version: parts.host.app_version,
      parts: await Promise.all(
        diagnosticsPartsSchema
          .keyof()
          .options.map(async (name) => ({ name, ...(await sealOf(parts[name])) })),
      ),
      how_to_check: howToCheck,
      left_out,
    }),
    parts,
  };
}

async function sealOf(part: unknown): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const bytes = new TextEncoder().encode(JSON.stringify(part));
  return { bytes: bytes.length, sha256: await sha256Hex(bytes) };
}
