// The FIT decoders in a worker of a Chromium page, from the message with the bytes to the message with the whole result.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { unpackBundledChromium } from '../electron-host/bundled-chromium.ts';

export interface ChromiumRate {
  /** Of the very first file in a fresh worker. */
  readonly coldMilliseconds: number;
  readonly megabytesPerSecond: number;
}

type Decoder = 'ours fit' | 'fit-file-parser';

/** The decoders take turns, so that a machine that slows down slows both; the median of the passes counts. */
export async function inChromium(
  files: readonly Uint8Array[],
  passes: number,
): Promise<Readonly<Record<Decoder, ChromiumRate>>> {
  const { executable, environment } = await unpackBundledChromium();
  const env = Object.fromEntries(Object.entries(environment).filter((pair) => pair[1] !== undefined));
  const browser = await chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox'],
    // Without those that are not set.
    env: env,
  });
  try {
    const page = await browser.newPage();
    const worker = readFileSync(join(import.meta.dirname, 'decode-worker.js'), 'utf8');
    return await page.evaluate(measure, {
      worker,
      passes,
      files: files.map((bytes) => Buffer.from(bytes).toString('base64')),
    });
  } finally {
    await browser.close();
  }
}

/** Runs in the page, and so uses nothing from outside. */
async function measure({ worker, passes, files }: { worker: string; passes: number; files: string[] }) {
  const names = ['ours fit', 'fit-file-parser'] as const;
  const page = globalThis as unknown as PageScope;
  const url = page.URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
  const workers = { 'ours fit': new page.Worker(url), 'fit-file-parser': new page.Worker(url) };
  const bytes = files.map((file) => Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0)));
  const all = bytes.reduce((sum, file) => sum + file.length, 0);
  const decode = async (decoder: (typeof names)[number], file: Uint8Array<ArrayBuffer>) => {
    const copy = file.slice();
    const begun = performance.now();
    await new Promise((resolve) => {
      workers[decoder].onmessage = resolve;
      workers[decoder].postMessage({ decoder, bytes: copy }, [copy.buffer]);
    });
    return performance.now() - begun;
  };
  const cold = { 'ours fit': 0, 'fit-file-parser': 0 };
  const rates = { 'ours fit': [] as number[], 'fit-file-parser': [] as number[] };
  for (const name of names) cold[name] = await decode(name, bytes[0] ?? new Uint8Array());
  for (let pass = 0; pass < passes; pass += 1) {
    for (const name of names) {
      let milliseconds = 0;
      for (const file of bytes) milliseconds += await decode(name, file);
      rates[name].push(all / 1e3 / milliseconds);
    }
  }
  const median = (values: number[]) => values.sort((left, right) => left - right)[values.length >> 1] ?? 0;
  const of = (name: (typeof names)[number]) => ({
    coldMilliseconds: cold[name],
    megabytesPerSecond: median(rates[name]),
  });
  return { 'ours fit': of('ours fit'), 'fit-file-parser': of('fit-file-parser') };
}

/** What the measurement needs of a page; the tests are typed for Node. */
interface PageScope {
  readonly URL: { createObjectURL(blob: Blob): string };
  readonly Worker: new (url: string) => {
    onmessage: ((message: unknown) => void) | null;
    postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  };
}
