// Main's end of the line to the engine: hands a port to the page, and parses what comes back. Every order is kept
// until its import is done, because a page can die with orders that its engine has not written down.
import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import {
  engineReportSchema,
  type EngineOrder,
  type EngineReport,
} from '../../src-worker/contract/engine-messages.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { enginePortChannel } from '../../src-worker/contract/engine-port.ts';

export interface EngineLink {
  /** Gives the page a fresh port for its engine; the one before it, if any, is closed. */
  connect(page: WebContents): void;
  /** Sends now, or as soon as the engine is ready, and again to a new engine; order is kept, so it may come twice. */
  tell(order: EngineOrder): void;
}

interface EngineListener {
  readonly onReport: (report: EngineReport) => void;
  readonly onRefused: () => void;
}

export function createEngineLink({ onReport, onRefused }: EngineListener): EngineLink {
  let port: MessagePortMain | null = null;
  let ready = false;
  let unfinished: EngineOrder[] = [];

  const hear = (sent: unknown): void => {
    const report = engineReportSchema.safeParse(sent);
    if (!report.success) return onRefused();
    if (report.data.type === 'ready') {
      ready = true;
      for (const order of unfinished) port?.postMessage(order);
    }
    if (report.data.type === 'import_done') {
      const { importId } = report.data;
      unfinished = unfinished.filter((order) => importOf(order) !== importId);
    }
    onReport(report.data);
  };

  return {
    connect(page) {
      port?.close();
      ready = false;
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
    tell(order) {
      unfinished.push(order);
      if (ready) port?.postMessage(order);
    },
  };
}

/** Null for what concerns no import and holds as long as the app runs. */
function importOf(order: EngineOrder): string | null {
  switch (order.type) {
    case 'import_started':
      return order.importId;
    case 'listed':
      return order.listed.importId;
    case 'staged':
    case 'refused':
      return order.file.importId;
    case 'app_started':
    case 'fault':
      return null;
    default:
      return assertNever(order);
  }
}
