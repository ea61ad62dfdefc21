// The engine's entry, a Web Worker of the page: wiring only. It is the only writer of the database.
import './trusted-types.ts';
import * as Comlink from 'comlink';
import type { EngineApi } from './contract/engine-api.ts';
import { engineOrderSchema, type EngineReport } from './contract/engine-messages.ts';
import type { Parser } from './imports/parser-lane.ts';
import { startImports } from './imports/run-imports.ts';
import type { ParserApi } from './parser-api.ts';
import { CooldownDatabase } from './store/database.ts';

let main: MessagePort | null = null;
let resumed: Promise<void> | null = null;
const report = (message: EngineReport): void => main?.postMessage(message);

const imports = startImports({
  database: new CooldownDatabase(),
  startParser,
  // One core is left to the page and to main.
  laneCount: Math.min(4, Math.max(1, navigator.hardwareConcurrency - 1)),
  now: () => new Date(),
  athleteTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  report,
});

const api: EngineApi = {
  async connect(port) {
    main = port;
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const order = engineOrderSchema.safeParse(data);
      if (order.success) imports.hear(order.data);
      else report({ type: 'trouble', where: 'order', name: 'ZodError', message: '' });
    };
    // Not before somebody hears what becomes of the files.
    resumed ??= imports.resume();
    await resumed.catch((reason: unknown) => {
      report({ type: 'engine_failed', name: reason instanceof Error ? reason.name : 'thrown' });
      throw reason;
    });
    report({ type: 'ready' });
  },
};

Comlink.expose(api);

function startParser(): Parser {
  const worker = new Worker(new URL('./parser.ts', import.meta.url), { type: 'module', name: 'parser' });
  return {
    api: Comlink.wrap<ParserApi>(worker),
    died: new Promise((resolve) => worker.addEventListener('error', () => resolve(), { once: true })),
    end: () => worker.terminate(),
  };
}
