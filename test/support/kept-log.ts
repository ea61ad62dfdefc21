// An event log on a real journal in a temporary folder, as the app has it; the database lies in memory. Starting again
// keeps the folder, and gives the database that is asked for.
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournalDesk } from '../../src-main/journal/answer-engine.ts';
import type { Journal } from '../../src-main/journal/journal.ts';
import { nodeFs } from '../../src-main/journal/node-fs.ts';
import { openJournal } from '../../src-main/journal/open-journal.ts';
import type { CrashPoint } from '../../src-worker/contract/crash-points.ts';
import type { EngineState } from '../../src-worker/contract/engine-state.ts';
import { ok } from '../../src-worker/contract/result.ts';
import { createEventLog, type EventLog } from '../../src-worker/event-log/event-log.ts';
import type { JournalLink } from '../../src-worker/event-log/journal-link.ts';
import type { CooldownDatabase } from '../../src-worker/store/database.ts';
import { openDatabase } from './open-database.ts';

export interface KeptLog {
  readonly folder: string;
  readonly journal: Journal;
  readonly link: JournalLink;
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  readonly states: readonly EngineState[];
  readonly droppedOriginals: readonly string[];
  /** Settles when the journal was written anew: main would load the page again. */
  readonly rewritten: Promise<void>;
  readonly troubles: readonly string[];
  /** Gives the journal up, as the app's end does. */
  end(): Promise<void>;
}

export interface KeptLogOptions {
  readonly folder?: string;
  readonly database?: CooldownDatabase;
  readonly reach?: (point: CrashPoint) => Promise<void>;
  /** Between two tries. A turn of the event loop stands for the wait where none is given. */
  readonly pause?: () => Promise<void>;
  readonly leaveTornLog?: () => Promise<void>;
  /** What is between the engine and the journal. */
  readonly onTheWay?: (link: JournalLink) => JournalLink;
}

export async function openKeptLog(options: KeptLogOptions = {}): Promise<KeptLog> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'cooldown-log-'));
  const database = options.database ?? openDatabase();
  const opened = await openJournal({ folder, now: () => new Date(), newEpoch: randomUUID, fs: nodeFs });
  if (!opened.ok) throw new Error(`no journal: ${opened.failure.kind}`);
  const journal = opened.value;
  const states: EngineState[] = [];
  const troubles: string[] = [];
  const droppedOriginals: string[] = [];
  let tellRewritten = (): void => undefined;
  const rewritten = new Promise<void>((resolve) => (tellRewritten = resolve));
  const desk = openJournalDesk({
    journal: () => opened,
    openAgain: () => Promise.resolve(),
    dropTraces: (sha256s) => {
      droppedOriginals.push(...sha256s);
      return Promise.resolve(ok(undefined));
    },
    onRewritten: tellRewritten,
  });
  const direct = linkTo(desk, journal);
  const link = options.onTheWay?.(direct) ?? direct;
  const eventLog = createEventLog({
    database,
    journal: link,
    onState: (state) => states.push(state),
    onTrouble: (where, reason) => troubles.push(`${where}: ${String(reason)}`),
    onBroken: (name) => troubles.push(`broken: ${name}`),
    leaveTornLog: options.leaveTornLog ?? (() => Promise.resolve()),
    reach: options.reach ?? (() => Promise.resolve()),
    // What passes, passes at the next try.
    pause: options.pause ?? (() => new Promise((resolve) => setImmediate(resolve))),
  });
  return {
    folder,
    journal,
    link,
    database,
    eventLog,
    states,
    droppedOriginals,
    rewritten,
    troubles,
    end: () => journal.close(),
  };
}

function linkTo(desk: ReturnType<typeof openJournalDesk>, journal: Journal): JournalLink {
  return {
    open: async (head) => {
      const order = await desk.answer({ type: 'journal_open', requestId: 1, head });
      if (order.type !== 'journal_opened') throw new Error(order.type);
      return order.answer;
    },
    append: async (frame) => {
      const order = await desk.answer({ type: 'journal_append', requestId: 1, ...frame });
      if (order.type !== 'journal_appended') throw new Error(order.type);
      return order.answer;
    },
    rewrite: async ({ dropOriginals, sharedOriginals, ...frame }) => {
      const order = await desk.answer({
        type: 'journal_rewrite',
        requestId: 1,
        ...frame,
        dropOriginals: [...dropOriginals],
        sharedOriginals: [...sharedOriginals],
      });
      if (order.type !== 'journal_rewritten') throw new Error(order.type);
      return order.answer;
    },
    framesAfter: async (epoch, seq) => {
      const frames = await journal.framesAfter(epoch, seq, 1024 * 1024);
      return frames === null ? null : new Uint8Array(frames);
    },
  };
}
