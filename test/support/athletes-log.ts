// The pipeline from bytes to rows without the app around it: real parsers, real journal, a database in memory. Originals are
// kept in memory as well. What a file gave is told by its receipt.
import { randomUUID } from 'node:crypto';
import type { AthleteDecision, DecisionAnswer } from '../../src-worker/contract/athlete-decision.ts';
import type { StagedFile } from '../../src-worker/contract/import-job.ts';
import type { ReReadActivity, ReReadAnswer, ReReadCursor } from '../../src-worker/contract/re-read.ts';
import type { Receipt } from '../../src-worker/contract/receipt.ts';
import { sha256Hex } from '../../src-worker/contract/short-hash.ts';
import { knownBytesFinder, loadKnown } from '../../src-worker/event-log/load-known.ts';
import { verifyLog } from '../../src-worker/event-log/verify.ts';
import { decideForAthlete } from '../../src-worker/imports/decide-for-athlete.ts';
import type { FileReading } from '../../src-worker/imports/file-reading.ts';
import { identitiesOf } from '../../src-worker/imports/identities-of.ts';
import { judgeBatch } from '../../src-worker/imports/judge-batch.ts';
import { openParserLane, type Parser } from '../../src-worker/imports/parser-lane.ts';
import { readFile } from '../../src-worker/imports/read-file.ts';
import { createReRead, type ReReadTools } from '../../src-worker/imports/re-read.ts';
import type { OriginalReader } from '../../src-worker/imports/read-original.ts';
import type { MappedPart } from '../../src-worker/mapping/mapped-activity.ts';
import { readerRevision } from '../../src-worker/contract/reader-revision.ts';
import type { ParserApi } from '../../src-worker/parser-api.ts';
import type { ActivityRow } from '../../src-worker/store/rows.ts';
import { openKeptLog, type KeptLog } from './kept-log.ts';
import { parserInProcess } from './parser-in-process.ts';
import { nothingBefore, readingTools } from './reading-tools.ts';

export interface AthletesLog {
  /** As it is now: another one after a restart. */
  readonly log: KeptLog;
  /** Ends, lets something happen to the folder, and starts on what is left there. */
  restart(happens: (folder: string) => void): Promise<void>;
  /** One file after the other, each by its name. */
  import(files: Readonly<Record<string, Uint8Array>>): Promise<readonly Receipt[]>;
  decide(decision: AthleteDecision): Promise<DecisionAnswer>;
  /** By start. */
  activities(): Promise<readonly ActivityRow[]>;
  /** Rows in which the database and the journal differ. */
  drift(): Promise<number>;
  /** As if the archive had let go of everything. */
  forgetOriginals(): void;
  /** Another build's reader reads from now on; null: this build's. */
  readBy(reader: ((part: MappedPart) => MappedPart) | null): void;
  /** What reads originals, at home in Vienna. */
  readonly reading: OriginalReader;
  /** Goes through all pages. */
  reRead(
    how: { readonly isDryRun: boolean },
    others?: Partial<ReReadTools>,
  ): Promise<readonly ReReadActivity[]>;
}

export async function openAthletesLog(startAt = '2026-06-01T10:00:00.000Z'): Promise<AthletesLog> {
  let log = await openKeptLog();
  await log.eventLog.start();
  const originals = new Map<string, Uint8Array<ArrayBuffer>>();
  const staged = new Map<string, Uint8Array<ArrayBuffer>>();
  let nowMs = Date.parse(startAt);
  const now = () => new Date((nowMs += 1_000));
  let reader: ((part: MappedPart) => MappedPart) | null = null;
  const startParser = (): Parser => {
    const parser = parserInProcess((source) =>
      source.kind === 'staged' ? staged.get(source.fileId) : originals.get(source.sha256),
    );
    const read: ParserApi['read'] = async (context) => {
      const parts = await parser.api.read(context);
      return parts.map((part) => reader?.(part) ?? part);
    };
    return { ...parser, api: { ...parser.api, read } };
  };
  const onTrouble = (reason: unknown): never => {
    throw reason;
  };
  const lane = openParserLane(startParser, { onTrouble });
  const reading: OriginalReader = { startParser, now, athleteTimeZone: 'Europe/Vienna', onTrouble };
  const importId = randomUUID();

  async function importFile(name: string, file: Uint8Array): Promise<Receipt> {
    const bytes = new Uint8Array(file);
    const sha256 = await sha256Hex(bytes);
    const fileId = randomUUID();
    staged.set(fileId, bytes);
    originals.set(sha256, bytes);
    const job: StagedFile = {
      fileId,
      importId,
      name,
      path: `/rides/${name}`,
      sizeBytes: bytes.length,
      sha256,
      stagingMs: 1,
    };
    const { database, eventLog } = log;
    const tools = { ...readingTools(lane), now, findKnownBytes: knownBytesFinder(database) };
    const readings: FileReading[] = [];
    for await (const reading of readFile(job, tools, nothingBefore)) readings.push(reading);
    let receipts: readonly Receipt[] = [];
    await eventLog.accept(async (head) => {
      const known = await loadKnown(database, { ...identitiesOf(readings), head });
      const judged = judgeBatch(readings, known, {
        now: now().toISOString(),
        newEventId: randomUUID,
        elapsedMs: () => 0,
        onTrouble,
      });
      receipts = judged.endings.map(({ receipt }) => receipt);
      return judged.endings;
    });
    const [receipt] = receipts;
    if (receipt === undefined) throw new Error('a file has a receipt');
    return receipt;
  }

  return {
    get log() {
      return log;
    },
    async restart(happens) {
      const { folder, database } = log;
      await log.end();
      happens(folder);
      log = await openKeptLog({ folder, database });
      const how = await Promise.race([log.eventLog.start(), log.rewritten.then(() => 'rewritten' as const)]);
      if (how !== 'rewritten') return;
      // Main loads the page again, on a database made from the journal.
      await log.end();
      log = await openKeptLog({ folder });
      await log.eventLog.start();
    },
    async import(files) {
      const receipts: Receipt[] = [];
      for (const [name, bytes] of Object.entries(files)) receipts.push(await importFile(name, bytes));
      return receipts;
    },
    decide: (decision) => decideForAthlete({ ...log, ...reading, reach: () => Promise.resolve() }, decision),
    activities: () => log.database.activities.orderBy('startedAt').toArray(),
    drift: async () => (await log.eventLog.alone((tail) => verifyLog(log.database, log.link, tail))).drift,
    forgetOriginals: () => originals.clear(),
    readBy(next) {
      reader = next;
    },
    reading,
    async reRead({ isDryRun }, others = {}) {
      const { database, eventLog } = log;
      const reReading = createReRead({
        database,
        eventLog,
        ...reading,
        readerRevision,
        elapsedMs: () => 0,
        ...others,
      });
      const read: ReReadActivity[] = [];
      for (let after: ReReadCursor | null | undefined = null; after !== undefined;) {
        const answer: ReReadAnswer = await reReading.page({ isDryRun, after });
        if (answer.kind !== 'page') throw new Error(answer.kind);
        read.push(...answer.activities);
        after = answer.next ?? undefined;
      }
      return read;
    },
  };
}
