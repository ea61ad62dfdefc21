// Wiring of the commands: what each may ask of the app it runs in, whichever instance that is.
import type { EngineAnswer, EngineQuestion } from '../src-worker/contract/engine-questions.ts';
import type { EngineState } from '../src-worker/contract/engine-state.ts';
import { assertNever, failed, ok, type Result } from '../src-worker/contract/result.ts';
import type { CommandDesk, EngineFailure, ImportListeners, RetryEnd } from './command/command-desk.ts';
import type { ImportEnd } from './command/command-imports.ts';
import { lookIntoStaging } from './intake/read-staged.ts';
import type { Journal } from './journal/journal.ts';
import { readRecords } from './journal/read-records.ts';
import type { JournalRewrite } from './journal/rewrite.ts';
import { restoreRecords } from './journal/restore-records.ts';
import { journalFormat } from '../src-worker/contract/journal-record.ts';
import { findMissingOriginals } from './missing-originals.ts';
import type { Safe } from './safe.ts';
import { exportAll } from './saving/export-all.ts';
import { restoreFrom, type EmptyProfile } from './saving/restore.ts';
import { writeNewFile } from './saving/write-atomically.ts';

interface CommandParts {
  readonly safe: Safe;
  readonly appVersion: string;
  readonly ask: (question: EngineQuestion) => Promise<EngineAnswer>;
  readonly composeDiagnostics: () => Promise<string | null>;
  readonly state: () => EngineState;
  readonly onState: (hear: (state: EngineState) => void) => () => void;
  /** Settles when it is done; null where the engine is gone for good. */
  readonly importFiles: (
    paths: readonly string[],
    isDryRun: boolean,
    listeners: ImportListeners,
  ) => Promise<ImportEnd | { readonly kind: 'imports_paused' }>;
  /** Likewise, of files that could not be taken in before. */
  readonly retryFiles: (jobIds: readonly string[], listeners: ImportListeners) => Promise<RetryEnd>;
  /** Settles, if ever, when the engine is gone for good. */
  readonly engineStopped: () => Promise<'engine_stopped'>;
  /** The journal is another one: the database is made anew. Settles when it is, or can't be now. */
  readonly makeDatabaseAnew: () => Promise<'ready' | 'engine_stopped'>;
}

/** As long as no remote is configured (domain 8). */
export const internalFlags = {
  external_import_jobs_enabled: true,
  external_import_user_opt_in_enabled: true,
  external_connector_beta_enabled: false,
  external_connector_provider_garmin_enabled: false,
  external_connector_provider_strava_enabled: false,
  external_connector_provider_trainingpeaks_enabled: false,
  external_quality_gate_block_on_degraded: false,
} as const;

/** A page of a few hundred kilobytes. */
const originalsAtOnce = 2_000;

export function appCommands(parts: CommandParts): CommandDesk {
  const { safe } = parts;
  const { archive, settings, stagingFolder } = safe;

  const ask = async <Kind extends EngineAnswer['kind']>(
    question: EngineQuestion & { readonly kind: Kind },
  ): Promise<Result<Extract<EngineAnswer, { kind: Kind }>, EngineFailure>> => {
    const answer = await Promise.race([parts.ask(question), parts.engineStopped()]);
    if (answer === 'engine_stopped') return failed({ kind: 'engine_stopped' });
    if (answer.kind === 'failed') return failed({ kind: 'engine_failed', name: answer.name });
    // Each question is answered by its own kind; TypeScript does not follow that through the port.
    return ok(answer as Extract<EngineAnswer, { kind: Kind }>);
  };

  const missingOriginals = () =>
    findMissingOriginals({
      owedAfter: (after) => ask({ kind: 'originals', after, limit: originalsAtOnce }),
      onTheirWay: () => new Set(lookIntoStaging(stagingFolder).staged.map(({ sha256 }) => sha256)),
      look: (sha256) => archive.look(sha256),
    });

  return {
    now: () => new Date(),
    onState: parts.onState,
    async import({ paths, isDryRun }, listeners) {
      const ended = await parts.importFiles(paths, isDryRun, listeners);
      switch (ended.kind) {
        case 'done':
          return ok(null);
        case 'cancelled':
          return failed({ kind: 'import_cancelled', notBegun: ended.notBegun });
        case 'imports_paused':
        case 'engine_stopped':
          return failed(ended);
        default:
          return assertNever(ended);
      }
    },
    retry: (jobIds, listeners) => parts.retryFiles(jobIds, listeners),
    ask: (question) => ask(question),
    async status() {
      const asked = await ask({ kind: 'status' });
      if (!asked.ok) return asked;
      const { status } = asked.value;
      const { life } = parts.state();
      const { originals, bytes, limitBytes, letGo } = archive.facts();
      const { journal } = safe;
      return ok({
        queue: status.queue,
        imports: { ...status.imports, paused: settings.now().importsPaused },
        activities: status.activities,
        events: status.events,
        receipts: status.receipts,
        last_receipt_at: status.lastReceiptAt,
        journal: journal.ok
          ? {
              records: journal.value.facts().records,
              bytes: journal.value.facts().bytes,
              epoch: journal.value.tail.epoch,
              read_only: journal.value.readOnly?.kind ?? null,
            }
          : null,
        archive: { originals, bytes, limit_bytes: limitBytes, let_go: letGo },
        dead_letters: status.deadLetters,
        outbox: null,
        flags: { channel: 'internal', age_seconds: null, values: { ...internalFlags } },
        quality_health: status.qualityHealth,
        stage: 'internal',
        engine: {
          state: life.kind,
          trouble:
            life.kind === 'paused' ? life.trouble.kind : life.kind === 'read_only' ? life.reason : null,
        },
      });
    },
    async verify() {
      const { journal } = safe;
      if (!journal.ok) return failed({ kind: 'engine_failed', name: journal.failure.kind });
      const kept = await journal.value.verify();
      const asked = await ask({ kind: 'verify' });
      if (!asked.ok) return asked;
      const { stateSha256, ...log } = asked.value.verification;
      const missing = await missingOriginals();
      if (!missing.ok) return missing;
      const { originals, damaged } = await archive.verify();
      const isWhole = damaged.length === 0 && missing.value.length === 0;
      return ok({
        journal: kept,
        log: { ...log, state_sha256: stateSha256 },
        archive: { originals, damaged: [...damaged], missing: missing.value },
        agrees: kept.problems === 0 && log.drift === 0 && isWhole,
      });
    },
    async composeDiagnostics() {
      const text = await parts.composeDiagnostics();
      return text === null ? failed({ kind: 'engine_stopped' }) : ok(text);
    },
    async saveNew(path, text) {
      return writeNewFile(path, text);
    },
    async exportAll(folder, onProgress) {
      const { journal } = safe;
      if (!journal.ok) return { kind: 'engine_failed', name: journal.failure.kind };
      const { readOnly } = journal.value;
      // An engine that does not answer keeps nobody from what is theirs.
      const missing = await missingOriginals();
      return exportAll({
        folder,
        appVersion: parts.appVersion,
        now: () => new Date(),
        journalFormat: readOnly?.kind === 'newer_format' ? readOnly.format : journalFormat,
        records: readRecords(journal.value),
        originals: {
          list: () => archive.list(),
          letGo: () => archive.letGo(),
          missing: () => (missing.ok ? missing.value.map(({ sha256 }) => sha256) : []),
          open: (sha256) => archive.openOriginal(sha256),
        },
        settings: settings.now(),
        onProgress,
      });
    },
    async restore(folder, onProgress) {
      const { journal } = safe;
      if (!journal.ok) return { kind: 'engine_failed', name: journal.failure.kind };
      if (journal.value.readOnly !== null)
        return { kind: 'engine_failed', name: journal.value.readOnly.kind };
      // Begun before anything is looked at: what is taken in meanwhile makes it fail, and is not overwritten.
      const rewrite = journal.value.rewrite();
      const restored = await restoreFrom(folder, emptyProfile(safe, journal.value, rewrite), onProgress);
      if (restored.kind === 'restored') {
        const made = await parts.makeDatabaseAnew();
        return made === 'ready' ? restored : { kind: 'engine_stopped' };
      }
      await rewrite.abort();
      const wasFilled = restored.kind === 'not_restored' && restored.code === 'not_at_tail';
      return wasFilled ? { kind: 'profile_not_empty' } : restored;
    },
  };
}

/** This profile, as a restore fills it. */
function emptyProfile({ archive, settings }: Safe, journal: Journal, rewrite: JournalRewrite): EmptyProfile {
  return {
    isEmpty: () => Promise.resolve(journal.tail.seq === 0),
    takeSettings: async ({ archiveLimitBytes }) => {
      const changed = await settings.change({ archiveLimitBytes });
      if (!changed.ok) return failed({ code: changed.failure.systemCode });
      await archive.setLimit(archiveLimitBytes);
      return changed;
    },
    takeOriginal: async (sha256, path) => coded(await archive.keep(path, sha256)),
    takeLetGo: async (sha256s) => coded(await archive.rememberLetGo(sha256s)),
    takeRecords: async (records) => {
      const restored = await restoreRecords(rewrite, records);
      if (restored.kind === 'appended') return ok(null);
      return failed({ code: restored.kind === 'trouble' ? restored.trouble.kind : restored.kind });
    },
  };
}

function coded<Value>(
  result: Result<Value, { readonly kind: string }>,
): Result<Value, { readonly code: string }> {
  return result.ok ? result : failed({ code: result.failure.kind });
}
