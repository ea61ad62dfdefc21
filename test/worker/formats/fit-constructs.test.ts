// The rarer constructs of FIT, each by a file that has it: components, subfields, fields of apps, beats that a strap kept,
// headers that lie, types of a later protocol.
import { describe, expect, it } from 'vitest';
import { fullBudget } from '../../../src-worker/formats/fit/budget.ts';
import { fitCrc } from '../../../src-worker/formats/fit/crc.ts';
import { carriedOn } from '../../../src-worker/formats/fit/accumulators.ts';
import { recording } from '../../../src-worker/formats/fit/recording.ts';
import { readFit } from '../../../src-worker/formats/fit/read.ts';
import { walkMessages } from '../../../src-worker/formats/fit/walk-messages.ts';
import {
  baseTypeCode,
  chained,
  encodeFit,
  encodeMessages,
  type EncodedField,
  type EncodedMessage,
} from '../../fixtures/fit-encoder.ts';
import { fitTime } from '../../fixtures/fit-writer.ts';
import { onlyActivity, partsOf } from './expect-activity.ts';

const start = fitTime('2026-05-12T07:30:00Z');

const field = (number: number, type: EncodedField['type'], value: EncodedField['value']): EncodedField => ({
  number,
  type,
  value,
});
const fileId: EncodedMessage = {
  globalNumber: 0,
  fields: [field(0, 'enum', 4), field(1, 'uint16', 1), field(4, 'uint32', start)],
};
const record = (seconds: number, ...fields: readonly EncodedField[]): EncodedMessage => ({
  globalNumber: 20,
  fields: [field(253, 'uint32', start + seconds), ...fields],
});

const read = async (...messages: readonly EncodedMessage[]) =>
  onlyActivity(await readFit(encodeFit([fileId, ...messages])));

/** The messages that are kept, as they are decoded. */
function messagesOf(...messages: readonly EncodedMessage[]) {
  const bytes = Uint8Array.from(encodeMessages(messages));
  const reading = recording(fullBudget());
  const part = { bytes, start: 0, dataEnd: bytes.length, checksum: 'right' as const };
  walkMessages(part, reading.sinkFor(bytes));
  return reading.messages;
}

describe('a field that stands for others', () => {
  it('gives altitude and speed where only the short fields are there, and the enhanced ones where both are', async () => {
    const { samples } = await read(
      record(0, field(2, 'uint16', (120 + 500) * 5), field(6, 'uint16', 3500)),
      record(
        1,
        field(78, 'uint32', (130.2 + 500) * 5),
        field(2, 'uint16', 0),
        field(73, 'uint32', 4250),
        field(6, 'uint16', 1),
      ),
      record(2, field(78, 'uint32', null), field(2, 'uint16', (140 + 500) * 5)),
    );
    expect(samples.altitudeMeters).toEqual(Float32Array.of(120, 130.2, 140));
    expect(samples.speedMetersPerSecond).toEqual(Float32Array.of(3.5, 4.25, NaN));
  });

  it('carries a compressed distance on when its twelve bits roll over', async () => {
    const compressed = (speed: number, sixteenths: number): EncodedField => {
      const bits = (speed & 0xfff) | ((sixteenths & 0xfff) << 12);
      return field(8, 'byte', { bytes: [bits & 0xff, (bits >> 8) & 0xff, bits >> 16] });
    };
    const { samples, distanceMeters } = await read(
      record(0, compressed(250, 4000)),
      record(1, compressed(300, 4100)),
      record(2, field(8, 'byte', { bytes: [0xff, 0xff, 0xff] })),
      record(3, compressed(300, 8100)),
    );
    expect(samples.speedMetersPerSecond).toEqual(Float32Array.of(2.5, 3, NaN, 3));
    expect(samples.distanceMeters).toEqual(Float64Array.of(250, 256.25, NaN, 506.25));
    expect(distanceMeters).toBe(506.25);
  });

  it('adds to the cadence what it leaves out', async () => {
    const { samples } = await read(record(0, field(4, 'uint8', 86), field(53, 'uint8', 64)));
    expect(samples.cadencePerMinute).toEqual(Float32Array.of(86.5));
  });

  it('names cycles and cadence by the sport: strides and steps of a run, strokes of a swim', () => {
    const summary = (globalNumber: number, sportField: number, sport: number): EncodedMessage => ({
      globalNumber,
      fields: [
        field(sportField, 'enum', sport),
        field(10, 'uint32', 900),
        field(globalNumber === 18 ? 18 : 17, 'uint8', 88),
      ],
    });
    const { sessions, laps } = messagesOf(summary(18, 5, 1), summary(18, 5, 5), summary(19, 25, 1));
    expect(sessions.map(({ fields }) => fields)).toEqual([
      { sport: 'running', total_cycles: 900, total_strides: 900, avg_cadence: 88, avg_running_cadence: 88 },
      { sport: 'swimming', total_cycles: 900, total_strokes: 900, avg_cadence: 88 },
    ]);
    expect(laps[0]?.fields).toMatchObject({ total_strides: 900, avg_running_cadence: 88 });
  });

  it('never takes the place of a field that the message has itself', () => {
    const { sessions } = messagesOf({
      globalNumber: 18,
      fields: [field(14, 'uint16', 2500), field(124, 'uint32', 2600), field(15, 'uint16', 5000)],
    });
    expect(sessions[0]?.fields).toEqual({
      avg_speed: 2.5,
      enhanced_avg_speed: 2.6,
      max_speed: 5,
      enhanced_max_speed: 5,
    });
  });

  it('reads the balance of the legs beside the bit that says whose share it is', () => {
    const balance = (raw: number): EncodedMessage => ({
      globalNumber: 18,
      fields: [field(37, 'uint16', raw)],
    });
    const { sessions } = messagesOf(balance(0x8000 + 4950), balance(5025));
    expect(sessions.map(({ fields }) => fields)).toEqual([
      { left_right_balance: 49.5, left_right_balance_side: 'right' },
      { left_right_balance: 50.25, left_right_balance_side: 'unknown' },
    ]);
  });

  it.each([
    [0, 5, 4, 5],
    [15, 2, 4, 18],
    [16, 0, 4, 16],
    [4095, 4095, 12, 4095],
  ])('carries a total of %i on with low bits %i of %i to %i', (before, low, bits, total) => {
    expect(carriedOn(before, low, bits)).toBe(total);
  });
});

describe('a field of an app', () => {
  const description = (index: number, fields: readonly EncodedField[]): EncodedMessage => ({
    globalNumber: 206,
    fields: [field(0, 'uint8', 0), field(1, 'uint8', index), ...fields],
  });

  it('stays beside the native one of the same name, and is named with its units and what it stands for', async () => {
    const withPower = (seconds: number): EncodedMessage => ({
      ...record(seconds, field(7, 'uint16', 210)),
      developerFields: [
        { developerIndex: 0, number: 3, type: 'uint16', value: 333 },
        { developerIndex: 2, number: 9, type: 'uint8', value: 1 },
      ],
    });
    const activity = await read(
      description(3, [
        field(2, 'uint8', baseTypeCode('uint16')),
        field(3, 'string', 'power'),
        field(8, 'string', 'watts'),
        field(14, 'uint16', 20),
        field(15, 'uint8', 7),
      ]),
      withPower(0),
      withPower(1),
    );
    expect(activity.samples.powerWatts).toEqual(Float32Array.of(210, 210));
    expect(activity.developerFields).toEqual([
      { key: 'record.developer0.3', name: 'power', units: 'watts', nativeField: 'power', count: 2 },
      { key: 'record.developer2.9', name: null, units: null, nativeField: null, count: 2 },
    ]);
  });

  it('is read by its description, in the byte order of its message', () => {
    const { sessions } = messagesOf(
      description(1, [field(2, 'uint8', baseTypeCode('float32')), field(3, 'string', 'distance')]),
      description(2, [field(2, 'uint8', baseTypeCode('string'))]),
      {
        globalNumber: 18,
        bigEndian: true,
        fields: [field(9, 'uint32', 100)],
        developerFields: [
          { developerIndex: 0, number: 1, type: 'float32', value: 1250.5 },
          { developerIndex: 0, number: 2, type: 'string', value: 'pool' },
          { developerIndex: 0, number: 7, type: 'uint16', value: 0x0102 },
        ],
      },
    );
    expect(sessions[0]).toMatchObject({
      fields: { total_distance: 1 },
      developer: { 'developer0.1': 1250.5, 'developer0.2': 'pool', 'developer0.7': [1, 2] },
    });
  });
});

describe('what a file has beyond the profile', () => {
  it('is counted by its number', async () => {
    const { unknownCounts } = await read(
      record(0, field(200, 'uint8', 1)),
      record(1, field(200, 'uint8', 1)),
      { globalNumber: 140, fields: [field(0, 'uint8', 1)] },
    );
    expect(unknownCounts).toEqual([
      { key: 'record.field200', count: 2 },
      { key: 'message140', count: 1 },
    ]);
  });

  it('is named on the receipt, with what has no place in an activity: by message, never more than 200 names', async () => {
    const { unsupportedFields } = await read(
      {
        globalNumber: 206,
        fields: [field(0, 'uint8', 0), field(1, 'uint8', 5), field(3, 'string', 'Form Power')],
      },
      { globalNumber: 78, fields: [field(0, 'uint16', [800, 810])] },
      {
        globalNumber: 18,
        fields: [field(20, 'uint16', 200), field(201, 'uint8', 1), field(202, 'uint8', 1)],
      },
      record(0, field(30, 'uint8', null), field(39, 'uint16', 80), field(200, 'uint8', 1)),
      record(1, field(30, 'uint8', 0x80 + 48)),
      {
        ...record(2, field(41, 'uint16', null)),
        developerFields: [
          { developerIndex: 0, number: 5, type: 'uint16', value: 70 },
          { developerIndex: 1, number: 6, type: 'uint8', value: 1 },
        ],
      },
      { globalNumber: 140, fields: [field(0, 'uint8', 1)] },
    );
    expect(unsupportedFields).toEqual([
      'session.avg_power',
      'record.left_right_balance',
      'record.vertical_oscillation',
      'hrv',
      'record.developer.Form Power',
      'record.developer1.6',
      'session.unknown_fields',
      'record.unknown_fields',
      'message140',
    ]);
    const many = Array.from({ length: 300 }, (_, index): EncodedMessage => ({
      globalNumber: 1000 + index,
      fields: [field(0, 'uint8', 1)],
    }));
    expect((await read(record(0), ...many)).unsupportedFields).toHaveLength(200);
  });

  const laterType = (globalNumber: number) => {
    const definition = [0x43, 0, 0, globalNumber & 0xff, globalNumber >> 8, 1, 9, 2, 0x1e];
    return [...definition, 0x03, 7, 7];
  };
  const withLaterType = (globalNumber: number, wrongChecksum = false) => {
    const parts = [encodeMessages([fileId, record(0)]), laterType(globalNumber), encodeMessages([record(1)])];
    const data = parts.flat();
    const file = chained(
      encodeFit([], { claimedDataBytes: data.length }).slice(0, 14),
      Uint8Array.from(data),
    );
    const crc = fitCrc(file) ^ (wrongChecksum ? 1 : 0);
    return chained(file, Uint8Array.of(crc & 0xff, crc >> 8));
  };

  it('is stepped over where it is of a type that is not known, if nobody reads it', async () => {
    expect(onlyActivity(await readFit(withLaterType(140)))).toMatchObject({ recordCount: 2, sound: true });
    expect(onlyActivity(await readFit(withLaterType(20)))).toMatchObject({ recordCount: 1, sound: false });
  });

  it('ends what is read at a type that is not known where the checksum speaks of damage, and not where the end is missing', async () => {
    expect(onlyActivity(await readFit(withLaterType(140, true)))).toMatchObject({
      recordCount: 1,
      flags: ['recovered', 'crc_mismatch'],
    });
    expect(onlyActivity(await readFit(withLaterType(140).slice(0, -2)))).toMatchObject({
      recordCount: 2,
      flags: ['recovered'],
    });
  });
});

describe('beats that a strap kept and sent later', () => {
  const beat = (fields: readonly EncodedField[]): EncodedMessage => ({ globalNumber: 132, fields });
  /** Ten times of twelve bits, in 1024ths of a second. */
  const times12 = (ticks: readonly number[]): number[] => {
    const bits = ticks.reduceRight((all, tick) => (all << 12n) | BigInt(tick & 0xfff), 0n);
    return Array.from({ length: 15 }, (_, index) => Number((bits >> BigInt(8 * index)) & 0xffn));
  };
  const tenSeconds = Array.from({ length: 10 }, (_, index) => 5000 + (index + 1) * 1024);

  it('fill in the heart rates of the records they belong to, from a part of their own', async () => {
    const watch = encodeFit([
      fileId,
      ...Array.from({ length: 11 }, (_, second) => record(second, field(5, 'uint32', second * 100))),
      record(11, field(3, 'uint8', 99), field(5, 'uint32', 1100)),
    ]);
    const strap = encodeFit([
      beat([field(253, 'uint32', start), field(9, 'uint32', 5000), field(6, 'uint8', 120)]),
      beat([
        field(10, 'byte', { bytes: times12(tenSeconds) }),
        field(6, 'uint8', [121, 122, 123, 124, 125, 126, 127, 128, 129, 130]),
      ]),
    ]);
    const { samples, recordCount, sound } = onlyActivity(await readFit(chained(watch, strap)));
    expect([recordCount, sound]).toEqual([12, true]);
    expect(samples.heartRateBpm).toEqual(
      Float32Array.of(120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 99),
    );
  });
});

describe('a header that is wrong about its part', () => {
  const messages = [fileId, ...Array.from({ length: 30 }, (_, second) => record(second))];

  it('by too little is read to where the messages end', async () => {
    const short = encodeFit(messages, { claimedDataBytes: 60 });
    expect(onlyActivity(await readFit(short))).toMatchObject({
      recordCount: 30,
      sound: false,
      flags: ['crc_mismatch'],
    });
  });

  it.each([
    ['its end cut off', -3, 29],
    ['its checksum missing', -2, 30],
    ['half of its checksum missing', -1, 30],
  ])('by too little, with %s, is read as far as there is anything', async (_, end, recordCount) => {
    const cut = encodeFit(messages, { claimedDataBytes: 60 }).slice(0, end);
    const salvaged = { recordCount, sound: false, flags: ['recovered'] };
    expect(onlyActivity(await readFit(cut))).toMatchObject(salvaged);
    expect(partsOf(await readFit(chained(cut, encodeFit(messages))))).toMatchObject([
      { kind: 'activity', activity: salvaged },
      { kind: 'activity', activity: { recordCount: 30, sound: true } },
    ]);
  });

  it.each([
    ['too much', 1_000_000],
    ['nothing', 0],
    ['too little', 60],
  ])('by %s does not swallow the part behind it', async (_, claimedDataBytes) => {
    const parts = partsOf(
      await readFit(chained(encodeFit(messages, { claimedDataBytes }), encodeFit(messages))),
    );
    expect(parts).toMatchObject([
      { kind: 'activity', activity: { recordCount: 30, sound: false } },
      { kind: 'activity', activity: { recordCount: 30 } },
    ]);
  });

  it('only by its own checksum is not called sound; one that was not counted is', async () => {
    const headers = ['wrong', 'zero'] as const;
    const sound = headers.map(async (headerChecksum) =>
      onlyActivity(await readFit(encodeFit(messages, { headerChecksum }))),
    );
    expect(await Promise.all(sound)).toMatchObject([
      { sound: false, flags: ['crc_mismatch'] },
      { sound: true, flags: [] },
    ]);
  });
});

describe('what was lost or never there', () => {
  it('takes from the records what the session does not say, and only that', async () => {
    const point = (seconds: number) =>
      record(
        seconds,
        field(5, 'uint32', seconds * 300),
        field(3, 'uint8', 120 + seconds),
        field(7, 'uint16', 200 + seconds),
      );
    const points = [point(0), point(10), point(20)];
    const session = (...said: EncodedMessage['fields']): EncodedMessage => ({
      globalNumber: 18,
      fields: [field(253, 'uint32', start + 20), field(2, 'uint32', start), ...said],
    });
    const computed = { distanceMeters: 60, avgHeartRateBpm: 130, maxHeartRateBpm: 140, avgPowerWatts: 210 };
    expect(await read(...points, session())).toMatchObject({
      ...computed,
      elapsedSeconds: 20,
      timerSeconds: null,
      computedFields: ['endedAtMs', 'elapsedSeconds', 'distanceMeters', 'avgHeartRateBpm', 'maxHeartRateBpm'],
    });
    const declared = [
      field(8, 'uint32', 15_000),
      field(9, 'uint32', 5_900),
      field(16, 'uint8', 128),
      field(17, 'uint8', 145),
      field(20, 'uint16', 190),
    ];
    expect(await read(...points, session(...declared))).toMatchObject({
      timerSeconds: 15,
      elapsedSeconds: 20,
      distanceMeters: 59,
      avgHeartRateBpm: 128,
      maxHeartRateBpm: 145,
      avgPowerWatts: 190,
      computedFields: ['endedAtMs', 'elapsedSeconds'],
    });
    // Each leg may count its distance from zero.
    expect(await read(...points, session(), session())).toMatchObject({ ...computed, distanceMeters: null });
  });

  it('counts the leg under way where a file of several was cut, and believes the sessions of one that was not', async () => {
    const leg = (sport: number, from: number, to: number): readonly EncodedMessage[] => [
      ...Array.from({ length: (to - from) / 10 }, (_, at) =>
        record(from + at * 10, field(5, 'uint32', at * 3_000), field(3, 'uint8', 130)),
      ),
      {
        globalNumber: 18,
        fields: [
          field(253, 'uint32', start + to),
          field(2, 'uint32', start + from),
          field(5, 'enum', sport),
          field(7, 'uint32', (to - from) * 1000),
          field(8, 'uint32', (to - from) * 1000),
          field(9, 'uint32', (to - from) * 300),
          field(11, 'uint16', 90),
        ],
      },
    ];
    const [swim, bike] = [leg(5, 0, 600), leg(2, 600, 1_800)];
    const cut = encodeFit([fileId, ...swim, ...bike.slice(0, 50)]).slice(0, -2);
    const at = (seconds: number) => Date.parse('2026-05-12T07:30:00Z') + seconds * 1000;
    expect(onlyActivity(await readFit(cut))).toMatchObject({
      sport: 'multisport',
      subSport: null,
      startedAtMs: at(0),
      endedAtMs: at(1_090),
      elapsedSeconds: 1_090,
      timerSeconds: null,
      distanceMeters: null,
      caloriesKcal: null,
      avgHeartRateBpm: 130,
      sessionCount: 1,
      flags: ['recovered'],
    });
    const swimOnly = { sport: 'swimming', endedAtMs: at(600), elapsedSeconds: 600, distanceMeters: 1_800 };
    // A moment behind the session is nothing that went on.
    const nearly = encodeFit([fileId, ...swim, ...bike.slice(0, 6)]).slice(0, -2);
    expect(onlyActivity(await readFit(nearly))).toMatchObject({ ...swimOnly, flags: ['recovered'] });
    // Nor are records that claim to be more than a month ahead.
    const ahead = encodeFit([fileId, ...swim, record(32 * 86_400)]).slice(0, -2);
    expect(onlyActivity(await readFit(ahead))).toMatchObject(swimOnly);
    // Sound: whatever was recorded behind it, the recorder closed it so.
    expect(await read(...swim, ...bike.slice(0, 50))).toMatchObject({ ...swimOnly, flags: [] });
  });

  it('ends a damaged file where it goes on with zeros', async () => {
    const point = (seconds: number) => record(seconds, field(5, 'uint32', seconds * 300));
    const messages = [fileId, point(0), point(1)];
    const file = encodeFit([...messages, point(2), point(3), point(4)], { wrongChecksum: true });
    const zeros = file.fill(0, encodeFit(messages).length - 2, -2);
    expect(onlyActivity(await readFit(zeros))).toMatchObject({ recordCount: 2, sound: false });
  });

  it('leaves out the point 0°, 0° that a recorder writes before it knows where it is, and says so', async () => {
    const at = (latitude: number, longitude: number) => [
      field(0, 'sint32', latitude),
      field(1, 'sint32', longitude),
    ];
    const found = await read(record(0, ...at(0, 0)), record(1, ...at(2 ** 29, 2 ** 28)));
    expect(found).toMatchObject({ hasPosition: true, flags: ['position_out_of_range'] });
    expect(found.samples.latitudeDegrees).toEqual(Float64Array.of(NaN, 45));
    expect(found.samples.longitudeDegrees).toEqual(Float64Array.of(NaN, 22.5));
    expect(await read(record(0, ...at(0, 0)), record(1, ...at(0, 0)))).toMatchObject({
      hasPosition: false,
      flags: [],
    });
  });

  it('leaves out half a position, and says so', async () => {
    const half = await read(record(0, field(0, 'sint32', 2 ** 29)));
    expect(half).toMatchObject({ hasPosition: false, flags: ['position_out_of_range'] });
    expect(half.samples.latitudeDegrees).toBeNull();
  });

  it.each([
    ['a heart rate of 300', field(3, 'uint16', 300)],
    ['a speed of 400 km/h', field(73, 'uint32', 111_200)],
    ['a power of 65,534', field(7, 'uint16', 65_534)],
    ['a temperature of 120°', field(13, 'sint8', 120)],
    ['a distance of 42,949 km', field(5, 'uint32', 0xffff_fffe)],
    ['a cadence of 255.5', field(52, 'uint16', 255.5 * 256)],
  ])('has nothing of %s, and says so', async (_, odd) => {
    const { samples, flags, maxHeartRateBpm, distanceMeters } = await read(record(0, odd));
    const { count, timeMs, ...columns } = samples;
    expect([count, timeMs.length]).toEqual([1, 1]);
    expect(new Set(Object.values(columns))).toEqual(new Set([null]));
    expect({ flags, maxHeartRateBpm, distanceMeters }).toEqual({
      flags: ['value_out_of_range'],
      maxHeartRateBpm: null,
      distanceMeters: null,
    });
  });

  it('does not take the highest distance for the whole one where others were beyond reason', async () => {
    const at = (seconds: number, centimeters: number) => record(seconds, field(5, 'uint32', centimeters));
    const { distanceMeters, samples } = await read(at(0, 0), at(1, 90_000_000), at(2, 0xffff_fffe));
    expect(distanceMeters).toBeNull();
    expect(samples.distanceMeters).toEqual(Float64Array.of(0, 900_000, NaN));
  });

  it('is no doubt where the file itself says that there is nothing: a heart rate of 0 or 255, a power of 65,535', async () => {
    const nothing = [field(3, 'uint8', 0), field(7, 'uint16', 65_535), field(13, 'sint8', 127)];
    const { samples, flags } = await read(
      record(0, ...nothing),
      record(1, field(3, 'uint8', 255), field(7, 'uint16', 5000), field(13, 'sint8', -90)),
      record(2, field(3, 'uint8', 254), field(73, 'uint32', 100_000)),
    );
    expect(flags).toEqual([]);
    expect(samples).toMatchObject({
      heartRateBpm: Float32Array.of(NaN, NaN, 254),
      powerWatts: Float32Array.of(NaN, 5000, NaN),
      temperatureCelsius: Float32Array.of(NaN, -90, NaN),
      speedMetersPerSecond: Float32Array.of(NaN, NaN, 100),
    });
  });

  it('believes a month of elapsed time where the session was closed a month later', async () => {
    const session = (end: number): EncodedMessage => ({
      globalNumber: 18,
      fields: [field(253, 'uint32', end), field(2, 'uint32', start), field(7, 'uint32', 2_656_055_111)],
    });
    const month = await read(record(0), session(start + 2_656_056));
    expect(month).toMatchObject({ elapsedSeconds: 2_656_055.111, flags: [] });
    const wrapped = await read(record(0), session(start + 60));
    expect(wrapped).toMatchObject({ elapsedSeconds: null, flags: ['value_out_of_range'] });
  });
});

describe('who recorded', () => {
  const device = (index: number, ...fields: readonly EncodedField[]): EncodedMessage => ({
    globalNumber: 23,
    fields: [field(0, 'uint8', index), ...fields],
  });
  const watch = [field(2, 'uint16', 1), field(3, 'uint32z', 3_987_654_321), field(4, 'uint16', 3113)];

  it('is every device that the file names, each once', async () => {
    const { devices } = await read(
      device(0, ...watch, field(5, 'uint16', 1320)),
      device(1, field(25, 'enum', 1), field(1, 'uint8', 120), field(3, 'uint32z', 77)),
      device(0, ...watch, field(5, 'uint16', 1320)),
      record(0),
    );
    const sensor = { manufacturer: null, product: null, softwareVersion: null };
    expect(devices).toEqual([
      {
        isRecorder: true,
        type: null,
        manufacturer: 'garmin',
        product: 'Forerunner 945',
        serialNumber: '3987654321',
        softwareVersion: '13.20',
      },
      { isRecorder: false, type: 'heart_rate', serialNumber: '77', ...sensor },
    ]);
  });

  it('says product and serial number where file_id leaves them out, and never changes the identity by it', async () => {
    const named = await read(device(0, ...watch), record(0));
    expect(named.maker).toMatchObject({ product: 'Forerunner 945', serialNumber: '3987654321' });
    expect(named.identityParts).toEqual((await read(record(0))).identityParts);
    const strange = await read(device(0, field(2, 'uint16', 32), field(3, 'uint32z', 9)), record(0));
    expect(strange.maker).toMatchObject({ manufacturer: 'garmin', serialNumber: null });
  });
});

describe('what a recording leaves in doubt', () => {
  const timer = (seconds: number, eventType: number): EncodedMessage => ({
    globalNumber: 21,
    fields: [field(253, 'uint32', start + seconds), field(0, 'enum', 0), field(1, 'enum', eventType)],
  });
  const length: EncodedMessage = { globalNumber: 101, fields: [field(253, 'uint32', start)] };
  const session = (meters: number): EncodedMessage => ({
    globalNumber: 18,
    fields: [field(2, 'uint32', start), field(9, 'uint32', meters * 100)],
  });
  const at = (seconds: number, meters: number) => record(seconds, field(5, 'uint32', meters * 100));

  it('is said of more than five minutes without a record, unless it was paused or swum in a pool', async () => {
    const flagsOf = async (...messages: readonly EncodedMessage[]) => (await read(...messages)).flags;
    expect(await flagsOf(timer(0, 0), record(0), record(300))).toEqual([]);
    expect(await flagsOf(timer(0, 0), record(0), record(10), record(311))).toEqual(['gaps']);
    expect(await flagsOf(record(0), timer(1, 4), timer(900, 0), record(901))).toEqual([]);
    expect(await flagsOf(record(0), length, record(901))).toEqual([]);
  });

  it('is said of a distance that is another than the points counted', async () => {
    expect((await read(at(0, 0), at(9, 940), session(1000))).flags).toEqual([]);
    expect((await read(at(0, 0), at(9, 890), session(1000))).flags).toEqual(['distance_disagrees']);
  });
});

describe('the checksum of FIT', () => {
  it('is the same by tables as bit by bit, at every length', () => {
    for (const length of [0, 1, 7, 8, 9, 63, 64, 1000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 167 + 13) & 0xff);
      let crc = 0;
      for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
      }
      expect(fitCrc(bytes)).toBe(crc);
    }
  });
});
