import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anchorActivity } from '../../../src-worker/canonical/anchor.ts';
import { canonicalContent, payloadFingerprint } from '../../../src-worker/canonical/fingerprint.ts';
import { idempotencyKey } from '../../../src-worker/canonical/idempotency-key.ts';
import { identitySeed, sourceIdentityKey } from '../../../src-worker/canonical/identity.ts';
import { activityWith } from '../../contract/golden-activity.ts';

const h = (text: string, digits: number) =>
  createHash('sha256').update(text, 'utf8').digest('hex').slice(0, digits);

describe('identity', () => {
  it('hashes provider, user and activity id in lower case', async () => {
    const { source } = activityWith({ source: { external_activity_id: 'FIT-ABC' } });
    expect(identitySeed(source)).toBe('garmin|self|fit-abc');
    expect(await sourceIdentityKey(source)).toBe(`external-activity-${h('garmin|self|fit-abc', 20)}`);
  });

  it('does not depend on version, time of import or ingestion method', async () => {
    const one = activityWith().source;
    const other = activityWith({
      source: {
        external_event_version: '0/2026-05-12T08:00:00.000Z/0007',
        imported_at: '2030-01-01T00:00:00Z',
        ingestion_method: 'manual_backfill',
      },
    }).source;
    expect(await sourceIdentityKey(other)).toBe(await sourceIdentityKey(one));
  });
});

describe('fingerprint', () => {
  it('is the hash of the canonical JSON of workout without title, start, end and sets', async () => {
    const activity = activityWith({
      workout: { title: 'Any' },
      sets: [{ sequence: 1, exercise: 'squat', reps: 8 }],
    });
    const text =
      '{"session":{"ended_at":"2026-05-12T08:30:00.000Z","started_at":"2026-05-12T07:30:00.000Z"},' +
      '"sets":[{"exercise":"squat","reps":8,"sequence":1}],' +
      '"workout":{"calories_kcal":693,"distance_meters":10200.5,"duration_seconds":3600,"energy_kj":2900,' +
      '"sport":"running","workout_type":"run"}}';
    expect(canonicalContent(activity)).toBe(text);
    expect(await payloadFingerprint(activity)).toBe(h(text, 20));
  });

  it('leaves absent fields absent', () => {
    const activity = {
      ...activityWith({ sets: [] }),
      workout: { workout_type: 'run' },
      session: { started_at: '2026-05-12T07:30:00Z' },
    };
    expect(canonicalContent(activity)).toBe(
      '{"session":{"started_at":"2026-05-12T07:30:00.000Z"},"sets":[],"workout":{"workout_type":"run"}}',
    );
  });

  const circumstances = {
    'a title': { workout: { title: 'Evening run' } },
    'the same instants written with another offset': {
      session: { started_at: '2026-05-12T09:30:00+02:00', ended_at: '2026-05-12T03:30:00.000-05:00' },
    },
    'an assumed zone with its date and week': {
      session: { timezone: 'Pacific/Auckland', local_date: '2026-05-13', local_week: '2026-W20' },
    },
    'an id of the session': { session: { session_id: 'other' } },
    'where and when it was read': {
      source: { imported_at: '2030-01-01T00:00:00Z', raw_payload_ref: `sha256:${'cd'.repeat(32)}` },
    },
    'a version': { source: { external_event_version: '7' } },
  } as const;
  it.each(Object.entries(circumstances))('does not change with %s', async (_what, changes) => {
    expect(await payloadFingerprint(activityWith(changes))).toBe(await payloadFingerprint(activityWith()));
  });

  const contents = {
    'the type': { workout: { workout_type: 'ride' } },
    'the distance': { workout: { distance_meters: 10200.6 } },
    'the start': { session: { started_at: '2026-05-12T07:30:00.001Z' } },
    'the end': { session: { ended_at: '2026-05-12T08:31:00Z' } },
    'the sets': { sets: [] },
  } as const;
  it.each(Object.entries(contents))('changes with %s', async (_what, changes) => {
    expect(await payloadFingerprint(activityWith(changes))).not.toBe(
      await payloadFingerprint(activityWith()),
    );
  });

  it('takes half a surrogate pair for the replacement character instead of throwing', async () => {
    const half = activityWith({ workout: { sport: 'run\ud800' } });
    expect(await payloadFingerprint(half)).toBe(
      await payloadFingerprint(activityWith({ workout: { sport: 'run\ufffd' } })),
    );
  });
});

describe('idempotency key', () => {
  it('is anchored to the version, trimmed and in lower case', async () => {
    const { source } = activityWith({ source: { external_event_version: ' Rev-B ' } });
    expect(await idempotencyKey(source, 'fingerprint')).toBe(
      `external-import-${h('garmin|self|fit-0123456789abcdef0123', 16)}-${h('rev-b', 16)}`,
    );
  });

  it.each([undefined, '', '  '])(
    'is anchored to the fingerprint where the version is %j',
    async (version) => {
      const { source } = activityWith();
      const versioned = { ...source, external_event_version: version };
      expect(await idempotencyKey(versioned, 'fingerprint')).toBe(
        `external-import-${h('garmin|self|fit-0123456789abcdef0123', 16)}-${h('fingerprint', 16)}`,
      );
    },
  );
});

describe('anchor', () => {
  it('gives identity, fingerprint, key and version of an activity together', async () => {
    expect(await anchorActivity(activityWith())).toEqual({
      sourceIdentityKey: 'external-activity-1f1f9089c2df2d553b44',
      payloadFingerprint: '4aea4e9beacd13068f38',
      idempotencyKey: 'external-import-1f1f9089c2df2d55-73b8608ab2d70f1b',
      version: '1/2026-05-12t08:30:00.000z/0001',
    });
  });

  it('has no version where the source gives only blanks', async () => {
    const anchor = await anchorActivity(activityWith({ source: { external_event_version: ' ' } }));
    expect(anchor.version).toBeNull();
  });
});
