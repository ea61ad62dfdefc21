// The count finds what is wrong in whatever kind of record it lies.
import { expect, it } from 'vitest';
import type { OverlapEvent } from '../../src-worker/contract/canonical-event.ts';
import type { JournalRecord } from '../../src-worker/contract/journal-record.ts';
import { thresholdsRevision } from '../../src-worker/dedup/overlap-thresholds.ts';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { openAthletesLog } from './athletes-log.ts';
import { countSeason } from './count-season.ts';
import { recordsIn } from './kept-in-journal.ts';

it('counts links that were made later, too', async () => {
  const home = await openAthletesLog();
  await home.import({
    'one.fit': fitFile(fitRide('2026-05-12T07:30:00Z')),
    'other.fit': fitFile(fitRide('2026-05-14T07:30:00Z')),
  });
  const [one = '', other = ''] = (await home.activities()).map((row) => row.sourceIdentityKey);
  const last = await home.log.database.events.orderBy('seq').last();
  if (last === undefined) throw new Error('two activities have events');
  const link: OverlapEvent = {
    type: 'external.overlap_linked',
    eventId: last.eventId,
    seq: last.seq,
    recordedAt: last.recordedAt,
    sourceIdentityKey: one,
    idempotencyKey: 'external-link',
    data: {
      relation: 'same_recording',
      score: 1,
      compared: [],
      state: 'linked',
      source_identity_keys: [one, other],
    },
    metadata: { source: 'rule', session: `thresholds:${thresholdsRevision}` },
  };
  await home.log.end();
  const records = await recordsIn(home.log.folder);
  const later: JournalRecord = {
    kind: 'related',
    seq: records.length + 1,
    thresholds: thresholdsRevision,
    events: [link],
    isComplete: true,
  };
  const season = { files: 2, outings: new Map([['one.fit', 'one']]) };
  const { events, wrong } = countSeason([...records, later], season);
  expect(events).toBe(3);
  expect(wrong).toContain(`event id twice: ${last.eventId}`);
  expect(wrong).toContain(`place twice: ${last.seq}`);
});
