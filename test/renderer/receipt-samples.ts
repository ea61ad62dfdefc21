// Entries of receipts for the tests of what is said about them: a good ride, and whatever is asked to differ.
import type { MatchedActivity } from '../../src-worker/contract/dedup-verdict.ts';
import type { ReceiptEntry } from '../../src-worker/contract/receipt.ts';
import { makeI18n, sayWith } from '../../src-renderer/text/say.ts';
import type { Telling } from '../../src-renderer/text/endings.ts';

export const telling: Telling = {
  say: sayWith(makeI18n('en-GB')),
  reader: { locale: 'en-GB', units: 'metric', timeZone: 'Europe/Vienna' },
  now: new Date('2026-06-01T12:00:00Z'),
};

export const matchedRide: MatchedActivity = {
  sourceIdentityKey: 'external-activity-0001',
  eventId: 'event-1',
  startedAt: '2026-05-12T16:04:00.000Z',
  workoutType: 'ride',
  title: null,
  deviceName: 'Edge 530',
  fileName: 'ride.fit',
  importedAt: '2026-05-13T08:00:00.000Z',
  compared: [],
};

export const rideEntry: ReceiptEntry = {
  member: null,
  sha256: 'a'.repeat(64),
  format: 'fit',
  provider: 'garmin',
  status: 'completed',
  ending: { kind: 'created' },
  error: null,
  dedup: { decision: 'create', outcome: 'new_activity', rule: 'row_1', reason: 'none', matched: matchedRide },
  write: null,
  mappingVersion: 'fit-v1',
  unsupportedFields: [],
  overlaps: [],
  warnings: [],
  fieldProvenance: {},
  title: 'Morning run',
  workoutType: 'run',
  summary: {
    sport: 'running',
    subSport: null,
    startedAt: '2026-05-12T05:00:00.000Z',
    endedAt: null,
    utcOffsetSeconds: null,
    elapsedSeconds: 3_700,
    timerSeconds: 3_600,
    distanceMeters: 10_200,
    caloriesKcal: null,
    avgHeartRateBpm: null,
    maxHeartRateBpm: null,
    avgPowerWatts: null,
    ascentMeters: null,
    hasPosition: true,
    firstFix: null,
    recordCount: 3_600,
    lapCount: 1,
    sessionCount: 1,
    lengthCount: 0,
    setCount: 0,
    device: { manufacturer: 'garmin', product: 'Edge 530', serialNumber: null },
  },
  quality: { grade: 'sound', flags: [] },
};
