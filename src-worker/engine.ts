// The engine's entry, a Web Worker of the page: wiring only. It is the only writer of the database.
import './trusted-types.ts';
import * as Comlink from 'comlink';
import {
  athleteDecisionSchema,
  type AthleteDecision,
  type DecisionAnswer,
} from './contract/athlete-decision.ts';
import type { ReceiptNote } from './contract/journal-record.ts';
import type { NoteAnswer } from './contract/note-answer.ts';
import type { EngineApi } from './contract/engine-api.ts';
import type { EngineAnswer, EngineQuestion } from './contract/engine-questions.ts';
import type { EngineState } from './contract/engine-state.ts';
import type { Look } from './contract/look.ts';
import type { ReReadAnswer, ReReadQuestion } from './contract/re-read.ts';
import { receiptSchema } from './contract/receipt.ts';
import { recentImportSchema } from './contract/recent-import.ts';
import type { QualityHealth } from './contract/quality-health.ts';
import { assertNever } from './contract/result.ts';
import { answerDiagnostics } from './diagnostics/answer-diagnostics.ts';
import { createEventLog } from './event-log/event-log.ts';
import { keepVerification, verifyLog } from './event-log/verify.ts';
import { toldLetters } from './imports/told-letters.ts';
import { decideForAthlete } from './imports/decide-for-athlete.ts';
import { eraseActivity, finishErasures } from './imports/erasing.ts';
import { createSamplesMaker } from './imports/make-samples.ts';
import { noteReceipt } from './imports/note-receipt.ts';
import { originalsOwed } from './imports/originals-owed.ts';
import type { Parser } from './imports/parser-lane.ts';
import { createReRead } from './imports/re-read.ts';
import { relateAll } from './imports/relate-all.ts';
import { startImports } from './imports/run-imports.ts';
import { openMainLine, type ToldOrder } from './line/main-line.ts';
import { readerRevision } from './contract/reader-revision.ts';
import type { ParserApi } from './parser-api.ts';
import { healthOf, windowUpTo } from './quality/health-of.ts';
import { CooldownDatabase } from './store/database.ts';
import { leaveTornLog } from './store/leave-torn-log.ts';
import { deadLettersNow, logCounts, newestImports, qualityRecord, receiptsSince } from './store/queries.ts';

let state: EngineState = { life: { kind: 'starting' }, notices: [] };
/** Copies wait for room on the disk: the log itself may be running. */
let waitsForRoom = false;
const watchers = new Set<(state: EngineState) => void>();
const lookWatchers = new Set<(look: Look) => void>();
let isStarted: Promise<boolean> | null = null;

const database = new CooldownDatabase();
const now = () => new Date();
const main = openMainLine(fetchOwnBytes);
const { journal, report } = main;
const eventLog = createEventLog({
  database,
  journal,
  onState: become,
  onTrouble: (where, reason) => tellTrouble(where, reason),
  onBroken: (name) => report({ type: 'database_broken', name }),
  leaveTornLog,
  reach: main.reach,
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});
// The browser closes what it finds damaged, and would open an empty one in its place without a word.
database.on('close', () => void eventLog.levelAgain());
const athleteTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const imports = startImports({
  database,
  eventLog,
  startParser,
  // One core is left to the page and to main; but while one lane waits for its bytes, another has something to decode.
  laneCount: Math.min(4, Math.max(2, navigator.hardwareConcurrency - 1)),
  now,
  athleteTimeZone,
  readerRevision,
  report,
  onLook: (look) => {
    for (const watcher of lookWatchers) watcher(look);
  },
  reach: main.reach,
});

/** Between two batches of comparing what came before: the page and whoever asks for something have their turn. */
const relatingRestMs = 200;

const originalReader = {
  startParser,
  now,
  athleteTimeZone,
  onTrouble: (reason: unknown) => tellTrouble('read', reason),
};
const makeSamples = createSamplesMaker({ database, ...originalReader });
const reReading = createReRead({
  database,
  eventLog,
  ...originalReader,
  readerRevision,
  elapsedMs: () => performance.now(),
});

const api: EngineApi = {
  async connect(port) {
    main.connect(port, hear);
    await theOnlyWriter;
    // Not before somebody answers for the journal.
    isStarted ??= start();
    if (!(await isStarted)) throw new Error('the engine did not start');
    report({ type: 'ready' });
  },
  watchState(listener) {
    watchers.add(listener);
    listener(state);
    return Promise.resolve();
  },
  watchLooks(listener) {
    lookWatchers.add(listener);
    return Promise.resolve();
  },
  async eraseActivity(sourceIdentityKey) {
    if (state.life.kind !== 'running' || reReading.isAtWork() || (await imports.isAtWork()))
      return { kind: 'not_now' };
    if (await imports.isSomethingWaiting()) return { kind: 'imports_wait' };
    return eraseActivity({ database, eventLog, journal, now }, sourceIdentityKey);
  },
  decide,
  noteReceipt: (jobId, note) => keepNote({ jobId, note }),
  reRead,
  async makeSamples(sourceIdentityKey) {
    if (state.life.kind !== 'running') return { kind: 'not_now' };
    try {
      return await makeSamples(sourceIdentityKey);
    } catch (reason) {
      tellTrouble('read', reason);
      return { kind: 'not_now' };
    }
  },
};

/** Held as long as this worker lives: a second page of the same profile waits here. */
const theOnlyWriter = new Promise<void>((resolve) => {
  void navigator.locks.request('cooldown-engine', () => {
    resolve();
    return new Promise(() => undefined);
  });
});

Comlink.expose(api);

async function start(): Promise<boolean> {
  try {
    if (await database.isOfNewerForm()) return onlyLook();
    await database.open();
    // What can only be looked at starts as well: questions are answered, and imports were refused before they came here.
    if (!(await eventLog.start())) return true;
    if (!(await finishErasures({ database, eventLog, journal, now })))
      tellTrouble('erase', new Error('later'));
    void relateWhatCameBefore();
    return true;
  } catch (reason) {
    report({ type: 'database_broken', name: reason instanceof Error ? reason.name : 'thrown' });
    return false;
  }
}

/** Beside everything else, and as long as that takes. */
async function relateWhatCameBefore(): Promise<void> {
  try {
    await relateAll({
      database,
      eventLog,
      now,
      isBusy: async () => reReading.isAtWork() || imports.isAtWork(),
      rest: () => new Promise((resolve) => setTimeout(resolve, relatingRestMs)),
      onTrouble: (reason) => tellTrouble('relate', reason),
    });
  } catch (reason) {
    tellTrouble('relate', reason);
  }
}

/** It is left as it is; what the journal holds can be exported. */
function onlyLook(): false {
  become({ life: { kind: 'read_only', reason: 'newer_database' }, notices: [] });
  report({ type: 'engine_failed', name: 'VersionError' });
  return false;
}

function hear(order: ToldOrder): void {
  switch (order.type) {
    case 'fault':
      if (order.fault.fault === 'die_at') main.dieAt(order.fault.point, order.fault.time);
      else imports.fail(order.fault);
      break;
    case 'ask':
      void answer(order.question)
        .catch(async (reason: unknown) => {
          tellTrouble(order.question.kind, reason);
          await eventLog.levelAgain();
          return answer(order.question);
        })
        .catch((reason: unknown): EngineAnswer => {
          tellTrouble(order.question.kind, reason);
          return { kind: 'failed', name: reason instanceof Error ? reason.name : 'thrown' };
        })
        .then((given) => report({ type: 'answer', requestId: order.requestId, answer: given }));
      break;
    case 'waiting_for_room':
      waitsForRoom = order.isWaiting;
      become({ life: state.life, notices: [] });
      break;
    case 'app_started':
    case 'page_died':
    case 'import_started':
    case 'imports_paused':
    case 'import_called_off':
    case 'listed':
    case 'staged':
    case 'recognised':
    case 'refused':
      imports.hear(order);
      break;
    default:
      assertNever(order);
  }
}

async function answer(question: EngineQuestion): Promise<EngineAnswer> {
  switch (question.kind) {
    case 'receipts': {
      const { rows, next } = await receiptsSince(database, question);
      return { kind: 'receipts', receipts: rows.map((row) => receiptSchema.parse(row)), next };
    }
    case 'status': {
      const counts = await logCounts(database);
      const { queued, runningImports: running, imports: all, ...rest } = counts;
      const processing = Math.min(imports.filesAtWork(), queued);
      return {
        kind: 'status',
        status: {
          queue: { queued: queued - processing, processing },
          imports: { running, finished: all - running },
          ...rest,
          qualityHealth: await qualityHealth(),
        },
      };
    }
    case 'recent_imports': {
      const runs = await newestImports(database, question.limit);
      return { kind: 'recent_imports', imports: runs.map((run) => recentImportSchema.parse(run)) };
    }
    case 'verify': {
      const verification = await eventLog.alone((tail) => verifyLog(database, journal, tail));
      const found = { drift: verification.drift, verifiedAt: now().toISOString() };
      // The answer does not depend on room for one more row.
      await keepVerification(database, found).catch((reason: unknown) => tellTrouble('verify', reason));
      return { kind: 'verify', verification };
    }
    case 'originals':
      return { kind: 'originals', ...(await originalsOwed(database, question)) };
    case 'dead_letters':
      return { kind: 'dead_letters', letters: toldLetters((await deadLettersNow(database)).newest) };
    case 'note':
      return { kind: 'note', answer: await keepNote(question) };
    case 'decide':
      return { kind: 'decide', answer: await decide(question.decision) };
    case 're_read':
      return { kind: 're_read', answer: await reRead(question) };
    case 'diagnostics':
      return {
        kind: 'diagnostics',
        text: await answerDiagnostics(database, {
          facts: question.facts,
          quality: await qualityHealth(),
          now: now(),
        }),
      };
    default:
      return assertNever(question);
  }
}

async function qualityHealth(): Promise<QualityHealth> {
  const today = now().toISOString().slice(0, 10);
  return healthOf(await qualityRecord(database, windowUpTo(today)), today);
}

async function decide(decision: AthleteDecision): Promise<DecisionAnswer> {
  if (state.life.kind !== 'running') return { kind: 'not_now' };
  // The window types what it asks for, and checks it in words; what is written down is held to the schema.
  const parsed = athleteDecisionSchema.safeParse(decision);
  if (!parsed.success) return { kind: 'not_applicable' };
  try {
    return await decideForAthlete({ database, eventLog, ...originalReader, reach: main.reach }, parsed.data);
  } catch (reason) {
    tellTrouble('decide', reason);
    return { kind: 'not_now' };
  }
}

async function keepNote(said: { readonly jobId: string; readonly note: ReceiptNote }): Promise<NoteAnswer> {
  if (state.life.kind !== 'running') return { kind: 'not_now' };
  return noteReceipt({ database, eventLog, now }, said);
}

async function reRead(question: ReReadQuestion): Promise<ReReadAnswer> {
  if (state.life.kind !== 'running') return { kind: 'not_now' };
  try {
    return await reReading.page(question);
  } catch (reason) {
    tellTrouble('read', reason);
    return { kind: 'not_now' };
  }
}

function become(next: EngineState): void {
  state = next;
  const isShort = waitsForRoom && state.life.kind === 'running';
  const told: EngineState = isShort
    ? { ...state, life: { kind: 'paused', trouble: { kind: 'disk_full' } } }
    : state;
  report({ type: 'state', state: told });
  for (const watcher of watchers) watcher(told);
}

function tellTrouble(where: string, reason: unknown): void {
  const { name, message } = reason instanceof Error ? reason : { name: typeof reason, message: '' };
  report({ type: 'trouble', where, name, message });
}

/** Bytes that main serves to the app itself. */
async function fetchOwnBytes(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await fetch(path);
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

function startParser(): Parser {
  const worker = new Worker(new URL('./parser.ts', import.meta.url), { type: 'module', name: 'parser' });
  return {
    api: Comlink.wrap<ParserApi>(worker),
    died: new Promise((resolve) => worker.addEventListener('error', () => resolve(), { once: true })),
    end: () => worker.terminate(),
  };
}
