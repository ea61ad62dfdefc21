// Rows of the activities table for the tests of lists: an hour's ride, and whatever is asked to differ.
import type { ActivityRow } from '../../src-worker/store/rows.ts';

/** In UTC, where the start says nothing else; its key is its day and time. */
export const activityOn = (
  localDate: string,
  localTime: string,
  other: Partial<ActivityRow> = {},
): ActivityRow => ({
  sourceIdentityKey: `${localDate} ${localTime}`,
  eventId: 'event-1',
  provider: 'garmin',
  workoutType: 'ride',
  title: null,
  startedAt: `${localDate}T${localTime}:00.000Z`,
  localDate,
  localTime,
  timeZone: null,
  utcOffsetSeconds: null,
  clockShiftSeconds: 0,
  isClockUnset: false,
  durationSeconds: 3_600,
  distanceMeters: 30_000,
  deviceName: 'Edge 530',
  fileName: `${localDate} ${localTime}.fit`,
  importedAt: '2026-06-01T09:00:00.000Z',
  flags: [],
  fieldDoubts: { lowConfidence: 0, unsupported: 0, unitConversions: 0 },
  jobId: 'job-1',
  outing: null,
  fidelity: [],
  overlaps: [],
  counted: true,
  versions: [],
  ...other,
});

export const undated: ActivityRow = {
  ...activityOn('1989-12-31', '00:10'),
  sourceIdentityKey: 'undated',
  fileName: 'lost.fit',
  localDate: null,
  localTime: null,
  isClockUnset: true,
  flags: ['clock_suspect'],
};
