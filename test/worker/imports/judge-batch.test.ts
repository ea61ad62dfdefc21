import { describe, expect, it } from 'vitest';
import type { ActivityImported, CanonicalEvent } from '../../../src-worker/contract/canonical-event.ts';
import type { ImportRun } from '../../../src-worker/contract/import-job.ts';
import type { ManualSession } from '../../../src-worker/contract/manual-session.ts';
import { receiptSchema } from '../../../src-worker/contract/receipt.ts';
import { reportLineSchema } from '../../../src-worker/contract/report-line.ts';
import type { KnownInLog } from '../../../src-worker/event-log/load-known.ts';
import type { FileReading } from '../../../src-worker/imports/file-reading.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { countEndings } from '../../../src-worker/contract/outcome.ts';
import { wholeImports } from '../../../src-worker/event-log/endings.ts';
import { project } from '../../../src-worker/event-log/project.ts';
import type { QualityDayRow, UnsupportedSeenRow } from '../../../src-worker/store/rows.ts';
import { reportLines } from '../../../src-worker/imports/report-lines.ts';
import { readingOf, readRide } from '../../support/read-activities.ts';

/** A log in memory: what the database would become of the endings is what the next batch knows. */
function openLog({ troubles }: { readonly troubles?: unknown[] } = {}) {
  const known: KnownInLog = { activities: new Map(), eventIds: new Map(), deletions: new Map(), nextSeq: 1 };
  let eventCount = 0;
  const judge = (...readings: readonly FileReading[]) => {
    const standing = {
      activities: new Map(known.activities),
      deletions: known.deletions,
      imports: new Map<string, ImportRun>(),
      qualityDays: new Map<string, QualityDayRow>(),
      unsupportedSeen: new Map<string, UnsupportedSeenRow>(),
      manualSessions: new Map<string, ManualSession>(),
    };
    const judged = judgeBatch(readings, known, {
      now: '2026-06-01T10:00:00.000Z',
      newEventId: () => `event-${(eventCount += 1)}`,
      elapsedMs: () => 0,
      onTrouble: (reason) => {
        if (troubles === undefined) throw reason;
        troubles.push(reason);
      },
    });
    const rows = project(
      judged.endings.map((ending, index) => ({ ...ending, seq: index + 1 })),
      standing,
    );
    const activityRows = [...rows.activities].flatMap(([key, row]) =>
      row === null || row === standing.activities.get(key) ? [] : [row],
    );
    // What judging tells the next file of is what the database will hold.
    for (const row of activityRows) expect(known.activities.get(row.sourceIdentityKey)).toEqual(row);
    const events = rows.events.filter(isImported);
    return {
      writes: {
        events,
        activityRows,
        receipts: rows.receipts,
        knownBytes: rows.receipts.flatMap(wholeImports),
      },
      decoded: judged.decoded,
    };
  };
  return { judge, known };
}

type Judged = ReturnType<ReturnType<typeof openLog>['judge']>['writes'];

const isImported = (event: CanonicalEvent): event is ActivityImported =>
  event.type === 'external.activity_imported';

const endings = (writes: Judged) =>
  writes.receipts.map(({ file, entries }) => [
    file.name,
    ...entries.map(({ ending, write }) => [ending.kind, write?.result ?? null, write?.eventId ?? null]),
  ]);

describe('judging a batch', () => {
  it('creates a new activity with one event, one row and one receipt', async () => {
    const { writes } = openLog().judge(readingOf('a.fit', await readRide({ title: 'Ridge loop' })));
    expect(endings(writes)).toEqual([['a.fit', ['created', 'created', 'event-1']]]);
    expect(
      writes.events.map(({ seq, eventId, metadata }) => [seq, eventId, metadata.agent, metadata.session]),
    ).toEqual([[1, 'event-1', 'external_import:garmin', 'import:job-a.fit']]);
    expect(writes.activityRows).toMatchObject([
      {
        title: 'Ridge loop',
        localDate: '2026-05-12',
        localTime: '18:04',
        deviceName: 'edge530',
        jobId: 'job-a.fit',
      },
    ]);
  });

  it('knows within one batch what it decided a moment ago', async () => {
    const { writes } = openLog().judge(
      readingOf('a.fit', await readRide()),
      readingOf('copy of a.fit', await readRide({ sha256: 'b'.repeat(64) })),
    );
    expect(endings(writes)).toEqual([
      ['a.fit', ['created', 'created', 'event-1']],
      ['copy of a.fit', ['exact_duplicate', 'duplicate_skipped', 'event-1']],
    ]);
    expect(writes.events).toHaveLength(1);
  });

  it('names the activity that a duplicate was judged against, with the compared values', async () => {
    const log = openLog();
    log.judge(readingOf('a.fit', await readRide()));
    const { writes } = log.judge(readingOf('again.fit', await readRide()));
    expect(writes.receipts[0]?.entries[0]?.dedup).toMatchObject({
      decision: 'skip',
      rule: 'row_2',
      reason: 'the same version with the same content is known',
      matched: {
        eventId: 'event-1',
        fileName: 'a.fit',
        deviceName: 'edge530',
        startedAt: '2026-05-12T16:04:00.000Z',
      },
    });
  });

  it('replaces a shorter copy by a longer one and keeps both versions known', async () => {
    const log = openLog();
    log.judge(
      readingOf(
        'short.fit',
        await readRide({ version: '0/2026-05-12T16:30:00.000Z/0001', distanceMeters: 12_000 }),
      ),
    );
    const { writes } = log.judge(readingOf('long.fit', await readRide()));
    expect(endings(writes)).toEqual([['long.fit', ['updated', 'created', 'event-2']]]);
    expect(
      writes.activityRows.map((row) => [
        row.distanceMeters,
        row.eventId,
        row.versions.map(({ eventId }) => eventId),
      ]),
    ).toEqual([[30_000, 'event-2', ['event-1', 'event-2']]]);
    const later = log.judge(
      readingOf(
        'short again.fit',
        await readRide({ version: '0/2026-05-12T16:20:00.000Z/0001', distanceMeters: 9_000 }),
      ),
    );
    expect(endings(later.writes)).toEqual([['short again.fit', ['stale_version', null, null]]]);
  });

  it('rejects what disagrees under the same version as a failure with its own code, and writes no event', async () => {
    const log = openLog();
    log.judge(readingOf('a.fit', await readRide()));
    const { writes } = log.judge(readingOf('edited.fit', await readRide({ distanceMeters: 31_000 })));
    expect(writes.events).toEqual([]);
    expect(writes.receipts[0]).toMatchObject({
      outcome: 'rejected',
      entries: [
        {
          status: 'failed',
          ending: { kind: 'version_conflict' },
          error: { code: 'version_conflict', class: 'dedup' },
        },
      ],
    });
  });

  it('recognises bytes that were imported whole before, without an activity having been decoded', async () => {
    const log = openLog();
    const first = log.judge(readingOf('a.fit', await readRide()));
    const knownBytes = first.writes.knownBytes[0];
    if (knownBytes === undefined) throw new Error('whole imports are remembered');
    const { writes } = log.judge(
      readingOf('a.zip', {
        kind: 'known_bytes',
        member: 'x/a.fit',
        sha256: knownBytes.sha256,
        format: 'fit',
        known: knownBytes,
      }),
    );
    expect(endings(writes)).toEqual([['a.zip', ['exact_duplicate', 'duplicate_skipped', 'event-1']]]);
    expect(writes.receipts[0]?.entries[0]).toMatchObject({
      member: 'x/a.fit',
      summary: { recordCount: 3_600 },
      dedup: { rule: 'known_bytes', matched: { fileName: 'a.fit' } },
    });
    expect([writes.events, writes.knownBytes]).toEqual([[], []]);
  });

  it('remembers bytes that lay twice in one archive as what they give once', async () => {
    const log = openLog();
    const twice = await Promise.all(['a.fit', 'copy of a.fit'].map((member) => readRide({ member })));
    const { writes } = log.judge(readingOf('a.zip', ...twice));
    expect(endings(writes)).toEqual([
      ['a.zip', ['created', 'created', 'event-1'], ['exact_duplicate', 'duplicate_skipped', 'event-1']],
    ]);
    expect(writes.knownBytes.map(({ entries }) => entries.map(({ member }) => member))).toEqual([['a.fit']]);
  });

  it('gives up one entry that trips a bug, under its own name, and judges the others of its file', async () => {
    const troubles: unknown[] = [];
    const elsewhere = openLog().judge(readingOf('a.fit', await readRide())).writes.knownBytes[0];
    if (elsewhere === undefined) throw new Error('whole imports are remembered');
    const log = openLog({ troubles });
    const { writes, decoded } = log.judge(
      readingOf(
        'export.zip',
        await readRide({ member: '1.fit', externalActivityId: 'fit-0002', sha256: 'b'.repeat(64) }),
        // Said to be known, and it is not.
        { kind: 'known_bytes', member: '2.fit', sha256: elsewhere.sha256, format: 'fit', known: elsewhere },
        await readRide({
          member: '3.fit',
          externalActivityId: 'fit-0003',
          sha256: 'c'.repeat(64),
          startedAt: '2026-05-20T06:00:00.000Z',
        }),
      ),
      readingOf(
        'after.fit',
        await readRide({
          externalActivityId: 'fit-0004',
          sha256: 'd'.repeat(64),
          startedAt: '2026-05-25T06:00:00.000Z',
        }),
      ),
    );
    expect(
      writes.receipts.map(({ entries }) => entries.map(({ member, ending }) => [member, ending])),
    ).toEqual([
      [
        ['1.fit', { kind: 'created' }],
        ['2.fit', { kind: 'failed', failure: { kind: 'unreadable', detail: 'bug' } }],
        ['3.fit', { kind: 'created' }],
      ],
      [[null, { kind: 'created' }]],
    ]);
    expect(writes.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(decoded.get('job-export.zip')?.map((activity) => activity !== null)).toEqual([true, false, true]);
    expect(troubles).toEqual([new Error('known bytes without their activity')]);
  });

  it('remembers no bytes of which one activity did not get in', async () => {
    const log = openLog();
    log.judge(readingOf('a.fit', await readRide()));
    const conflict = await readRide({ distanceMeters: 31_000, sha256: 'c'.repeat(64) });
    const fine = await readRide({ externalActivityId: 'fit-0002', sha256: 'c'.repeat(64) });
    expect(log.judge(readingOf('chained.fit', conflict, fine)).writes.knownBytes).toEqual([]);
  });

  it('does not let one bad entry take the others of the file down', async () => {
    const { writes } = openLog().judge(
      readingOf(
        'season.zip',
        await readRide({ member: 'a.fit' }),
        {
          kind: 'failed',
          member: 'b.fit',
          sha256: null,
          format: 'fit',
          failure: { kind: 'unreadable', detail: '' },
          envelope: null,
        },
        { kind: 'not_an_activity', member: 'c.fit', sha256: 'd'.repeat(64), format: 'fit', what: 'course' },
      ),
    );
    const entries = writes.receipts[0]?.entries ?? [];
    expect(entries.map(({ member, status }) => [member, status])).toEqual([
      ['a.fit', 'completed'],
      ['b.fit', 'failed'],
      ['c.fit', 'ignored'],
    ]);
    expect(countEndings(entries)).toEqual({ imported: 1, known: 0, rejected: 0, ignored: 1, failed: 1 });
  });

  it('gives receipts and lines that keep to their schemas', async () => {
    const { writes, decoded } = openLog().judge(
      readingOf('a.fit', await readRide()),
      readingOf('b.fit', {
        kind: 'failed',
        member: null,
        sha256: null,
        format: null,
        failure: { kind: 'empty_file' },
        envelope: null,
      }),
    );
    for (const receipt of writes.receipts) {
      expect(receiptSchema.safeParse(receipt).error).toBeUndefined();
      for (const line of reportLines(receipt, decoded.get(receipt.jobId) ?? [])) {
        expect(reportLineSchema.safeParse(line).error).toBeUndefined();
      }
    }
  });

  it('tells the time of the start on the clock of the place, by the offset of the file where it names no zone', async () => {
    const ride = await readRide();
    const { started_at, local_date } = ride.activity.session;
    const { writes } = openLog().judge(
      readingOf('a.fit', {
        ...ride,
        activity: { ...ride.activity, session: { started_at, local_date } },
        summary: { ...ride.summary, utcOffsetSeconds: -25_200 },
      }),
    );
    expect(writes.activityRows).toMatchObject([{ localTime: '09:04' }]);
  });

  it.each([
    ['edge530', 'garmin', 'edge530'],
    ['2016', 'garmin', 'garmin'],
    ['GPSBabel - https://www.gpsbabel.org', null, null],
  ])(
    'names the device %j of %j as %j: a number or an address is no name',
    async (product, manufacturer, name) => {
      const ride = await readRide();
      const device = { manufacturer, product, serialNumber: null };
      const { writes } = openLog().judge(
        readingOf('a.fit', { ...ride, summary: { ...ride.summary, device } }),
      );
      expect(writes.activityRows.map(({ deviceName }) => deviceName)).toEqual([name]);
    },
  );

  it('shows an activity of a device whose clock was never set without a date', async () => {
    const ride = await readRide({ startedAt: '1989-12-31T00:08:05.000Z' });
    const { writes } = openLog().judge(
      readingOf('a.fit', { ...ride, quality: { grade: 'uncertain', flags: ['clock_suspect'] } }),
    );
    expect(writes.activityRows).toMatchObject([
      { localDate: null, localTime: null, startedAt: '1989-12-31T00:08:05.000Z' },
    ]);
  });
});
