// Runs in the page of `soak:engine` and plays main for the engine: hands it files that are staged already, so many at once,
// and passes what it asks of the journal to the journal's real code. Nothing is copied, archived or shown.
import * as Comlink from 'comlink';
import type { EngineApi } from '../../src-worker/contract/engine-api.ts';
import type { EngineOrder, EngineReport } from '../../src-worker/contract/engine-messages.ts';
import type { StagedFile } from '../../src-worker/contract/import-job.ts';
import { limits } from '../../src-worker/contract/limits.ts';

type GivenFile = Omit<StagedFile, 'importId'>;

const { port1: toEngine, port2: enginesEnd } = new MessageChannel();
const worker = new Worker('/assets/engine.js', { type: 'module', name: 'engine' });
const engine = Comlink.wrap<EngineApi>(worker);
/** At first the start is waited for, then the import under way. */
let news: (report: EngineReport) => void;
const ready = new Promise<void>((resolve) => {
  news = ({ type }) => {
    if (type === 'ready') resolve();
  };
});

toEngine.onmessage = ({ data }: MessageEvent<readonly EngineReport[]>) => {
  for (const report of data) void hear(report);
};
void engine.connect(Comlink.transfer(enginesEnd, [enginesEnd]));

const tell = (order: EngineOrder) => toEngine.postMessage([order]);

async function hear(report: EngineReport): Promise<void> {
  if (report.type === 'journal_open') tell(await ask('/journal-open', JSON.stringify(report)));
  else if (report.type === 'journal_append') {
    const { payload, requestId, epoch, firstSeq, lastSeq } = report;
    tell(await ask(`/journal-append/${[requestId, epoch, firstSeq, lastSeq].join('/')}`, payload));
  } else if (report.type === 'trouble') throw new Error(`${report.where}: ${report.name} ${report.message}`);
  else news(report);
}

async function ask(path: string, body: string | Uint8Array<ArrayBuffer>): Promise<EngineOrder> {
  const response = await fetch(path, { method: 'POST', body });
  return (await response.json()) as EngineOrder; // our own server's
}

/** Milliseconds from the request to the last ending. */
async function importAll(files: readonly GivenFile[]): Promise<number> {
  await ready;
  const importId = crypto.randomUUID();
  const waiting = files.map((file): StagedFile => ({ ...file, importId }));
  const begunMs = performance.now();
  const giveNext = () => {
    const file = waiting.shift();
    if (file !== undefined) tell({ type: 'staged', file });
  };
  await new Promise<void>((done) => {
    news = (report) => {
      if (report.type === 'import_recorded') {
        for (let given = 0; given < limits.stagedFiles; given += 1) giveNext();
        const listed = { importId, filesFound: files.length, filesPassedOver: 0, complete: true };
        tell({ type: 'listed', listed });
      }
      if (report.type === 'file_done') giveNext();
      if (report.type === 'import_done') done();
    };
    tell({
      type: 'import_started',
      importId,
      origin: 'drop',
      startedAt: new Date().toISOString(),
      paths: ['/rides'],
      wantsLines: false,
      isDryRun: false,
    });
  });
  return performance.now() - begunMs;
}

/** How many activities the database holds. */
async function countActivities(): Promise<number> {
  const [{ name = '' } = {}] = await indexedDB.databases();
  const database = await new Promise<IDBDatabase>((done, fail) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error ?? new Error('no database'));
  });
  const count = await new Promise<number>((done) => {
    const counting = database.transaction('activities').objectStore('activities').count();
    counting.onsuccess = () => done(counting.result);
  });
  database.close();
  return count;
}

Object.assign(globalThis, { importAll, countActivities });
