// Entries of receipts for the tests of what is said about them: a good ride, and whatever is asked to differ.
import type { MatchedActivity } from '../../src-worker/contract/dedup-verdict.ts';
import type { Failure, FailureKind } from '../../src-worker/contract/failure.ts';
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
    recordCount: 3_600,
    lapCount: 1,
    sessionCount: 1,
    lengthCount: 0,
    setCount: 0,
    device: { manufacturer: 'garmin', product: 'Edge 530', serialNumber: null },
  },
  quality: { grade: 'sound', flags: [] },
};

/** One failure of each kind, with the fields its kind has. */
export const failureOfEachKind: { readonly [Kind in FailureKind]: Extract<Failure, { kind: Kind }> } = {
  path_not_found: { kind: 'path_not_found' },
  not_a_regular_file: { kind: 'not_a_regular_file', what: 'pipe' },
  link_skipped: { kind: 'link_skipped' },
  link_broken: { kind: 'link_broken' },
  permission_denied: { kind: 'permission_denied' },
  changed_while_reading: { kind: 'changed_while_reading' },
  vanished_while_reading: { kind: 'vanished_while_reading' },
  read_failed: { kind: 'read_failed', systemCode: 'EIO' },
  file_too_large: { kind: 'file_too_large', limitBytes: 64 * 1024 * 1024, sizeBytes: 182_000_000 },
  disk_full: { kind: 'disk_full' },
  intake_stopped: { kind: 'intake_stopped' },
  not_answering: { kind: 'not_answering' },
  staged_copy_missing: { kind: 'staged_copy_missing' },
  empty_file: { kind: 'empty_file' },
  unsupported_content: { kind: 'unsupported_content', looksLike: 'a PDF' },
  archive_damaged: { kind: 'archive_damaged' },
  archive_encrypted: { kind: 'archive_encrypted' },
  archive_without_activities: { kind: 'archive_without_activities' },
  archive_in_archive: { kind: 'archive_in_archive' },
  archive_name_outside: { kind: 'archive_name_outside' },
  archive_limit: { kind: 'archive_limit', limit: 'inflateRatio' },
  unreadable: { kind: 'unreadable', detail: 'no header' },
  doctype_refused: { kind: 'doctype_refused' },
  too_many_records: { kind: 'too_many_records', limit: 2_000_000 },
  too_slow: { kind: 'too_slow', limitSeconds: 10 },
  parser_died: { kind: 'parser_died' },
  set_aside: { kind: 'set_aside', readerRevision: '0001' },
  not_mappable: { kind: 'not_mappable', field: 'session.started_at', detail: 'absent' },
  not_valid: { kind: 'not_valid', field: 'session.ended_at', detail: 'before start' },
};
