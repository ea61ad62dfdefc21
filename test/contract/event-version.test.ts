import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  isOtherRevisionOfSameRecording,
  readerRevisionOf,
  withReaderRevision,
  normalizedVersion,
} from '../../src-worker/contract/event-version.ts';

describe('comparing versions', () => {
  it.each([
    // integers
    ['9', '10'],
    ['007', '8'],
    ['9007199254740993', '9007199254740994'],
    ['99999999999999999999999999999998', '99999999999999999999999999999999'],
    ['5', '100000000000000000000000000000000'],
    ['1', ' 2 '],
    // instants
    ['2026-05-12T08:00:00Z', '2026-05-12T08:00:00.001Z'],
    ['2026-05-12T10:00:00+02:00', '2026-05-12T08:00:01Z'],
    ['2026-05-12T08:00:00.1234567Z', '2026-05-12T08:00:00.1234568Z'],
    ['2026-05-12T08:00:00.1234Z', '2026-05-12T08:00:00.12345Z'],
    ['2026-05-12', '2026-05-12T00:00:01Z'],
    ['2026-05-12t08:00z', '2026-05-12T08:00:01Z'],
    ['1969-12-31T23:59:59Z', '1970-01-01T00:00:00Z'],
    // text
    ['a', 'B'],
    ['v10', 'v9'],
    ['-5', '-6'],
    ['1.10', '1.9'],
    ['2026-02-30T00:00:00Z', '2026-02-31T00:00:00Z'],
    // of different kinds
    ['zzz', '0'],
    ['v2', '2026-05-12T08:00:00Z'],
    ['99999999999999999999', '1970-01-01T00:00:00Z'],
    ['2026-02-30', '1'],
    ['2026-05-12T25:00:00Z', '1'],
    // files
    ['0/2026-05-12T09:00:00.000Z/0009', '1/2026-05-12T08:00:00.000Z/0001'],
    ['1/2026-05-12T08:00:00.000Z/0009', '1/2026-05-12T08:00:00.001Z/0001'],
    ['1/2026-05-12T08:00:00.000Z/0001', '1/2026-05-12T08:00:00.000Z/0002'],
    ['1/2026-05-12T08:00:00.000Z/0001', '1/2026-05-12T08:00:00.000Z/0001/0001'],
    ['1/2026-05-12T08:00:00.000Z/0001/0001', '1/2026-05-12T08:00:00.000Z/0001/0002'],
    ['1/2026-05-12T08:00:00.000Z/0001', '1'],
  ])('%s is older than %s', (older, newer) => {
    expect([compareVersions(older, newer), compareVersions(newer, older)]).toEqual([-1, 1]);
  });

  it.each([
    ['7', '007'],
    ['0', '000'],
    [' Rev-A', 'rev-a '],
    ['2026-05-12T08:00:00Z', '2026-05-12t10:00:00.000+0200'],
    ['2026-05-12T08:00:00.5Z', '2026-05-12T08:00:00,500Z'],
    ['2026-05-12', '2026-05-12T00:00:00Z'],
    ['2026-05-12T08:00:00', '2026-05-12T08:00:00Z'],
    ['2026-05-12T10:00:00+02', '2026-05-12T08:00:00Z'],
    ['1/2026-05-12T08:00:00.000Z/0001', '1/2026-05-12t08:00:00.000z/0001'],
  ])('%s and %s are the same version', (left, right) => {
    expect([compareVersions(left, right), compareVersions(right, left)]).toEqual([0, 0]);
  });

  const version = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
    fc.stringMatching(/^0{0,2}\d{1,3}$/),
    fc
      .date({ noInvalidDate: true, min: new Date('1950-01-01'), max: new Date('2100-01-01') })
      .map((date) => date.toISOString()),
    fc.constantFrom('2026-05-12', '2026-02-30', 'a', 'A ', '0/x/0001', '1/x/0001'),
  );

  it('orders any versions the same way from both sides, and without circles', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compareVersions(a, a)).toBe(0);
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('normalising a version', () => {
  it.each([
    [undefined, null],
    [null, null],
    ['', null],
    [' \t', null],
    [' Rev-A ', 'rev-a'],
  ])('makes %j into %j', (version, normalized) => {
    expect(normalizedVersion(version)).toBe(normalized);
  });
});

describe('the same recording read by another revision', () => {
  const file = '1/2026-05-12T08:00:00.000Z/0001';

  it.each([
    [file, '1/2026-05-12T08:00:00.000Z/0002'],
    [file, ' 1/2026-05-12t08:00:00.000z/9999'],
  ])('is what %s and %s are', (left, right) => {
    expect(isOtherRevisionOfSameRecording(left, right)).toBe(true);
    expect(isOtherRevisionOfSameRecording(right, left)).toBe(true);
  });

  it.each([
    ['the same version', file],
    ['a longer copy', '1/2026-05-12T08:00:01.000Z/0002'],
    ['a damaged copy', '0/2026-05-12T08:00:00.000Z/0002'],
    ['one that a person accepted', '1/2026-05-12T08:00:00.000Z/0001/0001'],
    ['a revision of another width', '1/2026-05-12T08:00:00.000Z/2'],
    ['a version of a connector', '2'],
    ['an empty version', ''],
  ])('is not %s', (_what, other) => {
    expect(isOtherRevisionOfSameRecording(file, other)).toBe(false);
    expect(isOtherRevisionOfSameRecording(other, file)).toBe(false);
  });
});

describe('the revision of the reader', () => {
  const ofFile = '1/2026-05-12T08:00:00.000Z/0001';

  it.each([
    [ofFile, '0001', '1/2026-05-12T08:00:00.000Z/0007'],
    [`${ofFile}/0003`, '0001', '1/2026-05-12T08:00:00.000Z/0007/0003'],
    ['7', null, null],
    ['7/0001', null, null],
    ['', null, null],
  ])('of %s is %s, and another one gives %s', (version, revision, another) => {
    expect(readerRevisionOf(version)).toBe(revision);
    expect(withReaderRevision(version, '0007')).toBe(another);
  });
});
