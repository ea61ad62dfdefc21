// Properties over whole histories: what counts in the end must not depend on the order in which copies came.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../src-worker/contract/event-version.ts';
import type { IngestionMethod } from '../../../src-worker/contract/external-activity.ts';
import { decide } from '../../../src-worker/dedup/decide.ts';
import type { Decided, IncomingActivity, KnownRecord } from '../../../src-worker/dedup/known-record.ts';
import { writeResult } from '../../../src-worker/dedup/write-result.ts';

interface Log {
  readonly known: KnownRecord[];
  /** Idempotency keys of what was appended: one identity, so the version anchor is all of it. */
  readonly keys: Set<string>;
  /** The event that counts; null before the first. */
  counted: KnownRecord | null;
}

/** The little of an engine that a history needs: decide, append, remember. */
function arrive(log: Log, incoming: IncomingActivity): Decided<KnownRecord> {
  const decided = decide({ incoming, known: log.known, deleted: false });
  const key = incoming.version ?? incoming.fingerprint;
  if (writeResult({ decision: decided.decision, keyIsKnown: log.keys.has(key) }) === 'created') {
    log.counted = { eventId: `event-${log.keys.size + 1}`, ...incoming };
    log.known.push(log.counted);
    log.keys.add(key);
  } else if (decided.raisesKnownVersion && decided.matched !== null) {
    log.known.push({ ...decided.matched, version: incoming.version });
  }
  return decided;
}

function historyOf(copies: readonly IncomingActivity[]): Log {
  const log: Log = { known: [], keys: new Set(), counted: null };
  for (const copy of copies) arrive(log, copy);
  return log;
}

interface Copy {
  readonly sound: boolean;
  readonly minute: number;
  readonly revision: number;
}

const copyOfFile: fc.Arbitrary<Copy> = fc.record({
  sound: fc.boolean(),
  minute: fc.integer({ min: 0, max: 4 }),
  revision: fc.integer({ min: 1, max: 3 }),
});

const versionOf = ({ sound, minute, revision }: Copy) =>
  `${sound ? 1 : 0}/2026-05-12T08:0${minute}:00.000Z/000${revision}`;

/** What a copy says: sound or damaged, short or long, two copies may well say the same. */
const fingerprintOf = (copy: Copy, contents: readonly string[]) =>
  contents[(copy.minute * 2 + (copy.sound ? 1 : 0)) % contents.length] ?? '';

const incomingFile = (copy: Copy, contents: readonly string[]): IncomingActivity => ({
  version: versionOf(copy),
  fingerprint: fingerprintOf(copy, contents),
  ingestionMethod: 'file_import',
});

const someContents = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 10, maxLength: 10 });

const shuffledTwice = <T>(items: readonly T[]) =>
  fc.tuple(
    fc.shuffledSubarray([...items], { minLength: items.length }),
    fc.shuffledSubarray([...items], { minLength: items.length }),
  );

describe('any order of arrival of the copies of one recording', () => {
  const copiesInTwoOrders = fc
    .tuple(fc.array(copyOfFile, { minLength: 1, maxLength: 8 }), someContents)
    .chain(([copies, contents]) =>
      shuffledTwice(copies.map((copy) => incomingFile(copy, contents))).map(([one, other]) => ({
        one,
        other,
      })),
    );

  it('ends with the same content counted', () => {
    fc.assert(
      fc.property(copiesInTwoOrders, ({ one, other }) => {
        expect(historyOf(one).counted?.fingerprint).toBe(historyOf(other).counted?.fingerprint);
      }),
      { numRuns: 5_000 },
    );
  });

  const withoutRevision = (version: string) => version.slice(0, -4);

  it('ends with the same newest version known: the soundest, then the longest, whatever build read it', () => {
    fc.assert(
      fc.property(copiesInTwoOrders, ({ one, other }) => {
        const newest = ({ known }: Log) =>
          known
            .map((record) => record.version ?? '')
            .sort(compareVersions)
            .map(withoutRevision)
            .at(-1);
        const expected = one
          .map((copy) => copy.version ?? '')
          .sort(compareVersions)
          .map(withoutRevision)
          .at(-1);
        expect([newest(historyOf(one)), newest(historyOf(other))]).toEqual([expected, expected]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('ends with the same winning version where every copy says something else', () => {
    const distinct = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    fc.assert(
      fc.property(
        fc
          .array(copyOfFile, { minLength: 1, maxLength: 8 })
          .chain((copies) => shuffledTwice(copies.map((copy) => incomingFile(copy, distinct)))),
        ([one, other]) => {
          const winner = (log: Log) => withoutRevision(log.counted?.version ?? '');
          expect(winner(historyOf(one))).toBe(winner(historyOf(other)));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('holds for versions of connectors, of any kind, as long as a version names one content', () => {
    const connectorVersion = fc.constantFrom(
      '1',
      '2',
      '10',
      'v1',
      'v2',
      '2026-05-12',
      '2026-05-12T08:00:00Z',
      '0',
    );
    fc.assert(
      fc.property(
        fc
          .tuple(
            fc.uniqueArray(connectorVersion, {
              minLength: 1,
              selector: (version) => version.replace(/T.*/, ''),
            }),
            someContents,
          )
          .chain(([versions, contents]) =>
            shuffledTwice(
              versions.map((version, index) => ({
                version,
                fingerprint: contents[index] ?? '',
                ingestionMethod: 'connector_api' as const,
              })),
            ),
          ),
        ([one, other]) => {
          expect(historyOf(one).counted?.fingerprint).toBe(historyOf(other).counted?.fingerprint);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

const anything: fc.Arbitrary<IncomingActivity> = fc.record({
  version: fc.option(
    fc.oneof(
      copyOfFile.map(versionOf),
      fc.constantFrom(
        '1',
        '01',
        '2',
        'v1',
        'V1',
        '',
        ' ',
        '2026-05-12T08:00:00Z',
        '2026-05-12T10:00:00+02:00',
      ),
      fc.string({ maxLength: 4 }),
    ),
  ),
  fingerprint: fc.constantFrom('a', 'b', 'c'),
  ingestionMethod: fc.constantFrom<IngestionMethod>('file_import', 'connector_api', 'manual_backfill'),
});

describe('whatever arrives', () => {
  it('a replay of the same copies in the same order writes nothing', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 10 }), (copies) => {
        const log = historyOf(copies);
        const written = log.keys.size;
        for (const copy of copies) arrive(log, copy);
        expect(log.keys.size).toBe(written);
      }),
      { numRuns: 3_000 },
    );
  });

  it('the same question has one answer, always, and it does not change what was asked', () => {
    fc.assert(
      fc.property(
        anything,
        fc.array(
          fc.record({
            eventId: fc.constantFrom('e1', 'e2', 'e3'),
            version: anything.map(({ version }) => version),
            fingerprint: fc.constantFrom('a', 'b', 'c'),
          }),
          { maxLength: 6 },
        ),
        fc.boolean(),
        (incoming, known, deleted) => {
          const before = structuredClone({ incoming, known, deleted });
          const first = decide({ incoming, known, deleted });
          expect(decide({ incoming, known, deleted })).toEqual(first);
          expect({ incoming, known, deleted }).toEqual(before);
          expect(pairsOfOutcome[first.outcome]).toBe(first.decision);
          expect(first.matched === null || known.includes(first.matched)).toBe(true);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

const pairsOfOutcome = {
  new_activity: 'create',
  exact_duplicate: 'skip',
  version_update: 'update',
  version_conflict: 'reject',
  stale_version: 'reject',
  partial_overlap: 'reject',
  deleted_by_athlete: 'skip',
} as const;
