// The engine's end of the port to main: parses what arrives, and pairs the answers about the journal with what was asked.
import type { CrashPoint } from '../contract/crash-points.ts';
import { sentOrdersSchema, type EngineOrder, type EngineReport } from '../contract/engine-messages.ts';
import { gatherMessages } from '../contract/gather-messages.ts';
import {
  journalPath,
  type JournalAppendAnswer,
  type JournalOpenAnswer,
} from '../contract/journal-messages.ts';
import type { JournalLink } from '../event-log/journal-link.ts';

type Answer = Extract<EngineOrder, { type: 'journal_opened' | 'journal_appended' | 'journal_rewritten' }>;

/** Orders that are not an answer to something the engine asked. */
export type ToldOrder = Exclude<EngineOrder, Answer>;

export interface MainLine {
  readonly connect: (port: MessagePort, hear: (order: ToldOrder) => void) => void;
  readonly report: (report: EngineReport) => void;
  readonly journal: JournalLink;
  /** Test switch: tells main to end everything when the point's time has come, and then never comes back. */
  readonly reach: (point: CrashPoint) => Promise<void>;
  readonly dieAt: (point: CrashPoint, time: number) => void;
}

/** `fetchBytes` fetches a path of the app itself; null where there is nothing. */
export function openMainLine(
  fetchBytes: (path: string) => Promise<Uint8Array<ArrayBuffer> | null>,
): MainLine {
  let port: MessagePort | null = null;
  let asked = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  let death: { readonly point: CrashPoint; timesLeft: number } | null = null;

  const { say: report } = gatherMessages<EngineReport>({
    comesInCrowds: ({ type }) => ['lines', 'file_done', 'not_known'].includes(type),
    send: (messages) => port?.postMessage(messages),
    soon: (work) => void setTimeout(work, 0),
  });
  const ask = (make: (requestId: number) => EngineReport): Promise<Answer> =>
    new Promise((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      report(make(asked));
    });

  return {
    connect(connected, hear) {
      port = connected;
      port.onmessage = ({ data }: MessageEvent<unknown>) => {
        const orders = sentOrdersSchema.safeParse(data);
        if (!orders.success) {
          report({ type: 'trouble', where: 'order', name: 'ZodError', message: '' });
          return;
        }
        for (const order of orders.data) {
          if (isAnswer(order)) {
            waiting.get(order.requestId)?.(order);
            waiting.delete(order.requestId);
          } else hear(order);
        }
      };
    },
    report,
    journal: {
      open: async (head) => openAnswer(await ask((requestId) => ({ type: 'journal_open', requestId, head }))),
      append: async (frame) =>
        writeAnswer(await ask((requestId) => ({ type: 'journal_append', requestId, ...frame }))),
      rewrite: async ({ dropOriginals, sharedOriginals, ...frame }) =>
        writeAnswer(
          await ask((requestId) => ({
            type: 'journal_rewrite',
            requestId,
            ...frame,
            dropOriginals: [...dropOriginals],
            sharedOriginals: [...sharedOriginals],
          })),
        ),
      framesAfter: (epoch, seq) => fetchBytes(`${journalPath}${epoch}/${seq}`),
    },
    async reach(point) {
      if (death?.point !== point) return;
      death.timesLeft -= 1;
      if (death.timesLeft > 0) return;
      report({ type: 'crash_point', point });
      await new Promise(() => undefined);
    },
    dieAt(point, time) {
      death = { point, timesLeft: time };
    },
  };
}

function isAnswer(order: EngineOrder): order is Answer {
  return (
    order.type === 'journal_opened' || order.type === 'journal_appended' || order.type === 'journal_rewritten'
  );
}

// Main answers each kind of request with its own kind; another one is a bug of ours.
function openAnswer(answer: Answer): JournalOpenAnswer {
  if (answer.type !== 'journal_opened') throw new Error(`unpaired ${answer.type}`);
  return answer.answer;
}

function writeAnswer(answer: Answer): JournalAppendAnswer {
  if (answer.type === 'journal_opened') throw new Error(`unpaired ${answer.type}`);
  return answer.answer;
}
