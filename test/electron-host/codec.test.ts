// Structured clone over text: nothing lost, nothing let through that structured clone would refuse.
import { expect, test } from 'vitest';
import { createSamples, describe as say } from './contract/app/sample-values.ts';
import { codec } from './node-codec.ts';

const roundTrip = (value: unknown): unknown => codec.decode(codec.encode(value));

test('every kind of value comes back as it went', () => {
  expect(say(roundTrip(createSamples()))).toBe(say(createSamples()));
});

test('it agrees with structuredClone', () => {
  expect(say(roundTrip(createSamples()))).toBe(say(structuredClone(createSamples())));
});

test('one object met twice stays one object', () => {
  const shared = {};
  const [first, second] = roundTrip([shared, shared]) as unknown[];
  expect(first).toBe(second);
});

test('a Buffer arrives as a Uint8Array, with its own bytes only', () => {
  const arrived = roundTrip(Buffer.from('abc')) as Uint8Array;
  expect(arrived).toEqual(new Uint8Array([97, 98, 99]));
  expect(arrived.buffer.byteLength).toBe(3);
});

test.each([
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a promise', Promise.resolve()],
  ['a weak map', new WeakMap()],
  ['a blob', new Blob([])],
  ['a function inside', { deep: [() => 1] }],
])('%s is refused', (_what, value) => {
  expect(() => codec.encode(value)).toThrow('An object could not be cloned.');
});
