// Main's end of the line to the engine: hands a port to the page, keeps orders until the engine is ready,
// and parses what comes back.
import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import {
  engineReportSchema,
  type EngineOrder,
  type EngineReport,
} from '../../src-worker/contract/engine-messages.ts';
import { enginePortChannel } from '../../src-worker/contract/engine-port.ts';

export interface EngineLink {
  /** Gives the page a fresh port for its engine; the one before it, if any, is closed. */
  connect(page: WebContents): void;
  /** Sends now, or as soon as the engine is ready; order is kept. */
  tell(order: EngineOrder): void;
}

interface EngineListener {
  readonly onReport: (report: EngineReport) => void;
  readonly onRefused: () => void;
}

export function createEngineLink({ onReport, onRefused }: EngineListener): EngineLink {
  let port: MessagePortMain | null = null;
  let ready = false;
  let waiting: EngineOrder[] = [];

  const hear = (sent: unknown): void => {
    const report = engineReportSchema.safeParse(sent);
    if (!report.success) return onRefused();
    if (report.data.type === 'ready') {
      ready = true;
      const orders = waiting;
      waiting = [];
      for (const order of orders) port?.postMessage(order);
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
      if (ready && port !== null) port.postMessage(order);
      else waiting.push(order);
    },
  };
}
