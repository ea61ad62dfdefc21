// Another decoder's reading of the same bytes (fit-file-parser), where it is known to be right: files of one part, values that
// stand in the file themselves. It expands no components, and a field of an app may replace a native one of the same name.
import FitParser from 'fit-file-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DecodedActivity } from '../../../src-worker/formats/decoded.ts';
import { readFit } from '../../../src-worker/formats/fit/read.ts';
import type { Samples } from '../../../src-worker/contract/samples.ts';
import { fitFile, fitRide, strengthSet, fitTime } from '../../fixtures/fit-writer.ts';
import { corpusBytes, corpusFiles } from './corpus-files.ts';
import { onlyActivity } from './expect-activity.ts';

const amount = z.number().optional().catch(undefined);
const instant = z.date().optional().catch(undefined);

const recordSchema = z.object({
  timestamp: instant,
  position_lat: amount,
  position_long: amount,
  altitude: amount,
  enhanced_altitude: amount,
  distance: amount,
  speed: amount,
  enhanced_speed: amount,
  heart_rate: amount,
  power: amount,
  temperature: amount,
  compressed_speed_distance: z.unknown().optional(),
});
type TheirRecord = z.infer<typeof recordSchema>;

const spanSchema = z.object({
  start_time: instant,
  total_elapsed_time: amount,
  total_timer_time: amount,
  total_distance: amount,
  total_calories: amount,
  avg_power: amount,
  total_ascent: amount,
});

const setSchema = z.object({
  set_type: z.string().optional(),
  repetitions: amount,
  weight: amount,
  duration: amount,
});

const readingSchema = z.object({
  messages: z.object({
    record: z.array(recordSchema).default([]),
    session: z.array(spanSchema).default([]),
    lap: z.array(spanSchema).default([]),
    length: z.array(z.unknown()).default([]),
    set: z.array(setSchema).default([]),
  }),
});

async function theirReading(bytes: Uint8Array<ArrayBuffer>) {
  const parser = new FitParser({ force: false, mode: 'list' });
  return readingSchema.parse(await parser.parseAsync(bytes.slice().buffer)).messages;
}

/** Each column, and the field of theirs that says the same. */
const columns = {
  timeMs: ({ timestamp }) => timestamp?.getTime(),
  altitudeMeters: ({ altitude, enhanced_altitude }) => enhanced_altitude ?? altitude,
  distanceMeters: ({ distance }) => distance,
  speedMetersPerSecond: ({ speed, enhanced_speed }) => enhanced_speed ?? speed,
  // Ours takes zero for “no strap”.
  heartRateBpm: ({ heart_rate }) => (heart_rate === 0 ? undefined : heart_rate),
  powerWatts: ({ power }) => power,
  temperatureCelsius: ({ temperature }) => temperature,
} as const satisfies Partial<Record<keyof Samples, (record: TheirRecord) => number | undefined>>;

/** To a few digits of what 32 bits of a float hold. */
const same = (ours: number, theirs: number | undefined): boolean =>
  theirs === undefined ? Number.isNaN(ours) : Math.abs(ours - theirs) <= 1e-6 * Math.max(1, Math.abs(theirs));

function differingColumns(
  samples: Samples,
  records: readonly TheirRecord[],
  names: readonly (keyof typeof columns)[],
): readonly string[] {
  return names.filter((name) => {
    const ours = samples[name];
    return !records.every((record, row) => same(ours?.[row] ?? NaN, columns[name](record)));
  });
}

const spansOf = (spans: DecodedActivity['laps']) =>
  spans.map((span) => ({
    start_time: span.startedAtMs === null ? undefined : new Date(span.startedAtMs),
    total_elapsed_time: span.elapsedSeconds ?? undefined,
    total_timer_time: span.timerSeconds ?? undefined,
    total_distance: span.distanceMeters ?? undefined,
    total_calories: span.caloriesKcal ?? undefined,
    avg_power: span.avgPowerWatts ?? undefined,
    total_ascent: span.ascentMeters ?? undefined,
  }));

const allColumns = [
  'timeMs',
  'altitudeMeters',
  'distanceMeters',
  'speedMetersPerSecond',
  'heartRateBpm',
  'powerWatts',
  'temperatureCelsius',
] as const;

/** Without what it leaves out: components, and parts behind the first (the beats that a strap sent later). */
function comparableColumns(bytes: Uint8Array<ArrayBuffer>, record: readonly TheirRecord[]) {
  const leftOut = new Set<keyof typeof columns>();
  const firstPart = (bytes[0] ?? 0) + new DataView(bytes.buffer).getUint32(4, true) + 2;
  if (firstPart < bytes.length) leftOut.add('heartRateBpm');
  if (record.some(({ compressed_speed_distance: compressed }) => compressed !== undefined)) {
    leftOut.add('distanceMeters').add('speedMetersPerSecond');
  }
  return allColumns.filter((name) => !leftOut.has(name));
}

describe('a file that our writer made', () => {
  it('is read alike by another decoder', async () => {
    const file = fitFile([
      ...fitRide(),
      strengthSet({
        time: fitTime('2026-05-12T08:00:00Z'),
        active: true,
        category: 28,
        reps: 8,
        weightKg: 80,
        seconds: 30,
      }),
    ]);
    const ours = onlyActivity(await readFit(file));
    const theirs = await theirReading(file);
    expect(ours.recordCount).toBe(theirs.record.length);
    expect(differingColumns(ours.samples, theirs.record, allColumns)).toEqual([]);
    expect(spansOf(ours.sessions)).toEqual(theirs.session);
    expect(spansOf(ours.laps)).toEqual(theirs.lap);
    expect(theirs.set).toEqual([{ set_type: 'active', repetitions: 8, weight: 80, duration: 30 }]);
    expect(ours.sets).toMatchObject([{ setType: 'active', reps: 8, weightKg: 80, durationSeconds: 30 }]);
    expect(ours.samples.latitudeDegrees?.[59]).toBeCloseTo(theirs.record[59]?.position_lat ?? NaN, 9);
    expect(ours.samples.longitudeDegrees?.[59]).toBeCloseTo(theirs.record[59]?.position_long ?? NaN, 9);
  });
});

const largestBytes = 300_000;

describe.skipIf(corpusFiles.length === 0)('the sound FIT files of the collection', () => {
  const files = corpusFiles.filter(
    ({ file, expected }) =>
      file.startsWith('files/') && file.endsWith('.fit') && expected?.is_activity === true,
  );

  it('are read alike by another decoder, record by record and lap by lap', { timeout: 120_000 }, async () => {
    const differing: string[] = [];
    let compared = 0;
    for (const file of files) {
      const bytes = corpusBytes(file);
      const read = await readFit(bytes);
      const [part, ...more] = read.ok ? read.value.parts : [];
      const isPlain = part?.kind === 'activity' && part.activity.sound && more.length === 0;
      if (!isPlain || bytes.length > largestBytes) continue;
      const theirs = await theirReading(bytes).catch(() => null);
      // It refuses some files that are sound: fields of apps whose type it does not know.
      if (theirs === null) continue;
      compared += 1;
      const { activity } = part;
      const hasAppFields = activity.developerFields.length > 0;
      if (activity.recordCount !== theirs.record.length) differing.push(`${file.file}: records`);
      const names = hasAppFields ? [] : comparableColumns(bytes, theirs.record);
      for (const name of differingColumns(activity.samples, theirs.record, names)) {
        differing.push(`${file.file}: ${name}`);
      }
      if (!hasAppFields && JSON.stringify(spansOf(activity.laps)) !== JSON.stringify(theirs.lap))
        differing.push(`${file.file}: laps`);
      if (activity.lengthCount !== theirs.length.length) differing.push(`${file.file}: lengths`);
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(50);
  });
});
