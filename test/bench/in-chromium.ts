// The FIT decoders in a worker of a Chromium page, from the message with the bytes to the message with the whole result.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { unpackBundledChromium } from '../electron-host/bundled-chromium.ts';

export interface ChromiumRate {
  /** Of the very first file in a fresh worker. */
  readonly coldMilliseconds: number;
  readonly megabytesPerSecond: number;
}

const names = ['ours fit', 'fit-file-parser'] as const;
type Decoder = (typeof names)[number];

/** The decoders take turns, so that a machine that slows down slows both; the median of the passes counts. */
export async function inChromium(
  files: readonly Uint8Array[],
  passes: number,
): Promise<Readonly<Record<Decoder, ChromiumRate>>> {
  const { executable, environment } = await unpackBundledChromium();
  const env = Object.fromEntries(Object.entries(environment).filter((pair) => pair[1] !== undefined));
  const browser = await chromium.launch({
    executablePath: executable,
    // Results are larger than the shared memory of many a container.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    // Without those that are not set.
    env: env,
  });
  try {
    const page = await browser.newPage();
    const worker = readFileSync(join(import.meta.dirname, 'decode-worker.js'), 'utf8');
    await page.evaluate(openWorkers, { worker, names });
    const decode = (decoder: Decoder, bytes: Uint8Array): Promise<number> =>
      page.evaluate(decodeOnce, { decoder, file: Buffer.from(bytes).toString('base64') });
    const [first = new Uint8Array()] = files;
    const cold = { 'ours fit': await decode('ours fit', first), 'fit-file-parser': 0 };
    cold['fit-file-parser'] = await decode('fit-file-parser', first);
    const spent = { 'ours fit': [] as number[], 'fit-file-parser': [] as number[] };
    for (let pass = 0; pass < passes; pass += 1) {
      for (const name of names) {
        let milliseconds = 0;
        for (const file of files) milliseconds += await decode(name, file);
        spent[name].push(milliseconds);
      }
    }
    const bytes = files.reduce((sum, file) => sum + file.length, 0);
    const rateOf = (name: Decoder): ChromiumRate => ({
      coldMilliseconds: cold[name],
      megabytesPerSecond: bytes / 1e3 / median(spent[name]),
    });
    return { 'ours fit': rateOf('ours fit'), 'fit-file-parser': rateOf('fit-file-parser') };
  } finally {
    await browser.close();
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[values.length >> 1] ?? NaN;

// The next two run in the page, and so use nothing from outside.

function openWorkers({ worker, names }: { worker: string; names: readonly Decoder[] }): void {
  const page = globalThis as unknown as PageScope;
  const url = page.URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
  page.workers = new Map(names.map((name) => [name, new page.Worker(url)]));
}

/** Milliseconds from the message with the bytes to the message with the result. */
async function decodeOnce({ decoder, file }: { decoder: Decoder; file: string }): Promise<number> {
  const worker = (globalThis as unknown as PageScope).workers.get(decoder);
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  if (worker === undefined) throw new Error(decoder);
  const begun = performance.now();
  await new Promise((resolve) => {
    worker.onmessage = resolve;
    worker.postMessage({ decoder, bytes }, [bytes.buffer]);
  });
  return performance.now() - begun;
}

interface PageWorker {
  onmessage: ((message: unknown) => void) | null;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
}

/** What the measurement needs of a page; the tests are typed for Node. */
interface PageScope {
  readonly URL: { createObjectURL(blob: Blob): string };
  readonly Worker: new (url: string) => PageWorker;
  workers: Map<Decoder, PageWorker>;
}
