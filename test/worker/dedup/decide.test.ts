import { describe, expect, it } from 'vitest';
import { decide, decideKnownBytes } from '../../../src-worker/dedup/decide.ts';
import type { IncomingActivity, KnownRecord } from '../../../src-worker/dedup/known-record.ts';
import { policyTable } from '../../../src-worker/dedup/policy.ts';

const incoming = (version: string | null, fingerprint: string): IncomingActivity => ({
  version,
  fingerprint,
  ingestionMethod: 'file_import',
});
const known = (eventId: string, version: string | null, fingerprint: string): KnownRecord => ({
  eventId,
  version,
  fingerprint,
});

const file = (soundness: 0 | 1, minute: number, revision: number) =>
  `${soundness}/2026-05-12T08:${String(minute).padStart(2, '0')}:00.000Z/${String(revision).padStart(4, '0')}`;

/** What a verdict is about, without what was compared. */
function verdict(question: Parameters<typeof decide>[0]): object {
  const { decision, outcome, rule, matched, raisesKnownVersion } = decide(question);
  return { decision, outcome, rule, matched: matched?.eventId ?? null, raisesKnownVersion };
}

describe('row by row', () => {
  it('row 0: an activity that the athlete deleted stays away, whatever else is known of it', () => {
    expect(verdict({ incoming: incoming('2', 'b'), known: [known('e1', '1', 'a')], deleted: true })).toEqual({
      decision: 'skip',
      outcome: 'deleted_by_athlete',
      rule: 'row_0',
      matched: 'e1',
      raisesKnownVersion: false,
    });
  });

  it('row 0 comes before row 1: where only a same recording was deleted, nothing is created', () => {
    expect(verdict({ incoming: incoming('2', 'b'), known: [], deleted: true })).toEqual({
      decision: 'skip',
      outcome: 'deleted_by_athlete',
      rule: 'row_0',
      matched: null,
      raisesKnownVersion: false,
    });
  });

  it.each(['1', null])('row 1: an activity nothing is known of is created (version %j)', (version) => {
    expect(verdict({ incoming: incoming(version, 'a'), known: [], deleted: false })).toEqual({
      decision: 'create',
      outcome: 'new_activity',
      rule: 'row_1',
      matched: null,
      raisesKnownVersion: false,
    });
  });

  it('row 2: the same version with the same content is an exact duplicate', () => {
    expect(
      verdict({
        incoming: incoming('01', 'a'),
        known: [known('e1', '1', 'a'), known('e2', '2', 'b')],
        deleted: false,
      }),
    ).toEqual({
      decision: 'skip',
      outcome: 'exact_duplicate',
      rule: 'row_2',
      matched: 'e1',
      raisesKnownVersion: false,
    });
  });

  it('row 3: the same version with other content is a conflict', () => {
    expect(verdict({ incoming: incoming('1', 'b'), known: [known('e1', '1', 'a')], deleted: false })).toEqual(
      {
        decision: 'reject',
        outcome: 'version_conflict',
        rule: 'row_3',
        matched: 'e1',
        raisesKnownVersion: false,
      },
    );
  });

  it('row 3 comes before row 9: content known under another version does not excuse a conflict', () => {
    expect(
      verdict({
        incoming: incoming('1', 'b'),
        known: [known('e1', '1', 'a'), known('e2', '2', 'b')],
        deleted: false,
      }),
    ).toMatchObject({ outcome: 'version_conflict', rule: 'row_3', matched: 'e1' });
  });

  it('row 2 comes before row 3: one equal record among those of this version is enough', () => {
    expect(
      verdict({
        incoming: incoming('1', 'b'),
        known: [known('e1', '1', 'a'), known('e2', '1', 'b')],
        deleted: false,
      }),
    ).toMatchObject({ outcome: 'exact_duplicate', rule: 'row_2', matched: 'e2' });
  });

  it('row 4: a version newer than the latest known is an update', () => {
    expect(
      verdict({
        incoming: incoming('10', 'c'),
        known: [known('e2', '9', 'b'), known('e1', '1', 'a')],
        deleted: false,
      }),
    ).toEqual({
      decision: 'update',
      outcome: 'version_update',
      rule: 'row_4',
      matched: 'e2',
      raisesKnownVersion: false,
    });
  });

  it('row 4: a version stands above records that have none', () => {
    expect(
      verdict({
        incoming: incoming('2', 'c'),
        known: [known('e1', '1', 'a'), known('e2', null, 'b')],
        deleted: false,
      }),
    ).toMatchObject({ decision: 'update', rule: 'row_4', matched: 'e1' });
  });

  it('row 5: a version older than the latest known is stale, also where it is newer than others', () => {
    expect(
      verdict({
        incoming: incoming('2', 'b'),
        known: [known('e1', '1', 'a'), known('e3', '3', 'c')],
        deleted: false,
      }),
    ).toEqual({
      decision: 'reject',
      outcome: 'stale_version',
      rule: 'row_5',
      matched: 'e3',
      raisesKnownVersion: false,
    });
  });

  it('row 6: without a version, known content is an exact duplicate', () => {
    expect(
      verdict({ incoming: incoming(null, 'a'), known: [known('e1', '1', 'a')], deleted: false }),
    ).toEqual({
      decision: 'skip',
      outcome: 'exact_duplicate',
      rule: 'row_6',
      matched: 'e1',
      raisesKnownVersion: false,
    });
  });

  it('row 7: without a version, other content overlaps in part', () => {
    expect(
      verdict({ incoming: incoming(null, 'b'), known: [known('e1', null, 'a')], deleted: false }),
    ).toEqual({
      decision: 'reject',
      outcome: 'partial_overlap',
      rule: 'row_7',
      matched: 'e1',
      raisesKnownVersion: false,
    });
  });

  it('row 8: a first version with known content is an exact duplicate, and its version is remembered', () => {
    expect(
      verdict({ incoming: incoming('1', 'a'), known: [known('e1', null, 'a')], deleted: false }),
    ).toEqual({
      decision: 'skip',
      outcome: 'exact_duplicate',
      rule: 'row_8',
      matched: 'e1',
      raisesKnownVersion: true,
    });
  });

  it('row 8: a first version with other content is an update', () => {
    expect(
      verdict({ incoming: incoming('1', 'b'), known: [known('e1', null, 'a')], deleted: false }),
    ).toEqual({
      decision: 'update',
      outcome: 'version_update',
      rule: 'row_8',
      matched: 'e1',
      raisesKnownVersion: false,
    });
  });

  it('row 9 comes before row 5: an older version with known content is an exact duplicate', () => {
    expect(
      verdict({
        incoming: incoming('1', 'a'),
        known: [known('e2', '2', 'a'), known('e3', '3', 'b')],
        deleted: false,
      }),
    ).toEqual({
      decision: 'skip',
      outcome: 'exact_duplicate',
      rule: 'row_9',
      matched: 'e2',
      raisesKnownVersion: false,
    });
  });

  it('row 9 comes before row 4: a newer version with the content that stands is an exact duplicate, and remembered', () => {
    expect(verdict({ incoming: incoming('2', 'a'), known: [known('e1', '1', 'a')], deleted: false })).toEqual(
      {
        decision: 'skip',
        outcome: 'exact_duplicate',
        rule: 'row_9',
        matched: 'e1',
        raisesKnownVersion: true,
      },
    );
  });

  it('row 9 leaves it to row 4 where a later version replaced that content: going back to it is an update', () => {
    expect(
      verdict({
        incoming: incoming('3', 'a'),
        known: [known('e1', '1', 'a'), known('e2', '2', 'b')],
        deleted: false,
      }),
    ).toMatchObject({ decision: 'update', rule: 'row_4', matched: 'e2' });
  });

  it('lists the rows in the order of the policy', () => {
    expect(policyTable.map((row) => row.rule)).toEqual([
      'row_0',
      'row_1',
      're_read',
      're_read',
      'row_2',
      'row_3',
      'other_revision',
      'row_9',
      'row_9',
      'row_4',
      'row_5',
      'row_8',
      'row_8',
      'row_6',
      'row_7',
    ]);
  });
});

describe('copies of a file', () => {
  it.each([
    ['a longer copy supersedes a shorter one', file(1, 20, 1), file(1, 10, 1), 'version_update'],
    ['a shorter copy never supersedes a longer one', file(1, 10, 1), file(1, 20, 1), 'stale_version'],
    [
      'a sound copy supersedes a damaged one that reaches further',
      file(1, 10, 1),
      file(0, 20, 1),
      'version_update',
    ],
    ['a damaged copy never supersedes a sound one', file(0, 20, 1), file(1, 10, 1), 'stale_version'],
  ])('%s', (_what, version, knownVersion, outcome) => {
    expect(
      verdict({ incoming: incoming(version, 'b'), known: [known('e1', knownVersion, 'a')], deleted: false }),
    ).toMatchObject({ outcome });
  });
});

describe('the revision rule', () => {
  it.each([
    ['newer', 2],
    ['older', 0],
  ])(
    'the same recording read by a %s build is an exact duplicate, also where it reads otherwise',
    (_what, revision) => {
      expect(
        verdict({
          incoming: incoming(file(1, 10, revision), 'b'),
          known: [known('e1', file(1, 10, 1), 'a')],
          deleted: false,
        }),
      ).toEqual({
        decision: 'skip',
        outcome: 'exact_duplicate',
        rule: 'other_revision',
        matched: 'e1',
        raisesKnownVersion: false,
      });
    },
  );

  it('holds against every known record, not only the latest', () => {
    expect(
      verdict({
        incoming: incoming(file(1, 10, 2), 'c'),
        known: [known('e1', file(1, 10, 1), 'a'), known('e2', file(1, 20, 1), 'b')],
        deleted: false,
      }),
    ).toMatchObject({ outcome: 'exact_duplicate', rule: 'other_revision', matched: 'e1' });
  });

  it('comes after rows 2 and 3: the very same version with other content stays a conflict', () => {
    expect(
      verdict({
        incoming: incoming(file(1, 10, 2), 'c'),
        known: [known('e1', file(1, 10, 1), 'a'), known('e2', file(1, 10, 2), 'b')],
        deleted: false,
      }),
    ).toMatchObject({ outcome: 'version_conflict', rule: 'row_3', matched: 'e2' });
  });

  const backfill = (version: string, fingerprint: string): IncomingActivity => ({
    version,
    fingerprint,
    ingestionMethod: 'manual_backfill',
  });

  it('does not hold for a re-read of an archived original: a newer build that reads otherwise updates', () => {
    expect(
      verdict({
        incoming: backfill(file(1, 10, 2), 'b'),
        known: [known('e1', file(1, 10, 1), 'a')],
        deleted: false,
      }),
    ).toMatchObject({ decision: 'update', outcome: 'version_update', rule: 'row_4', matched: 'e1' });
  });

  it.each([
    ['changed', 2, { decision: 'update', outcome: 'version_update', raisesKnownVersion: false }],
    ['same', 2, { decision: 'skip', outcome: 'exact_duplicate', raisesKnownVersion: true }],
    // A copy of the same content had raised the version.
    ['changed', 1, { decision: 'update', outcome: 'version_update', raisesKnownVersion: false }],
    ['same', 1, { decision: 'skip', outcome: 'exact_duplicate', raisesKnownVersion: false }],
  ] as const)(
    'takes a re-read that was compared at its word, also where the fingerprint is the same: %s, revision %i',
    (againstStanding, revision, expected) => {
      expect(
        verdict({
          incoming: { ...backfill(file(1, 10, revision), 'a'), againstStanding },
          known: [known('e1', file(1, 10, 1), 'a')],
          deleted: false,
        }),
      ).toEqual({ ...expected, rule: 're_read', matched: 'e1' });
    },
  );

  it('leaves a re-read that is older than what stands to the other rows', () => {
    expect(
      verdict({
        incoming: { ...backfill(file(1, 10, 2), 'b'), againstStanding: 'changed' },
        known: [known('e1', file(1, 20, 1), 'a')],
        deleted: false,
      }),
    ).toMatchObject({ outcome: 'stale_version', rule: 'row_5' });
  });

  it('a re-read that says the same is still an exact duplicate', () => {
    expect(
      verdict({
        incoming: backfill(file(1, 10, 2), 'a'),
        known: [known('e1', file(1, 10, 1), 'a')],
        deleted: false,
      }),
    ).toMatchObject({ outcome: 'exact_duplicate', rule: 'row_9', matched: 'e1' });
  });

  it('a re-read by an older build is stale', () => {
    expect(
      verdict({
        incoming: backfill(file(1, 10, 1), 'a'),
        known: [known('e1', file(1, 10, 2), 'b')],
        deleted: false,
      }),
    ).toMatchObject({ outcome: 'stale_version', rule: 'row_5', matched: 'e1' });
  });
});

describe('known bytes', () => {
  const record = known('e1', file(1, 10, 1), 'a');
  const sha256 = 'ab'.repeat(32);

  it.each(['file_import', 'connector_api'] as const)(
    'are an exact duplicate without being decoded (%s)',
    (ingestionMethod) => {
      expect(decideKnownBytes({ sha256, known: record, deleted: false, ingestionMethod })).toEqual({
        decision: 'skip',
        outcome: 'exact_duplicate',
        rule: 'known_bytes',
        matched: record,
        compared: [{ field: 'raw_payload_hash', known: sha256, incoming: sha256 }],
        raisesKnownVersion: false,
      });
    },
  );

  it('of a deleted activity stay away', () => {
    expect(
      decideKnownBytes({ sha256, known: record, deleted: true, ingestionMethod: 'file_import' }),
    ).toMatchObject({ decision: 'skip', outcome: 'deleted_by_athlete', rule: 'row_0' });
  });

  it('are read all the same where an archived original is re-read on purpose', () => {
    expect(
      decideKnownBytes({ sha256, known: record, deleted: false, ingestionMethod: 'manual_backfill' }),
    ).toBeNull();
  });
});

describe('what was compared', () => {
  it('names version and fingerprint as both sides have them', () => {
    expect(
      decide({ incoming: incoming('1', 'b'), known: [known('e1', null, 'a')], deleted: false }).compared,
    ).toEqual([
      { field: 'external_event_version', known: null, incoming: '1' },
      { field: 'payload_fingerprint', known: 'a', incoming: 'b' },
    ]);
  });

  it('is nothing where nothing is known', () => {
    expect(decide({ incoming: incoming('1', 'b'), known: [], deleted: false }).compared).toEqual([]);
  });

  it('comes with the very record of the caller, with all that is on it', () => {
    const rich = { ...known('e1', '1', 'a'), fileName: 'ride.fit' };
    expect(decide({ incoming: incoming('2', 'b'), known: [rich], deleted: false }).matched?.fileName).toBe(
      'ride.fit',
    );
  });
});
