import { describe, expect, it } from 'vitest';
import { nonActivities } from '../../../src-worker/contract/activity-format.ts';
import type { Failure, FailureKind } from '../../../src-worker/contract/failure.ts';
import type { Ending } from '../../../src-worker/contract/receipt.ts';
import { outcomeSentences } from '../../../src-worker/contract/sentences.ts';
import { describeActivity, endingInWords } from '../../../src-worker/imports/words.ts';

/** One of every kind; the type makes a new kind fail to compile here. */
const failures = {
  path_not_found: { kind: 'path_not_found' },
  not_a_regular_file: { kind: 'not_a_regular_file', what: 'pipe' },
  link_skipped: { kind: 'link_skipped' },
  link_broken: { kind: 'link_broken' },
  permission_denied: { kind: 'permission_denied' },
  changed_while_reading: { kind: 'changed_while_reading' },
  vanished_while_reading: { kind: 'vanished_while_reading' },
  read_failed: { kind: 'read_failed', systemCode: 'EIO' },
  file_too_large: { kind: 'file_too_large', limitBytes: 67_108_864, sizeBytes: 1_000_000_000 },
  disk_full: { kind: 'disk_full' },
  intake_stopped: { kind: 'intake_stopped' },
  staged_copy_missing: { kind: 'staged_copy_missing' },
  empty_file: { kind: 'empty_file' },
  unsupported_content: { kind: 'unsupported_content', looksLike: 'a PDF' },
  archive_damaged: { kind: 'archive_damaged' },
  archive_encrypted: { kind: 'archive_encrypted' },
  archive_without_activities: { kind: 'archive_without_activities' },
  archive_in_archive: { kind: 'archive_in_archive' },
  archive_name_outside: { kind: 'archive_name_outside' },
  archive_limit: { kind: 'archive_limit', limit: 'inflateRatio' },
  unreadable: { kind: 'unreadable', detail: 'x' },
  doctype_refused: { kind: 'doctype_refused' },
  too_many_records: { kind: 'too_many_records', limit: 2_000_000 },
  too_slow: { kind: 'too_slow', limitSeconds: 10 },
  parser_died: { kind: 'parser_died' },
  not_mappable: { kind: 'not_mappable', field: 'session.started_at', detail: 'x' },
  not_valid: { kind: 'not_valid', field: 'session.ended_at', detail: 'x' },
} satisfies { [Kind in FailureKind]: Extract<Failure, { kind: Kind }> };

const every: readonly Ending[] = [
  ...Object.values(failures).map((failure): Ending => ({ kind: 'failed', failure })),
  ...nonActivities.map((what): Ending => ({ kind: 'not_an_activity', what })),
  ...(Object.keys(outcomeSentences) as (keyof typeof outcomeSentences)[]).map((kind): Ending => ({ kind })),
];

const inWords = (ending: Ending, isRecovered = false) =>
  endingInWords({
    fileName: 'morning.fit',
    member: null,
    ending,
    isRecovered,
    activity: 'Run, 10.2 km',
    matched: {
      sourceIdentityKey: 'external-activity-1',
      eventId: 'event-1',
      startedAt: '2026-05-12T16:04:00.000Z',
      workoutType: 'ride',
      title: null,
      deviceName: 'Edge 530',
      fileName: 'first.fit',
      importedAt: '2026-06-01T00:00:00.000Z',
      compared: [],
    },
  });

describe('the words of a receipt', () => {
  it.each(every.map((ending) => [JSON.stringify(ending), ending] as const))(
    'tell %s with all values filled in',
    (_name, ending) => {
      const { happened, safe, next } = inWords(ending);
      expect(happened.length).toBeGreaterThan(15);
      for (const part of [happened, safe, next]) expect(part).not.toMatch(/[{}]|undefined|null|NaN/);
    },
  );

  it('say how large is too large', () => {
    expect(inWords({ kind: 'failed', failure: failures.file_too_large }).happened).toBe(
      'morning.fit has 954 MB; an activity file has at most 64 MB.',
    );
  });

  it('name what a foreign file looks like, and say nothing where that is unknown', () => {
    const ending = (looksLike: string | null): Ending => ({
      kind: 'failed',
      failure: { kind: 'unsupported_content', looksLike },
    });
    expect(inWords(ending('a PDF')).happened).toBe(
      'Cooldown reads FIT, TCX and GPX, also as .gz and .zip. morning.fit looks like a PDF.',
    );
    expect(inWords(ending(null)).happened).toBe(
      'Cooldown reads FIT, TCX and GPX, also as .gz and .zip. morning.fit is none of these.',
    );
  });

  it('say that a part is missing where a file was recovered', () => {
    expect(inWords({ kind: 'created' }, true).happened).toBe(
      'A part of morning.fit is missing or damaged. What could be read was saved: Run, 10.2 km.',
    );
  });

  it('describe an activity by its title, else by its type', () => {
    expect(describeActivity('Ridge loop', 'ride', { distanceMeters: 41_234 })).toBe(
      'Ridge loop, ride, 41.2 km',
    );
    expect(describeActivity(null, 'strength', { distanceMeters: null })).toBe('Strength');
  });
});
