import { describe, expect, it } from 'vitest';
import { nonActivities } from '../../../src-worker/contract/activity-format.ts';
import type { Ending, ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { endingText, shortEnding } from '../../../src-renderer/text/endings.ts';
import { failureOfEachKind } from '../../support/failure-samples.ts';
import { matchedRide, rideEntry, telling } from '../receipt-samples.ts';

const withEnding = (ending: Ending): ReceiptEntry => ({ ...rideEntry, ending });
const tell = (entry: ReceiptEntry, fileName = 'morning.fit') => endingText({ entry, fileName }, telling);

const everyEnding: readonly Ending[] = [
  { kind: 'created' },
  { kind: 'updated' },
  { kind: 'exact_duplicate' },
  { kind: 'deleted_by_athlete' },
  { kind: 'stale_version' },
  { kind: 'version_conflict' },
  { kind: 'partial_overlap' },
  ...nonActivities.map((what) => ({ kind: 'not_an_activity', what }) as const),
  ...Object.values(failureOfEachKind).map((failure) => ({ kind: 'failed', failure }) as const),
];

describe('the sentences of an ending', () => {
  it.each(everyEnding.map((ending) => [JSON.stringify(ending), ending] as const))(
    'are whole and calm for %s',
    (_name, ending) => {
      const entry = withEnding(ending);
      const { happened, safe, next } = tell(entry);
      const short = shortEnding(entry, telling);
      expect(happened).toMatch(/^.+\.$/);
      for (const part of [happened, safe, next, short]) {
        expect(part).not.toMatch(/[{}]|undefined|null|NaN/);
        expect(part).not.toMatch(/\berrors?\b|\binvalid\b|\bfailed to\b|\bfailure\b|\bexception\b/i);
      }
      expect(short).not.toBe('');
      expect(short.length).toBeLessThan(70);
    },
  );

  it('say what was added, and from which file', () => {
    expect(tell(rideEntry)).toEqual({
      happened: 'Morning run, 10.2 km, added from morning.fit.',
      safe: '',
      next: '',
    });
  });

  it('name the known activity by its device and its day', () => {
    const entry = { ...withEnding({ kind: 'exact_duplicate' }), title: null };
    expect(tell(entry)).toEqual({
      happened: 'You already have this one: it came from Edge 530 on 12 May.',
      safe: 'Nothing changed.',
      next: '',
    });
  });

  it('do not date what was recorded before the clock was set', () => {
    const matched = { ...matchedRide, deviceName: null, startedAt: '1989-12-31T00:00:00.000Z' };
    const entry = {
      ...withEnding({ kind: 'exact_duplicate' }),
      dedup: {
        decision: 'skip',
        outcome: 'exact_duplicate',
        rule: 'row_2',
        reason: '',
        matched,
      },
    } as const;
    expect(tell(entry).happened).toBe('You already have this one: it came from ride.fit, date unknown.');
  });

  it('tell of a recovered file what was saved and where more may be', () => {
    const entry: ReceiptEntry = { ...rideEntry, quality: { grade: 'recovered', flags: ['recovered'] } };
    expect(tell(entry).happened).toBe(
      'A part of morning.fit is missing or damaged. What could be read was saved: Morning run, 10.2 km.',
    );
    expect(shortEnding(entry, telling)).toBe('Morning run, 10.2 km, saved as far as it could be read');
  });

  it('say sizes as people do', () => {
    const entry = withEnding({ kind: 'failed', failure: failureOfEachKind.file_too_large });
    expect(tell(entry).happened).toBe('morning.fit has 174 MB; Cooldown reads files of up to 64 MB.');
  });

  it('say what a file looks like, or that it is unknown, and then what can be read', () => {
    const like = (looksLike: string | null) =>
      tell(withEnding({ kind: 'failed', failure: { kind: 'unsupported_content', looksLike } }));
    expect([like('a PDF').happened, like('a PDF').next]).toEqual([
      'morning.fit looks like a PDF.',
      'Cooldown reads FIT, TCX and GPX, also as .gz and .zip.',
    ]);
    expect(like(null).happened).toBe('morning.fit looks like none of the files that Cooldown reads.');
  });

  it('tell a path that is too long from a disk that does not answer', () => {
    const after = (systemCode: string) =>
      tell(withEnding({ kind: 'failed', failure: { kind: 'read_failed', systemCode } })).happened;
    expect(after('EIO')).toBe('This computer could not read morning.fit.');
    expect(after('ENAMETOOLONG')).toBe(
      'The path to morning.fit is too long, or leads through too many folders.',
    );
  });

  it('name the member of an archive together with the archive', () => {
    const entry = {
      ...withEnding({ kind: 'failed', failure: { kind: 'empty_file' } }),
      member: 'may/ride.fit',
    };
    expect(tell(entry, 'may.zip').happened).toBe('may/ride.fit in may.zip is empty: it has no bytes at all.');
  });

  it('show a name that tries to disguise itself as it is, and take its signs for signs', () => {
    const entry = withEnding({ kind: 'failed', failure: { kind: 'empty_file' } });
    expect(tell(entry, "it's {file} #1\n\u202egpj.fit").happened).toBe(
      "it's {file} #1␤⟨U+202E⟩gpj.fit is empty: it has no bytes at all.",
    );
  });

  it('name a value by its word where it has one', () => {
    const entry = withEnding({ kind: 'failed', failure: failureOfEachKind.not_valid });
    expect(tell(entry).happened).toBe(
      'Something in morning.fit can not be right (End), so it was not added.',
    );
  });
});
