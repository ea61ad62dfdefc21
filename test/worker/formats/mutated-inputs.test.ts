// Whatever bytes come: each ends as an activity or by a name of ours, in time, and nothing of the program is touched.
// COOLDOWN_MUTANTS and COOLDOWN_MUTANT_SEED choose more of them, or the same again.
import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openWhole } from '../../support/open-whole.ts';
import { readMember } from '../../../src-worker/formats/read-member.ts';
import { mapPart } from '../../../src-worker/mapping/map-part.ts';
import { chained } from '../../fixtures/fit-encoder.ts';
import { fitOfEveryConstruct } from '../../fixtures/fit-of-every-construct.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { tcxFile, tcxRun } from '../../fixtures/tcx-writer.ts';
import { deflatedZip } from '../../fixtures/zip-writer.ts';
import { seededChance } from '../../support/seeded-chance.ts';
import { mutated } from '../../support/mutate.ts';

const count = Number(process.env['COOLDOWN_MUTANTS'] ?? 10_000);
const seed = Number(process.env['COOLDOWN_MUTANT_SEED'] ?? 1);
const mostSeconds = 10;

const gzip = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(gzipSync(bytes));
const fit = fitFile(fitRide());
const everyConstruct = chained(fitOfEveryConstruct, fit, fitOfEveryConstruct);
const tcx = tcxFile([tcxRun]);
const gpx = gpxFile([gpxHike, gpxHike]);

const seeds = [
  { name: 'fit', bytes: fit, grammar: 'fit' },
  { name: 'fit of every construct', bytes: fitOfEveryConstruct, grammar: 'fit' },
  { name: 'chained fit', bytes: everyConstruct, grammar: 'fit' },
  { name: 'tcx', bytes: tcx, grammar: 'text' },
  { name: 'gpx', bytes: gpx, grammar: 'text' },
  {
    name: 'zip',
    bytes: deflatedZip({ 'a.fit': fit, 'b.gpx': gpx, 'c.tcx.gz': gzip(tcx) }),
    grammar: 'bytes',
  },
] as const;

const context = { now: '2026-11-22T12:00:00.000Z', athleteTimeZone: 'Europe/Berlin' };

/** What became of the bytes, in a word. */
async function endingOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const opened = await openWhole(bytes);
  if (!opened.ok) return opened.failure.kind;
  const endings: string[] = opened.value.refused.map(({ failure }) => failure.kind);
  for (const member of opened.value.members) {
    const { format, sha256 } = member;
    const read = await readMember(member);
    if (!read.ok) {
      // The net under the readers caught a bug of theirs.
      const isBug = read.failure.kind === 'unreadable' && read.failure.detail.includes(' reader failed ');
      endings.push(isBug ? `bug: ${read.failure.detail}` : read.failure.kind);
      continue;
    }
    for (const part of read.value.parts) {
      const mapped = await mapPart(part, { ...context, format, sha256 });
      endings.push(mapped.kind === 'failed' ? mapped.failure.kind : mapped.kind);
    }
  }
  return endings.join();
}

test(
  `${count} broken files, from seed ${seed}: each ends by a name, none takes over ${mostSeconds} s, and no prototype is touched`,
  { timeout: Math.max(120_000, count * 50) },
  async () => {
    const before = prototypes();
    const { fraction: chance } = seededChance(seed);
    const endings = new Map<string, number>();
    for (let nth = 0; nth < count; nth += 1) {
      const { name, bytes, grammar } = seeds[nth % seeds.length] ?? seeds[0];
      const broken = mutated(bytes, grammar, chance);
      const packed = chance() < 0.1 ? gzip(broken) : broken;
      const begun = performance.now();
      const ending = await endingOf(packed).catch((fault: unknown) => `bug: thrown ${String(fault)}`);
      const seconds = (performance.now() - begun) / 1000;
      if (ending.includes('bug:') || seconds > mostSeconds) {
        expect.fail(`${name}, number ${nth} of seed ${seed}: ${ending}, ${seconds.toFixed(1)} s`);
      }
      for (const one of ending.split(',')) endings.set(one, (endings.get(one) ?? 0) + 1);
    }
    expect(prototypes()).toEqual(before);
    // A search that reached nothing would prove nothing.
    for (const kind of ['activity', 'unreadable', 'archive_damaged']) {
      expect(endings.get(kind) ?? 0, JSON.stringify([...endings])).toBeGreaterThan(count / 200);
    }
  },
);

const prototypes = (): readonly string[] =>
  [Object, Array, Function, String, Number, Map].map((type) =>
    Reflect.ownKeys(type.prototype).map(String).join(),
  );
