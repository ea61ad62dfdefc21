// A process of its own that decodes one file, once: how long the first file takes in a cold process, and how far memory grows.
import { readFileSync } from 'node:fs';
import { decoders, type DecoderName } from './decoders.ts';

const isDecoder = (name: string): name is DecoderName => Object.hasOwn(decoders, name);

const [, , name = '', path = ''] = process.argv;
if (!isDecoder(name)) throw new Error(`no decoder ${name}`);
const bytes = new Uint8Array(readFileSync(path));
globalThis.gc?.();
const before = process.memoryUsage.rss();
const begun = performance.now();
const points = await decoders[name](bytes);
const milliseconds = performance.now() - begun;
const highest = highestBytes();
process.stdout.write(JSON.stringify({ points, milliseconds, grownMiB: (highest - before) / 2 ** 20 }));

/** Of this process alone: Linux counts in `maxRSS` what the process was that started it. */
function highestBytes(): number {
  const { maxRSS } = process.resourceUsage();
  if (process.platform !== 'linux') return maxRSS * 1024;
  const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kibibytes ?? maxRSS) * 1024;
}
