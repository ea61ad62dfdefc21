// What our encoder writes our decoder reads: whatever the type, the byte order, the order of messages, and wherever it is cut.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accumulators } from '../../../src-worker/formats/fit/accumulators.ts';
import { messageDecoder } from '../../../src-worker/formats/fit/decode-message.ts';
import { developerFields } from '../../../src-worker/formats/fit/developer-fields.ts';
import type { FitMessage, FitValue } from '../../../src-worker/formats/fit/messages.ts';
import type { MessageProfile } from '../../../src-worker/formats/fit/profile/profile-types.ts';
import { readFit } from '../../../src-worker/formats/fit/read.ts';
import { walkMessages } from '../../../src-worker/formats/fit/walk-messages.ts';
import { plausibleRanges } from '../../../src-worker/formats/plausible.ts';
import {
  baseTypeBytes,
  chained,
  encodeFit,
  encodeMessages,
  fitBaseTypes,
  invalidOf,
  type EncodedField,
  type EncodedMessage,
  type EncodedValue,
  type FitBaseType,
} from '../../fixtures/fit-encoder.ts';
import { fitTime } from '../../fixtures/fit-writer.ts';
import { onlyActivity, partsOf } from './expect-activity.ts';

/** A profile in which every field has a name and nothing else. */
const plainProfile: MessageProfile = {
  name: 'plain',
  fields: Object.fromEntries(
    Array.from({ length: 256 }, (_, number) => [number, { name: `f${String(number)}` }]),
  ),
};

function decodeAll(messages: readonly EncodedMessage[]): readonly FitMessage[] {
  const bytes = Uint8Array.from(encodeMessages(messages));
  const view = new DataView(bytes.buffer);
  const decoded: FitMessage[] = [];
  const walk = walkMessages(
    { bytes, start: 0, dataEnd: bytes.length, checksum: 'right' },
    {
      readerFor: (definition) => {
        const surroundings = { view, profile: plainProfile, accumulators: accumulators() };
        const decode = messageDecoder(definition, { ...surroundings, developerFields: developerFields() });
        return (body, time) => decoded.push(decode(body, time)) > 0;
      },
    },
  );
  expect(walk).toMatchObject({ whole: true, messageCount: messages.length });
  return decoded;
}

const numericTypes = fitBaseTypes.filter((type) => type !== 'string');

const scalarOf = (type: FitBaseType): fc.Arbitrary<EncodedValue> => {
  const bits = baseTypeBytes(type) * 8;
  if (type === 'float32') return fc.float({ noNaN: true, noDefaultInfinity: true });
  if (type === 'float64') return fc.double({ noNaN: true, noDefaultInfinity: true });
  const isSigned = type.startsWith('sint');
  return isSigned
    ? fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n })
    : fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
};

const fieldArbitrary = (number: number): fc.Arbitrary<EncodedField> =>
  fc.oneof(
    fc
      .constantFrom(...numericTypes)
      .chain((type) =>
        fc
          .oneof(
            fc.option(scalarOf(type)),
            fc.array(fc.option(scalarOf(type)), { minLength: 2, maxLength: 6 }),
          )
          .map((value) => ({ number, type, value })),
      ),
    fc
      .record({
        text: fc.string({ unit: 'grapheme', maxLength: 12 }),
        width: fc.integer({ min: 0, max: 60 }),
      })
      .map(({ text, width }): EncodedField => ({
        number,
        type: 'string',
        value: text.replaceAll('\0', ''),
        width,
      })),
  );

const messageArbitrary: fc.Arbitrary<EncodedMessage> = fc
  .record({
    // The timestamp is read by the walk, too: here every field is just a field.
    numbers: fc.uniqueArray(fc.integer({ min: 0, max: 252 }), { minLength: 1, maxLength: 8 }),
    globalNumber: fc.integer({ min: 0, max: 0xfffe }),
    localType: fc.integer({ min: 0, max: 15 }),
    bigEndian: fc.boolean(),
  })
  .chain(({ numbers, ...message }) =>
    fc.tuple(...numbers.map(fieldArbitrary)).map((fields) => ({ ...message, fields })),
  );

/** What a field should be read as; undefined where it is missing. */
function expected({ type, value }: EncodedField): FitValue | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (value === null || typeof value !== 'object') return expectedScalar(value, type) ?? undefined;
  if ('bytes' in value) return undefined;
  if (type === 'byte') {
    const bytes = value.map((item) => Number(item ?? 0xffn));
    return bytes.every((byte) => byte === 0xff) ? undefined : bytes;
  }
  const items = value.map((item) => expectedScalar(item, type));
  return items.every((item) => item === null) ? undefined : items;
}

function expectedScalar(value: EncodedValue, type: FitBaseType): number | bigint | null {
  if (value === null) return null;
  if (type === 'float32' || type === 'float64') return Number(value);
  if (BigInt(value) === invalidOf(type)) return null;
  return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
}

describe('one FIT message', () => {
  it('comes back as it was written, of every type, in either byte order, as one value, several or a text', () => {
    fc.assert(
      fc.property(fc.array(messageArbitrary, { minLength: 1, maxLength: 6 }), (messages) => {
        const decoded = decodeAll(messages);
        for (const [index, { fields }] of messages.entries()) {
          const wanted = fields.flatMap((field) => {
            const value = expected(field);
            return value === undefined ? [] : [[`f${String(field.number)}`, value] as const];
          });
          expect(decoded[index]?.fields).toEqual(Object.fromEntries(wanted));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives bytes where the width is no multiple of the type', () => {
    const odd: EncodedField = { number: 3, type: 'uint16', value: { bytes: [1, 2, 3] } };
    expect(decodeAll([{ globalNumber: 1, fields: [odd] }])[0]?.fields).toEqual({ f3: [1, 2, 3] });
  });

  it('ends a text at its first zero', () => {
    const bytes = [...new TextEncoder().encode('Größe\0rest')];
    const text: EncodedField = { number: 3, type: 'string', value: { bytes } };
    expect(decodeAll([{ globalNumber: 1, fields: [text] }])[0]?.fields).toEqual({ f3: 'Größe' });
  });
});

const start = fitTime('2026-05-12T07:30:00Z');
const fileId: EncodedMessage = {
  globalNumber: 0,
  localType: 15,
  fields: [
    { number: 0, type: 'enum', value: 4 },
    { number: 1, type: 'uint16', value: 1 },
    { number: 4, type: 'uint32', value: start },
  ],
};

interface Point {
  readonly secondsOn: number;
  readonly compressed: boolean;
  readonly bigEndian: boolean;
  readonly localType: number;
  readonly heartRate: number | null;
  readonly distance: number | null;
  readonly altitude: number | null;
  readonly power: number | null;
  readonly temperature: number | null;
}

const pointArbitrary: fc.Arbitrary<Point> = fc.record({
  secondsOn: fc.integer({ min: 0, max: 31 }),
  compressed: fc.boolean(),
  bigEndian: fc.boolean(),
  localType: fc.integer({ min: 0, max: 3 }),
  heartRate: fc.option(fc.integer({ min: 1, max: 254 })),
  distance: fc.option(fc.integer({ min: 0, max: 0xffff_fffe })),
  altitude: fc.option(fc.integer({ min: 0, max: 0xfffe })),
  power: fc.option(fc.integer({ min: 0, max: 0xfffe })),
  temperature: fc.option(fc.integer({ min: -128, max: 126 })),
});

/** What can't be is missing. */
function possible(range: keyof typeof plausibleRanges, value: number | null): number | null {
  const { min, max } = plausibleRanges[range];
  return value !== null && value >= min && value <= max ? value : null;
}

/** Records of one outing: each some seconds after the one before, its time in full or in five bits. */
function recordMessages(points: readonly Point[]): readonly EncodedMessage[] {
  let time = start;
  return points.map((point, index) => {
    time += point.secondsOn;
    const compressed = point.compressed && index > 0;
    return {
      globalNumber: 20,
      localType: point.localType,
      bigEndian: point.bigEndian,
      ...(compressed ? { compressedTime: time % 32 } : {}),
      fields: [
        ...(compressed ? [] : [{ number: 253, type: 'uint32' as const, value: time }]),
        { number: 3, type: 'uint8', value: point.heartRate },
        { number: 5, type: 'uint32', value: point.distance },
        { number: 2, type: 'uint16', value: point.altitude },
        { number: 7, type: 'uint16', value: point.power },
        { number: 13, type: 'sint8', value: point.temperature },
      ],
    };
  });
}

/** A column as it should be read; null where no point says anything. */
function column<Values extends Float32Array | Float64Array>(
  make: (values: readonly number[]) => Values,
  values: readonly (number | null)[],
): Values | null {
  return values.every((value) => value === null) ? null : make(values.map((value) => value ?? NaN));
}
const narrow = (values: readonly (number | null)[]) =>
  column((numbers) => Float32Array.from(numbers), values);
const wide = (values: readonly (number | null)[]) => column((numbers) => Float64Array.from(numbers), values);

function samplesOf(points: readonly Point[]) {
  let ms = Date.parse('2026-05-12T07:30:00Z');
  return {
    count: points.length,
    timeMs: Float64Array.from(points, ({ secondsOn }) => (ms += secondsOn * 1000)),
    heartRateBpm: narrow(points.map(({ heartRate }) => possible('heartRateBpm', heartRate))),
    distanceMeters: wide(
      points.map(({ distance }) => possible('distanceMeters', distance === null ? null : distance / 100)),
    ),
    altitudeMeters: narrow(points.map(({ altitude }) => (altitude === null ? null : altitude / 5 - 500))),
    powerWatts: narrow(points.map(({ power }) => possible('powerWatts', power))),
    temperatureCelsius: narrow(points.map(({ temperature }) => possible('temperatureCelsius', temperature))),
  };
}

const checksumBytes = 2;

const pointsArbitrary = fc.array(pointArbitrary, { minLength: 1, maxLength: 60 });

describe('the records of a FIT file', () => {
  it('come back as columns, whatever byte order, local type and kind of timestamp each has', async () => {
    await fc.assert(
      fc.asyncProperty(pointsArbitrary, fc.constantFrom(12, 14), async (points, headerBytes) => {
        const file = encodeFit([fileId, ...recordMessages(points)], {
          headerBytes: headerBytes === 12 ? 12 : 14,
        });
        const { samples, sound } = onlyActivity(await readFit(file));
        expect(samples).toMatchObject(samplesOf(points));
        expect(sound).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('are kept up to the last whole one, wherever the file is cut', async () => {
    await fc.assert(
      fc.asyncProperty(pointsArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), async (points, share) => {
        const messages = [fileId, ...recordMessages(points)];
        const whole = encodeFit(messages);
        const file = whole.slice(0, Math.floor((whole.length - 1) * share));
        const isWhole = (count: number) =>
          encodeFit(messages.slice(0, 1 + count)).length - checksumBytes <= file.length;
        const kept = points.filter((_, index) => isWhole(index + 1));
        const read = await readFit(file);
        expect(read.ok).toBe(kept.length > 0);
        if (!read.ok) return;
        const { samples, sound } = onlyActivity(read);
        expect(samples).toMatchObject(samplesOf(kept));
        expect(sound).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('stay with their own part where several stand behind each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pointsArbitrary, { minLength: 1, maxLength: 4 }), async (recordings) => {
        const files = recordings.map((points) => encodeFit([fileId, ...recordMessages(points)]));
        const parts = partsOf(await readFit(chained(...files)));
        const samples = parts.flatMap((part) => (part.kind === 'activity' ? [part.activity.samples] : []));
        expect(samples).toHaveLength(recordings.length);
        for (const [index, points] of recordings.entries()) {
          expect(samples[index]).toMatchObject(samplesOf(points));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a FIT file in which bytes were changed', () => {
  it('never makes the reader throw, nor anything come out that is not a number or a name', async () => {
    const seed = encodeFit([
      fileId,
      ...recordMessages(fc.sample(pointArbitrary, { numRuns: 20, seed: 4 })),
      {
        globalNumber: 132,
        localType: 1,
        fields: [{ number: 10, type: 'byte', value: { bytes: [1, 2, 3] } }],
      },
      { globalNumber: 18, localType: 2, fields: [{ number: 2, type: 'uint32', value: start }] },
    ]);
    const change = fc.tuple(fc.nat(seed.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const mutant = seed.slice();
        for (const [at, byte] of changes) mutant[at] = byte;
        const read = await readFit(mutant);
        expect(typeof read.ok).toBe('boolean');
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
