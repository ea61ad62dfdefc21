import { describe, expect, it } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import type { DecodedActivity, DecodedSpan } from '../../../src-worker/formats/decoded.ts';
import { fullBudget } from '../../../src-worker/formats/fit/budget.ts';
import { readFit } from '../../../src-worker/formats/fit/read.ts';
import { recording } from '../../../src-worker/formats/fit/recording.ts';
import { walkMessages } from '../../../src-worker/formats/fit/walk-messages.ts';
import {
  activityMessage,
  fileId,
  fitFile,
  fitRide,
  fitTime,
  lap,
  record,
  session,
  strengthSet,
  timerStart,
} from '../../fixtures/fit-writer.ts';
import { onlyActivity, partsOf } from './expect-activity.ts';

const start = fitTime('2026-05-12T07:30:00Z');
const startMs = Date.parse('2026-05-12T07:30:00Z');
const garmin = fileId({ type: 4, manufacturer: 1, product: 3121, serialNumber: 7, timeCreated: start });

/** All messages of some bytes, as a recording takes them in. */
const walk = (bytes: Uint8Array<ArrayBuffer>) =>
  walkMessages(
    { bytes, start: 0, dataEnd: bytes.length, checksum: 'right' },
    recording(fullBudget()).sinkFor(bytes),
  );

const joined = (...files: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(files.reduce((total, { length }) => total + length, 0));
  files.reduce((at, file) => (all.set(file, at), at + file.length), 0);
  return all;
};

const seconds = Array.from({ length: 60 }, (_, second) => second);
/** To the nearest semicircle, as a device writes it. */
const semicircleDegrees = (degrees: number): number =>
  Math.round((degrees * 2 ** 31) / 180) / (2 ** 31 / 180);

const rideSpan: DecodedSpan = {
  startedAtMs: startMs,
  elapsedSeconds: 59,
  timerSeconds: 55,
  distanceMeters: 300.5,
  caloriesKcal: 12,
  avgHeartRateBpm: 124,
  maxHeartRateBpm: 129,
  avgPowerWatts: null,
  ascentMeters: null,
};

const ride: DecodedActivity = {
  identityParts: ['1', '3121', '3901710578', String(start - 2), String(start)],
  maker: { manufacturer: 'garmin', product: 'Edge 530', serialNumber: '3901710578', creator: null },
  devices: [],
  title: null,
  sport: 'cycling',
  subSport: 'road',
  ...rideSpan,
  endedAtMs: startMs + 59_000,
  hasPosition: true,
  firstFix: { latitudeDegrees: semicircleDegrees(46.05), longitudeDegrees: semicircleDegrees(14.5) },
  recordCount: 60,
  lapCount: 1,
  sessionCount: 1,
  lengthCount: 0,
  setCount: 0,
  sets: [],
  latestInstantMs: startMs + 59_000,
  sound: true,
  utcOffsetSeconds: 7200,
  flags: [],
  computedFields: [],
  unsupportedFields: ['session.avg_heart_rate', 'session.max_heart_rate'],
  sessions: [{ ...rideSpan, sport: 'cycling', subSport: 'road' }],
  laps: [{ ...rideSpan, avgHeartRateBpm: null, maxHeartRateBpm: null }],
  lengths: [],
  events: [{ atMs: startMs, event: 'timer', eventType: 'start' }],
  developerFields: [],
  unknownCounts: [],
  samples: {
    count: 60,
    timeMs: Float64Array.from(seconds, (second) => startMs + second * 1000),
    latitudeDegrees: Float64Array.from(seconds, (second) => semicircleDegrees(46.05 + second * 0.00003)),
    longitudeDegrees: Float64Array.from(seconds, () => semicircleDegrees(14.5)),
    altitudeMeters: null,
    distanceMeters: Float64Array.from(seconds, (second) => second * 5),
    speedMetersPerSecond: null,
    heartRateBpm: Float32Array.from(seconds, (second) => 120 + (second % 10)),
    cadencePerMinute: null,
    powerWatts: null,
    temperatureCelsius: null,
  },
};

describe('a sound FIT activity', () => {
  it('is read whole, with the values its session declares', async () => {
    expect(await readFit(fitFile(fitRide()))).toEqual({
      ok: true,
      value: { format: 'fit', parts: [{ kind: 'activity', activity: ride }] },
    });
  });

  it('reads the same from a header of twelve bytes and from big-endian messages', async () => {
    const bigEndian = fitRide().map((message) => ({ ...message, bigEndian: true }));
    expect(onlyActivity(await readFit(fitFile(fitRide(), { headerBytes: 12 })))).toEqual(ride);
    expect(onlyActivity(await readFit(fitFile(bigEndian)))).toEqual(ride);
  });

  it('takes its identity from what is present and valid, and from the timer where no record has a time', async () => {
    const bare = fitFile([
      fileId({ type: 4, manufacturer: 294 }),
      timerStart(start),
      session({ start, sport: 1 }),
    ]);
    expect(onlyActivity(await readFit(bare)).identityParts).toEqual(['294', String(start)]);
    const invalid = fitFile([
      fileId({ type: 4, manufacturer: 0xffff, product: 0xffff, serialNumber: 0, timeCreated: 0xffff_ffff }),
      session({ start, sport: 1 }),
    ]);
    expect(onlyActivity(await readFit(invalid)).identityParts).toEqual([String(start)]);
  });

  it('keeps its identity when it is cut short', async () => {
    const whole = fitFile(fitRide());
    const cut = onlyActivity(await readFit(whole.slice(0, Math.floor(whole.length / 2))));
    expect(cut.identityParts).toEqual(ride.identityParts);
  });

  it('sums up legs that differ as one multisport activity', async () => {
    const legs = [
      session({
        start,
        sport: 5,
        elapsedSeconds: 600,
        timerSeconds: 590,
        distanceMeters: 750,
        calories: 90,
        avgHeartRate: 140,
      }),
      session({ start: start + 600, sport: 3, elapsedSeconds: 60, timerSeconds: 60 }),
      session({
        start: start + 660,
        sport: 2,
        elapsedSeconds: 1800,
        timerSeconds: 1180,
        distanceMeters: 20_000,
        calories: 400,
        avgHeartRate: 160,
      }),
    ];
    const activity = onlyActivity(await readFit(fitFile([garmin, record({ time: start }), ...legs])));
    expect(activity).toMatchObject({
      sport: 'multisport',
      subSport: null,
      startedAtMs: startMs,
      endedAtMs: startMs + 2_460_000,
      elapsedSeconds: 2460,
      timerSeconds: 1830,
      distanceMeters: 20_750,
      caloriesKcal: 490,
      avgHeartRateBpm: 153.3, // (140 · 590 + 160 · 1180) / 1770: by timer time
      sessionCount: 3,
    });
  });

  it('reads strength sets, and counts rests as none', async () => {
    const sets = [
      strengthSet({
        time: start + 30,
        active: true,
        category: 28,
        subtype: 6,
        reps: 8,
        weightKg: 80,
        seconds: 30,
      }),
      strengthSet({ time: start + 90, active: false, seconds: 60 }),
    ];
    const activity = onlyActivity(await readFit(fitFile([...fitRide(), ...sets])));
    expect([activity.setCount, activity.latestInstantMs]).toEqual([1, startMs + 90_000]);
    expect(activity.sets).toEqual([
      {
        exercise: 'squat',
        exerciseId: 'squat/6',
        setType: 'active',
        reps: 8,
        weightKg: 80,
        durationSeconds: 30,
      },
      { exercise: null, exerciseId: null, setType: 'rest', reps: null, weightKg: null, durationSeconds: 60 },
    ]);
  });

  it.each([
    ['two hours', 7200, 7200],
    ['an offset a few seconds off', 7197, 7200],
    ['Nepal', 20_700, 20_700],
    ['a zone west of Greenwich', -25_200, -25_200],
    ['fourteen hours, the widest there is', 50_400, 50_400],
    ['more than any zone', 51_300, null],
  ])('reads the offset of its local time: %s', async (_, offset, expected) => {
    const file = fitFile([garmin, session({ start, sport: 1 }), activityMessage(start, start + offset)]);
    expect(onlyActivity(await readFit(file)).utcOffsetSeconds).toBe(expected);
  });

  it('without a session says what its records say, and that it was computed', async () => {
    const records = fitRide().filter(({ globalNumber }) => ![18, 19].includes(globalNumber));
    expect(onlyActivity(await readFit(fitFile(records)))).toEqual({
      ...ride,
      sessions: [],
      laps: [],
      sport: null,
      subSport: null,
      timerSeconds: null,
      distanceMeters: 295,
      caloriesKcal: null,
      avgHeartRateBpm: 124.5,
      elapsedSeconds: 59,
      lapCount: 0,
      sessionCount: 0,
      computedFields: [
        'startedAtMs',
        'endedAtMs',
        'elapsedSeconds',
        'timerSeconds',
        'distanceMeters',
        'caloriesKcal',
        'avgHeartRateBpm',
        'maxHeartRateBpm',
      ],
      unsupportedFields: [],
    });
  });
});

describe('a doubtful FIT activity', () => {
  it('whose clock was never set keeps its raw instant and is flagged', async () => {
    const file = fitFile([
      garmin,
      record({ time: 60 }),
      session({ start: 60, sport: 1, elapsedSeconds: 30 }),
    ]);
    expect(onlyActivity(await readFit(file))).toMatchObject({
      startedAtMs: Date.parse('1989-12-31T00:01:00Z'),
      flags: ['clock_suspect'],
      sound: true,
    });
  });

  it('does not start at a device time where a real one stands beside it', async () => {
    const file = fitFile([
      garmin,
      record({ time: 5 }),
      record({ time: start }),
      record({ time: start + 10 }),
    ]);
    expect(onlyActivity(await readFit(file))).toMatchObject({ startedAtMs: startMs, elapsedSeconds: 10 });
  });

  it('whose time runs backward is flagged', async () => {
    const file = fitFile([garmin, record({ time: start + 9 }), record({ time: start })]);
    expect(onlyActivity(await readFit(file)).flags).toEqual(['time_backward']);
  });

  it('loses a time that wrapped around and a distance no one travels, and is flagged', async () => {
    const file = fitFile([
      garmin,
      session({
        start,
        sport: 1,
        elapsedSeconds: 4_294_907.296,
        timerSeconds: 60,
        distanceMeters: 5_000_001,
      }),
    ]);
    expect(onlyActivity(await readFit(file))).toMatchObject({
      elapsedSeconds: null,
      timerSeconds: 60,
      distanceMeters: null,
      endedAtMs: null,
      flags: ['value_out_of_range'],
    });
  });

  it('keeps a distance at the limit of what is plausible', async () => {
    const file = fitFile([garmin, session({ start, sport: 1, distanceMeters: 5_000_000 })]);
    expect(onlyActivity(await readFit(file))).toMatchObject({ distanceMeters: 5_000_000, flags: [] });
  });

  it('drops a latitude beyond the poles and says so', async () => {
    const file = fitFile([garmin, record({ time: start, latitude: 120, longitude: 14 })]);
    expect(onlyActivity(await readFit(file))).toMatchObject({
      hasPosition: false,
      firstFix: null,
      flags: ['position_out_of_range'],
    });
  });

  it('has no heart rate where its strap said zero', async () => {
    const file = fitFile([garmin, session({ start, sport: 1, avgHeartRate: 0, maxHeartRate: 0 })]);
    expect(onlyActivity(await readFit(file))).toMatchObject({
      avgHeartRateBpm: null,
      maxHeartRateBpm: null,
      flags: [],
    });
  });
});

describe('a damaged FIT file', () => {
  const whole = fitFile(fitRide());

  it('with a wrong checksum is read and flagged', async () => {
    const read = await readFit(fitFile(fitRide(), { wrongChecksum: true }));
    expect(onlyActivity(read)).toEqual({ ...ride, sound: false, flags: ['crc_mismatch'] });
  });

  it('cut within its records keeps every whole record and nothing else', async () => {
    const message = fitRide();
    const before = fitFile(message.slice(0, 12)).length - 2; // file_id, event and ten records
    const cut = onlyActivity(await readFit(whole.slice(0, before + 5)));
    expect(cut).toMatchObject({
      recordCount: 10,
      elapsedSeconds: 9,
      distanceMeters: 45,
      sessionCount: 0,
      sound: false,
      flags: ['recovered'],
    });
  });

  it('without its last byte is whole but for the checksum', async () => {
    expect(onlyActivity(await readFit(whole.slice(0, -1)))).toEqual({
      ...ride,
      sound: false,
      flags: ['recovered'],
    });
  });

  it.each([
    ['was never closed', 0],
    ['promises more than there is', 0xffff_ffff],
  ])('that %s is read to its last whole message', async (_, claimedDataBytes) => {
    const read = onlyActivity(await readFit(fitFile(fitRide(), { claimedDataBytes })));
    expect(read).toMatchObject({
      recordCount: 60,
      distanceMeters: 300.5,
      sound: false,
      flags: ['recovered'],
    });
  });

  it('with bytes behind its end is read and not called sound', async () => {
    expect(onlyActivity(await readFit(joined(whole, Uint8Array.of(1, 2, 3))))).toEqual({
      ...ride,
      sound: false,
      flags: ['recovered'],
    });
  });

  it('without a file_id is kept as recovered', async () => {
    const read = onlyActivity(await readFit(fitFile(fitRide().slice(1))));
    expect(read).toMatchObject({
      recordCount: 60,
      identityParts: [String(start)],
      sound: false,
      flags: ['recovered'],
    });
  });

  it.each([
    ['only a header', fitFile([])],
    ['a header and noise', joined(fitFile([]).slice(0, 14), Uint8Array.of(0x0b, 0x0c, 0x0d, 0x0e))],
    ['only a file_id, and the rest lost', fitFile([garmin], { wrongChecksum: true })],
  ])('of which nothing is left is a named failure: %s', async (_, bytes) => {
    expect(await readFit(bytes)).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
  });

  it('with a base type that the protocol does not have is read up to there', () => {
    const bytes = fitFile([garmin]);
    const unknown = Uint8Array.of(0x40, 0, 0, 20, 0, 1, 253, 4, 0x1e, 0x00, 1, 2, 3, 4);
    const data = joined(bytes.slice(14, -2), unknown);
    expect(walk(data)).toMatchObject({ messageCount: 1, whole: false, end: bytes.length - 16 });
  });

  it('never makes the reader throw or invent a number, whatever byte is flipped', async () => {
    // A fixed sequence of places and bits: the same files every time.
    let seed = 20_260_512;
    const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    for (let round = 0; round < 400; round += 1) {
      const mutant = whole.slice(0, next(4) === 0 ? next(whole.length) : whole.length);
      for (let flips = 0; flips < 1 + next(4); flips += 1) {
        const at = next(Math.max(1, mutant.length));
        mutant[at] = (mutant[at] ?? 0) ^ (1 << next(8));
      }
      const read = await readFit(mutant);
      if (!read.ok) continue;
      const numbers = JSON.stringify(read.value, (_, value: unknown) => {
        // In the columns NaN says that a record says nothing.
        if (value instanceof Float32Array || value instanceof Float64Array) {
          return value.includes(Infinity) || value.includes(-Infinity) ? 'NOT A NUMBER' : value.length;
        }
        return typeof value === 'number' && !Number.isFinite(value) ? 'NOT A NUMBER' : value;
      });
      expect(numbers).not.toContain('NOT A NUMBER');
    }
  });
});

describe('a FIT file of several parts', () => {
  const second = fitFile(fitRide('2026-05-12T17:02:00Z'));

  it('is as many activities, each with its own identity', async () => {
    const parts = partsOf(await readFit(joined(fitFile(fitRide()), second)));
    expect(parts).toHaveLength(2);
    expect(parts[0]).toEqual({ kind: 'activity', activity: ride });
    expect(parts[1]).toMatchObject({
      kind: 'activity',
      activity: { startedAtMs: Date.parse('2026-05-12T17:02:00Z'), sound: true },
    });
  });

  it('keeps the good ones where one can not be read', async () => {
    const broken = fitFile([garmin], { wrongChecksum: true });
    expect(partsOf(await readFit(joined(fitFile(fitRide()), broken)))).toEqual([
      { kind: 'activity', activity: ride },
      { kind: 'failed', failure: { kind: 'unreadable', detail: 'no record, lap or session' } },
    ]);
  });

  it('takes a part without file_id for a piece of the one before', async () => {
    const heartRates = fitFile([{ globalNumber: 132, fields: [{ number: 6, type: 'uint8', value: 140 }] }]);
    expect(partsOf(await readFit(joined(fitFile(fitRide()), heartRates)))).toEqual([
      { kind: 'activity', activity: ride },
    ]);
  });
});

describe('the limits of what describes a FIT file', () => {
  const chained = (count: number) =>
    joined(
      ...Array.from({ length: count }, (_, day) =>
        fitFile([
          garmin,
          record({ time: start + day * 86_400 }),
          record({ time: start + day * 86_400 + 60 }),
        ]),
      ),
    );

  it('lets 64 parts stand behind each other, and says that it did not read those behind', async () => {
    expect(limits.chainedParts).toBe(64);
    const atLimit = partsOf(await readFit(chained(64)));
    expect(atLimit).toHaveLength(64);
    expect(partsOf(await readFit(chained(66)))).toEqual([
      ...atLimit,
      { kind: 'failed', failure: { kind: 'too_many_records', limit: 64 } },
    ]);
    expect(atLimit.every((part) => part.kind === 'activity' && part.activity.sound)).toBe(true);
  });

  it('lets a part have 1024 different definitions, and not one more', async () => {
    expect(limits.fitDefinitions).toBe(1024);
    // A message number that nobody knows, without fields, each followed by one message.
    const definitions = (count: number) =>
      Uint8Array.from(
        Array.from({ length: count }, (_, at) => [0x40, 0, 0, at & 0xff, 0x80 | (at >> 8), 0, 0]).flat(),
      );
    expect(walk(definitions(1024))).toMatchObject({ tooMany: null, whole: true, messageCount: 1024 });
    expect(walk(definitions(1025))).toMatchObject({ tooMany: 'definitions', whole: false });
    const data = definitions(1025);
    const header = fitFile([], { claimedDataBytes: data.length }).slice(0, 14);
    expect(await readFit(joined(header, data, Uint8Array.of(0, 0)))).toEqual({
      ok: false,
      failure: { kind: 'too_many_records', limit: 1024 },
    });
  });
});

describe('a FIT file that is no activity', () => {
  it.each([
    [1, 'device'],
    [2, 'settings'],
    [3, 'settings'],
    [5, 'workout'],
    [6, 'course'],
    [7, 'schedule'],
    [9, 'weight'],
    [10, 'totals'],
    [11, 'goals'],
    [14, 'other'],
    [15, 'monitoring'],
    [20, 'other'],
    [28, 'monitoring'],
    [32, 'monitoring'],
    [34, 'segment'],
    [35, 'segment'],
    [49, 'other'],
    [undefined, 'other'],
  ] as const)('of type %s is ignored as %s', async (type, what) => {
    const values = type === undefined ? { manufacturer: 1 } : { type, manufacturer: 1 };
    expect(partsOf(await readFit(fitFile([fileId(values), record({ time: start })])))).toEqual([
      { kind: 'not_an_activity', what },
    ]);
  });

  it('is ignored where it is an activity in which nothing was recorded', async () => {
    expect(partsOf(await readFit(fitFile([garmin])))).toEqual([
      { kind: 'not_an_activity', what: 'nothing_recorded' },
    ]);
  });
});

describe('the limit of records in a FIT file', () => {
  // A definition of a record without fields: every record after it is one byte.
  const records = (count: number) => {
    const messages = new Uint8Array(6 + count);
    messages.set([0x40, 0, 0, 20, 0, 0]);
    return messages;
  };

  it('lets as many through as it says, and not one more', () => {
    const atLimit = records(limits.records);
    const past = records(limits.records + 1);
    expect(walk(atLimit)).toMatchObject({ tooMany: null, whole: true });
    expect(walk(past)).toMatchObject({ tooMany: 'messages', whole: false });
  });

  it('ends as a named failure', async () => {
    const header = fitFile([], { claimedDataBytes: limits.records + 7 }).slice(0, 14);
    expect(await readFit(joined(header, records(limits.records + 1), Uint8Array.of(0, 0)))).toEqual({
      ok: false,
      failure: { kind: 'too_many_records', limit: limits.records },
    });
  });

  it(
    'counts over all parts of a file, and so does the one of messages that sum up',
    { timeout: 60_000 },
    async () => {
      const laps = (count: number) => {
        const messages = new Uint8Array(6 + count);
        messages.set([0x40, 0, 0, 19, 0, 0]);
        return messages;
      };
      // Of two parts, each with a file_id and half of what is allowed, and one more.
      const part = (data: Uint8Array) =>
        joined(fitFile([garmin], { claimedDataBytes: 0 }).slice(0, -2), data, Uint8Array.of(0, 0));
      const withSize = (file: Uint8Array<ArrayBuffer>) => {
        new DataView(file.buffer).setUint32(4, file.length - 16, true);
        return file;
      };
      const half = (make: (count: number) => Uint8Array, all: number, more: number) =>
        withSize(part(make(all / 2 + more)));
      for (const [make, limit] of [
        [records, limits.records],
        [laps, limits.summaryMessages],
      ] as const) {
        // The file_ids are kept, too.
        const atLimit = joined(half(make, limit, -1), half(make, limit, -1));
        const past = joined(half(make, limit, 0), half(make, limit, 1));
        expect(await readFit(atLimit)).toMatchObject({ ok: true });
        expect(await readFit(past)).toEqual({ ok: false, failure: { kind: 'too_many_records', limit } });
      }
    },
  );
});

describe('an activity of laps only', () => {
  it('is summed up from them', async () => {
    const laps = [0, 1].map((index) =>
      lap({
        time: start + 60 * (index + 1),
        start: start + 60 * index,
        elapsedSeconds: 60,
        timerSeconds: 50,
        distanceMeters: 25,
        calories: 4,
      }),
    );
    expect(onlyActivity(await readFit(fitFile([garmin, ...laps])))).toMatchObject({
      startedAtMs: startMs,
      elapsedSeconds: 120,
      timerSeconds: 100,
      distanceMeters: 50,
      caloriesKcal: 8,
      lapCount: 2,
    });
  });
});
