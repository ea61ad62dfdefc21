// Main's end of the line to the engine: hands a port to the page, and parses what comes back. An order is kept until
// what it asks for is done, because a page can die with orders that its engine has not written down.
import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import {
  sentReportsSchema,
  type EngineOrder,
  type EngineReport,
} from '../../src-worker/contract/engine-messages.ts';
import { enginePortChannel } from '../../src-worker/contract/engine-port.ts';
import type { EngineAnswer, EngineQuestion } from '../../src-worker/contract/engine-questions.ts';
import { gatherMessages } from '../../src-worker/contract/gather-messages.ts';
import { createOrderMemory } from './order-memory.ts';

export interface EngineLink {
  /** Gives the page a fresh port for its engine; the one before it, if any, is closed. */
  connect(page: WebContents): void;
  /** Sends now, or as soon as the engine is ready, and again to a new engine; order is kept, so it may come twice. */
  tell(order: EngineOrder): void;
  /** Answers what the engine itself asked: to this engine only, also before it is ready. */
  reply(order: EngineOrder): void;
  ask(question: EngineQuestion): Promise<EngineAnswer>;
  /** No engine hears of this import any more. Gives back its files that were not settled. */
  forget(importId: string): readonly string[];
  /** The page is gone, and a new one comes: what was being read is suspected only where it `died`. */
  pageGone(how: 'died' | 'replaced'): void;
}

interface EngineListener {
  readonly onReport: (report: EngineReport) => void;
  readonly onRefused: () => void;
}

/** For orders of one kind that follow one another closely. */
const crowdMs = 10;

export function createEngineLink({ onReport, onRefused }: EngineListener): EngineLink {
  const memory = createOrderMemory();
  const waiting = new Map<number, (answer: EngineAnswer) => void>();
  const atWork = new Set<string>();
  let port: MessagePortMain | null = null;
  let ready = false;
  let asked = 0;
  let greeting: EngineOrder | null = null;

  const hear = (sent: unknown): void => {
    const parsed = sentReportsSchema.safeParse(sent);
    if (!parsed.success) return onRefused();
    for (const report of parsed.data) hearReport(report);
  };

  const hearReport = (report: EngineReport): void => {
    if (report.type === 'ready') greet();
    if (report.type === 'reading' && report.isOver) atWork.delete(report.fileId);
    if (report.type === 'reading' && !report.isOver) atWork.add(report.fileId);
    if (report.type === 'answer') {
      waiting.get(report.requestId)?.(report.answer);
      waiting.delete(report.requestId);
    }
    memory.settle(report);
    onReport(report);
  };

  const greet = (): void => {
    ready = true;
    const orders = memory.unfinished();
    // What is to go wrong, and whether imports rest, has to be known before anything is taken up again.
    const [first, others] = [orders.filter(comesFirst), orders.filter((order) => !comesFirst(order))];
    port?.postMessage([...first, ...(greeting === null ? [] : [greeting]), ...others]);
    greeting = null;
  };

  const tell = (order: EngineOrder): void => {
    memory.keep(order);
    if (ready) line.say(order);
  };

  const line = gatherMessages<EngineOrder>({
    comesInCrowds: ({ type }) => type === 'recognised',
    // A new engine is told of all of them when it gets ready.
    send: (orders) => {
      if (ready) port?.postMessage(orders);
    },
    soon: (work) => void setTimeout(work, crowdMs),
  });

  return {
    connect(page) {
      // A page that was loaded again has a new engine, which has to go on where the one before it was.
      if (port !== null) greeting ??= { type: 'page_died', atWork: [] };
      port?.close();
      ready = false;
      line.flush();
      const channel = new MessageChannelMain();
      const own = channel.port1;
      port = own;
      // A report that an earlier engine still had under way must not count for the new one.
      own.on('message', (event) => {
        if (port === own) hear(event.data);
      });
      own.start();
      page.postMessage(enginePortChannel, null, [channel.port2]);
    },
    tell,
    reply: (order) => port?.postMessage([order]),
    ask: (question) =>
      new Promise((resolve) => {
        asked += 1;
        waiting.set(asked, resolve);
        tell({ type: 'ask', requestId: asked, question });
      }),
    forget: (importId) => memory.forget(importId),
    pageGone(how) {
      ready = false;
      line.flush();
      greeting = { type: 'page_died', atWork: how === 'died' ? [...atWork] : [] };
      atWork.clear();
    },
  };
}

const comesFirst = ({ type }: EngineOrder): boolean => type === 'fault' || type === 'imports_paused';
