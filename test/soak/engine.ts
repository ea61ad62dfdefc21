// `npm run soak:engine -- [FILES] [RECORDS]`: the engine alone, without window, intake and archive: parsers, verdicts, the
// journal's real code and the store, in a real Chromium. The same files twice: read the first time, known the second.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { chromium } from '@playwright/test';
import { engineReportSchema } from '../../src-worker/contract/engine-messages.ts';
import type { StagedFile } from '../../src-worker/contract/import-job.ts';
import { openJournalDesk } from '../../src-main/journal/answer-engine.ts';
import { nodeFs } from '../../src-main/journal/node-fs.ts';
import { openJournal } from '../../src-main/journal/open-journal.ts';
import { longRide } from '../bench/long-recordings.ts';
import { unpackBundledChromium } from '../electron-host/bundled-chromium.ts';

/** About 300 kB each. */
const [count = 2_000, records = 12_500] = process.argv.slice(2).map(Number);
const built = resolve(import.meta.dirname, '../out/renderer/assets');
const journalBytesAtOnce = 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'cooldown-engine-'));
const opened = await openJournal({ folder, now: () => new Date(), newEpoch: randomUUID, fs: nodeFs });
if (!opened.ok) throw new Error(opened.failure.kind);
const journal = opened.value;
const desk = openJournalDesk({
  journal: () => opened,
  openAgain: () => Promise.resolve(),
  dropTraces: () => Promise.resolve({ ok: true, value: undefined }),
  onRewritten: () => undefined,
});

const rides = Array.from({ length: count }, (_, index) => {
  const startsAt = new Date(Date.UTC(2010, 0, 1, 6) + index * 20 * 3_600_000).toISOString();
  return longRide(records, startsAt);
});
const bytesOf = new Map<string, Uint8Array>();
const given = (): readonly Omit<StagedFile, 'importId'>[] =>
  rides.map((bytes, index) => {
    const fileId = randomUUID();
    bytesOf.set(fileId, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const name = `ride ${String(index)}.fit`;
    return { fileId, name, path: `/rides/${name}`, sizeBytes: bytes.length, sha256, stagingMs: 0 };
  });

interface Answered {
  readonly type: 'text/html' | 'text/javascript' | 'application/json' | 'application/octet-stream';
  readonly body: string | Uint8Array;
}

const javascript = (path: string): Answered => ({ type: 'text/javascript', body: readFileSync(path) });
const bytes = (body: Uint8Array = new Uint8Array()): Answered => ({ type: 'application/octet-stream', body });
const json = (value: unknown): Answered => ({ type: 'application/json', body: JSON.stringify(value) });

async function answer(request: IncomingMessage): Promise<Answered> {
  const [, room = '', ...rest] = (request.url ?? '/').split('/');
  switch (room) {
    case '':
      return { type: 'text/html', body: '<!doctype html><script src="/page.js"></script>' };
    case 'page.js':
      return javascript(join(import.meta.dirname, 'engine-page.js'));
    case 'assets':
      return javascript(join(built, assetOf(rest[0] ?? '')));
    case '_bytes': {
      const [from = 0, to = 0] = (rest[1] ?? '').split('-').map(Number);
      return bytes(bytesOf.get(rest[0] ?? '')?.subarray(from, to));
    }
    case '_journal':
      return bytes(
        (await journal.framesAfter(rest[0] ?? '', Number(rest[1]), journalBytesAtOnce)) ?? undefined,
      );
    case 'journal-open': {
      const asked = engineReportSchema.parse(JSON.parse((await buffer(request)).toString()));
      if (asked.type !== 'journal_open') throw new Error(asked.type);
      return json(await desk.answer(asked));
    }
    case 'journal-append': {
      const payload = new Uint8Array(await buffer(request));
      const [requestId = 0, , firstSeq = 0, lastSeq = 0] = rest.map(Number);
      const frame = { requestId, epoch: rest[1] ?? '', firstSeq, lastSeq, payload };
      return json(await desk.answer({ type: 'journal_append', ...frame }));
    }
    default:
      throw new Error(room);
  }
}

/** The page asks for the engine without the mark that the build gave it. */
function assetOf(name: string): string {
  if (name !== 'engine.js') return name;
  const engine = readdirSync(built).find((file) => /^engine-.*\.js$/.test(file));
  if (engine === undefined) throw new Error('build first');
  return engine;
}

const server = createServer((request, response) => void serve(request, response));

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { type, body } = await answer(request);
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.address() as AddressInfo; // it listens on a port
const { executable, environment } = await unpackBundledChromium();
const browser = await chromium.launch({
  executablePath: executable,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
  // Without those that are not set.
  env: Object.fromEntries(Object.entries(environment).filter((pair) => pair[1] !== undefined)),
});

try {
  const page = await browser.newPage();
  page.on('pageerror', ({ message }) => say(`page: ${message}`));
  await page.goto(`http://127.0.0.1:${String(port)}/`);
  const sizeBytes = rides.reduce((sum, ride) => sum + ride.length, 0);
  say(`${String(count)} rides, ${(sizeBytes / 1e6).toFixed(0)} MB`);
  for (const what of ['read', 'known']) {
    const ms = await page.evaluate((files) => importAll(files), given());
    const activities = await page.evaluate(() => countActivities());
    say(
      `${what}: ${(ms / 1000).toFixed(1)} s, ${(ms / count).toFixed(1)} ms a file; ${String(activities)} activities`,
    );
  }
} finally {
  await browser.close();
  server.close();
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
}

/** In the page. */
declare function importAll(files: readonly Omit<StagedFile, 'importId'>[]): Promise<number>;
declare function countActivities(): Promise<number>;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
