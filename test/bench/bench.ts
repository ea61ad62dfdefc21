// `npm run bench -- formats [FOLDER]`: our readers against the libraries of the trade, on the same files, in turns, in one run.
// Machines are noisy: the ratio is what counts. FOLDER holds FIT, TCX and GPX files; without it, the collection beside
// the checkout, else files that our own writers make.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ActivityFormat } from '../../src-worker/contract/activity-format.ts';
import { sniff } from '../../src-worker/formats/sniff.ts';
import { decoders, pairs, type DecoderName } from './decoders.ts';
import { inChromium } from './in-chromium.ts';
import { longHike, longRide, longRun } from './long-recordings.ts';

const passes = 7;
const smallestBytes = 30_000;
/** All of a collection, and not what comes first by name; of each format no more than passes in a minute. */
const mostBytes = 32_000_000;

/**
 * MB/s of probes that do nothing but what every decoder must, on a quieter machine: FIT into typed arrays with its
 * checksum, XML by a scanner of bytes (the middle of its passes). Neither knows components, developer fields or text.
 */
const ceilings = { fit: 211, tcx: 171, gpx: 171 } as const satisfies Record<ActivityFormat, number>;

interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const [subject = 'formats', folder] = process.argv.slice(2);
if (subject !== 'formats') {
  process.stderr.write('What can be measured: npm run bench -- formats [FOLDER]\n');
  process.exit(2);
}
const root = mkdtempSync(join(tmpdir(), 'cooldown-bench-'));
try {
  const samples = collected(folder);
  for (const format of ['fit', 'tcx', 'gpx'] as const) await compare(format, await readable(format, samples));
  await compareInChromium(await readable('fit', samples));
  await lookAtOne('a FIT of 2.4 MB', 'fit', longRide(100_000));
  await lookAtOne('a GPX of 50 MB', 'gpx', longHike(300_000));
} finally {
  rmSync(root, { recursive: true, force: true });
}

function collected(named: string | undefined): readonly Sample[] {
  const beside = process.env['COOLDOWN_CORPUS'] ?? resolve(import.meta.dirname, '../../shared/corpus/files');
  const place = named ?? beside;
  const names = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(place) : [];
  const found = names
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(place, name))) }));
  if (found.length > 0) return found.filter(({ bytes }) => bytes.length >= smallestBytes);
  return [
    { name: 'ride.fit', bytes: longRide(20_000) },
    { name: 'run.tcx', bytes: longRun(5_000) },
    { name: 'hike.gpx', bytes: longHike(10_000) },
  ];
}

/** What both can read: a library that refuses a file is not slower at it. */
async function readable(format: ActivityFormat, samples: readonly Sample[]): Promise<readonly Sample[]> {
  const taken: Sample[] = [];
  let bytes = 0;
  for (const sample of samples) {
    const sniffed = sniff(sample.bytes);
    const isOfFormat = sniffed.kind === 'activity_format' && sniffed.format === format;
    if (!isOfFormat || bytes > mostBytes) continue;
    const counts = await Promise.all(
      // Some throw at once, and not by the promise.
      pairs[format]
        .map(async (name) => decoders[name](sample.bytes.slice()))
        .map((count) => count.catch(() => null)),
    );
    if (counts.includes(null) || counts.includes(0)) continue;
    taken.push(sample);
    bytes += sample.bytes.length;
  }
  return taken;
}

async function compare(format: ActivityFormat, samples: readonly Sample[]): Promise<void> {
  const bytes = samples.reduce((all, sample) => all + sample.bytes.length, 0);
  const [own, other] = pairs[format];
  const rates = new Map<DecoderName, number[]>();
  // In turns, so that a machine that slows down slows both.
  for (let pass = 0; pass < passes; pass += 1) {
    for (const name of [own, other]) {
      const copies = samples.map((sample) => sample.bytes.slice());
      const begun = performance.now();
      for (const copy of copies) await decoders[name](copy);
      const rate = bytes / 1e6 / ((performance.now() - begun) / 1000);
      rates.set(name, [...(rates.get(name) ?? []), rate]);
    }
  }
  const [ours, theirs] = [median(rates.get(own) ?? []), median(rates.get(other) ?? [])];
  const ceiling = ceilings[format];
  say(
    `${format}: ${String(samples.length)} files, ${(bytes / 1e6).toFixed(1)} MB: ` +
      `${ours.toFixed(1)} MB/s, ${other} ${theirs.toFixed(1)} MB/s, ratio ${(ours / theirs).toFixed(1)}` +
      `; ${((100 * ours) / ceiling).toFixed(0)} % of the ${String(ceiling)} MB/s of a probe`,
  );
}

async function compareInChromium(samples: readonly Sample[]): Promise<void> {
  const files = [...samples.map(({ bytes }) => bytes), longRide(100_000)];
  const rates = await inChromium(files, passes);
  const [ours, theirs] = [rates['ours fit'], rates['fit-file-parser']];
  say(
    `fit in a worker of Chromium, result included: ${String(files.length)} files: ` +
      `${ours.megabytesPerSecond.toFixed(1)} MB/s, fit-file-parser ${theirs.megabytesPerSecond.toFixed(1)} MB/s, ` +
      `ratio ${(ours.megabytesPerSecond / theirs.megabytesPerSecond).toFixed(1)}; the first file in a fresh worker ` +
      `${ours.coldMilliseconds.toFixed(0)} ms, fit-file-parser ${theirs.coldMilliseconds.toFixed(0)} ms`,
  );
}

async function lookAtOne(
  what: string,
  format: ActivityFormat,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const path = join(root, `one.${format}`);
  writeFileSync(path, bytes);
  for (const name of pairs[format]) {
    const once = join(import.meta.dirname, 'decode-once.js');
    const said = execFileSync(process.execPath, ['--expose-gc', once, name, path], { encoding: 'utf8' });
    say(`${what} (${(bytes.length / 1e6).toFixed(1)} MB), cold, ${name}: ${said}`);
  }
  await Promise.resolve();
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
