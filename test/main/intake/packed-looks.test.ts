// Looks as bytes: what goes in comes out, and what is told of a look is what was said of it last.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createLookStore,
  packLooks,
  setOfLooks,
  unpackLooks,
  withoutLooks,
} from '../../../src-main/intake/packed-looks.ts';

const look = (of: number) => createHash('sha256').update(String(of)).digest('hex').slice(0, 32);
/** They begin alike: all of them want the same place. */
const alike = (of: number) => of.toString(16).padStart(32, '0');

test('Looks that come and go are at any time just those that came last, whatever their number and likeness', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(40), fc.constantFrom(look, alike)), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, (steps) => {
      const store = createLookStore();
      const expected = new Set<string>();
      for (const [comes, of, lookOf] of steps) {
        const one = lookOf(of);
        if (comes) store.add(one);
        else store.remove(one);
        if (comes) expected.add(one);
        else expected.delete(one);
      }
      const packed = store.packed();
      const set = setOfLooks(packed);
      expect([...unpackLooks(packed)].sort()).toEqual([...expected].sort());
      expect(set.size).toBe(expected.size);
      for (let of = 0; of <= 41; of += 1) {
        for (const one of [look(of), alike(of)]) expect(set.has(one)).toBe(expected.has(one));
      }
    }),
  );
});

test('What was packed before does not change with what comes later, and a store may hold many', () => {
  const all = Array.from({ length: 5_000 }, (_, of) => look(of));
  const store = createLookStore(all);
  const before = store.packed();
  for (const one of all) store.remove(one);
  expect(unpackLooks(before)).toEqual(all);
  expect(store.packed()).toHaveLength(0);
  expect(unpackLooks(withoutLooks(before, new Set(all.slice(1))))).toEqual(all.slice(0, 1));
  expect(packLooks(all)).toEqual(before);
});
