// The tripwire of the reader's revision: what golden activities say, pinned per revision (domain 3).
import { describe, expect, it } from 'vitest';
import { shortHash } from '../../../src-worker/contract/short-hash.ts';
import type { ActivityFormat } from '../../../src-worker/contract/activity-format.ts';
import { readMember } from '../../../src-worker/formats/read-member.ts';
import { mapActivity } from '../../../src-worker/mapping/map-activity.ts';
import { readerRevision } from '../../../src-worker/contract/reader-revision.ts';
import { fitFile, fitRide } from '../../fixtures/fit-writer.ts';
import { gpxFile, gpxHike } from '../../fixtures/gpx-writer.ts';
import { tcxFile, tcxRun } from '../../fixtures/tcx-writer.ts';
import { onlyActivity } from '../formats/expect-activity.ts';

/** Never change a row: add one under the next revision. */
const saidByRevision: Readonly<Partial<Record<string, Record<ActivityFormat, string>>>> = {
  '0001': { fit: 'eaa06088446f28a5cb9e', tcx: 'e84d3edbdf8d1d9b26b1', gpx: '4429682866e8ddbc9b00' },
  // What changed is beyond these: chained and cut files, components, values that can't be.
  '0002': { fit: 'eaa06088446f28a5cb9e', tcx: 'e84d3edbdf8d1d9b26b1', gpx: '4429682866e8ddbc9b00' },
  // Beyond these: exercises by number, transitions, what sessions leave out, cut and damaged files.
  '0003': { fit: 'eaa06088446f28a5cb9e', tcx: 'e84d3edbdf8d1d9b26b1', gpx: '4429682866e8ddbc9b00' },
  // Beyond these: days by the place of the start, sports that nothing decided before, more names of Garmin's devices.
  '0004': { fit: 'eaa06088446f28a5cb9e', tcx: 'e84d3edbdf8d1d9b26b1', gpx: '4429682866e8ddbc9b00' },
};

const golden = {
  fit: fitFile(fitRide()),
  tcx: tcxFile([tcxRun]),
  gpx: gpxFile([gpxHike]),
} as const satisfies Record<ActivityFormat, Uint8Array<ArrayBuffer>>;

async function said(format: ActivityFormat): Promise<string> {
  const activity = onlyActivity(await readMember({ format, bytes: golden[format] }));
  const context = { format, sha256: '', now: '2026-05-13T06:00:00.000Z', athleteTimeZone: 'Europe/Berlin' };
  const mapped = await mapActivity(activity, context);
  if (!mapped.ok) throw new Error(JSON.stringify(mapped.failure));
  const { source, workout, session, sets } = mapped.value.draft;
  const version = (source.external_event_version ?? '').split('/').slice(0, 2);
  const { started_at, ended_at } = session;
  return shortHash(
    JSON.stringify([source.external_activity_id, version, workout, started_at, ended_at, sets]),
    20,
  );
}

describe('the revision of the reader', () => {
  it.each(Object.keys(golden) as ActivityFormat[])(
    'is raised when a golden %s activity says something else: raise it, and add a row here',
    async (format) => {
      expect(await said(format)).toBe(saidByRevision[readerRevision]?.[format]);
    },
  );
});
