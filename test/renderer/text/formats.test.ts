import { describe, expect, it } from 'vitest';
import { estimateText } from '../../../src-renderer/text/estimate.ts';
import { parseFileVersion } from '../../../src-renderer/text/file-version.ts';
import {
  formatDay,
  formatGutterDay,
  formatInstant,
  formatInstantAt,
  formatInstantDay,
  formatLocalTime,
  isBelievable,
} from '../../../src-renderer/text/format-date.ts';
import { formatDistance, formatHeight } from '../../../src-renderer/text/format-distance.ts';
import {
  formatClock,
  formatDuration,
  formatMilliseconds,
} from '../../../src-renderer/text/format-duration.ts';
import { formatSize } from '../../../src-renderer/text/format-number.ts';
import { formatSpeed } from '../../../src-renderer/text/format-speed.ts';
import { formatWeekDays, isoWeekOf } from '../../../src-renderer/text/format-week.ts';
import { readingLocale, unitsOfLocale, type Reader } from '../../../src-renderer/text/reader.ts';
import { telling } from '../receipt-samples.ts';

const metric: Reader = { locale: 'en-GB', units: 'metric', timeZone: 'Europe/Vienna' };
const imperial: Reader = { locale: 'en-US', units: 'imperial', timeZone: 'America/Denver' };
const german: Reader = { ...metric, locale: 'en-DE' };

describe('a speed', () => {
  it.each([
    [3.2, 'run', '5:13 /km', '8:23 /mi'],
    [1.1, 'swim', '1:31 /100 m', '1:23 /100 yd'],
    [7.611, 'ride', '27.4 km/h', '17.0 mph'],
    [0, 'ride', '0.0 km/h', '0.0 mph'],
    [0, 'run', '–', '–'],
  ])('of %d m/s reads as the sport says it (%s): %s, %s', (speed, sport, inMetric, inImperial) => {
    expect(formatSpeed(speed, sport, metric)).toBe(inMetric);
    expect(formatSpeed(speed, sport, imperial)).toBe(inImperial);
  });
});

describe('a distance', () => {
  it.each([
    [10_234, 'run', '10.2 km', '6.4 mi'],
    [999, 'run', '999 m', '0.62 mi'],
    [1_500, 'swim', '1,500 m', '1,640 yd'],
    [182_400, 'ride', '182.4 km', '113.3 mi'],
    [1_234_567, 'ride', '1,235 km', '767.1 mi'],
    [0, 'run', '0 m', '0.00 mi'],
  ])('of %d m on a %s is told as %s or %s', (meters, sport, inMetric, inImperial) => {
    expect(formatDistance(meters, sport, metric)).toBe(inMetric);
    expect(formatDistance(meters, sport, imperial)).toBe(inImperial);
  });

  it('has the decimal mark of the athlete’s region', () => {
    expect(formatDistance(10_234, null, german)).toBe('10,2 km');
  });

  it('upwards is told in metres or feet', () => {
    expect(formatHeight(1_240, metric)).toBe('1,240 m');
    expect(formatHeight(1_240, imperial)).toBe('4,068 ft');
  });
});

describe('a duration', () => {
  it.each([
    [4_360, '1:12:40', '1 h 13 min'],
    [3_130, '52:10', '52 min'],
    [48.4, '0:48', '48 s'],
    [59.6, '1:00', '1 min'],
    [3_600, '1:00:00', '1 h'],
    [3_599.7, '1:00:00', '1 h'],
    [0, '0:00', '0 s'],
    [359_999, '99:59:59', '100 h'],
  ])('of %d s stands as %s in a column and as %s in a sentence', (seconds, clock, words) => {
    expect(formatClock(seconds)).toBe(clock);
    expect(formatDuration(seconds, metric)).toBe(words);
  });

  it('of a step is told in milliseconds or seconds', () => {
    expect(formatMilliseconds(38.4, metric)).toBe('38 ms');
    expect(formatMilliseconds(1_440, metric)).toBe('1.4 s');
  });

  it.each([
    [3, 'a few seconds left'],
    [18, 'about 20 s left'],
    [43, 'about 40 s left'],
    [58, 'about 1 min left'],
    [154, 'about 3 min left'],
    [3_590, 'about 1 h left'],
    [9_000, 'about 3 h left'],
  ])('that is estimated at %d s is said coarsely: %s', (seconds, text) => {
    expect(estimateText(seconds, telling.say)).toBe(text);
  });
});

describe('a day', () => {
  it('of an activity stays the day it was, wherever the athlete is now', () => {
    // The comma comes and goes with the version of the locale data.
    expect(formatDay('2025-07-12', 'full', metric)).toMatch(/^Saturday,? 12 July 2025$/);
    expect(formatDay('2025-07-12', 'full', { ...imperial, timeZone: 'Pacific/Honolulu' })).toBe(
      'Saturday, July 12, 2025',
    );
    expect(formatGutterDay('2025-07-12', imperial)).toBe('Sat 12');
  });

  it('of an instant is the day it is here, with the year where it is another', () => {
    const now = new Date('2026-06-01T12:00:00Z');
    expect(formatInstantDay('2026-05-12T23:30:00Z', now, metric)).toBe('13 May');
    expect(formatInstantDay('2026-05-12T23:30:00Z', now, imperial)).toBe('May 12');
    expect(formatInstantDay('2025-05-12T12:00:00Z', now, metric)).toBe('12 May 2025');
  });

  it('before the year 2000 or ahead of now is not believed', () => {
    const now = new Date('2026-06-01T12:00:00Z');
    expect(isBelievable('1989-12-31T00:00:00Z', now)).toBe(false);
    expect(isBelievable('2026-05-31T00:00:00Z', now)).toBe(true);
    expect(isBelievable('2098-01-01T00:00:00Z', now)).toBe(false);
  });
});

describe('a time', () => {
  it('is shown as the clock of the region shows it', () => {
    expect(formatLocalTime('18:04', metric)).toBe('18:04');
    expect(formatLocalTime('18:04', imperial)).toBe('6:04 PM');
  });

  it('of an instant is the time here', () => {
    expect(formatInstant('2026-05-12T16:04:00Z', metric)).toBe('12 May 2026, 18:04');
  });

  it('of a start is the time there, where the file knows its offset', () => {
    expect(formatInstantAt('2026-05-12T23:04:00Z', 9 * 3600, metric)).toBe('13 May 2026, 8:04');
    expect(formatInstantAt('2026-05-12T23:04:00Z', null, metric)).toBe('13 May 2026, 1:04');
  });
});

describe('a week', () => {
  it.each([
    ['2026-01-01', '2026-W01', '2025-12-29', '2026-01-04'],
    ['2027-01-03', '2026-W53', '2026-12-28', '2027-01-03'],
    ['2025-07-13', '2025-W28', '2025-07-07', '2025-07-13'],
    ['2024-02-29', '2024-W09', '2024-02-26', '2024-03-03'],
  ])('of %s is %s, from %s to %s', (day, key, monday, sunday) => {
    expect(isoWeekOf(day)).toMatchObject({ key, monday, sunday });
  });

  it('is told by its days, with the year where it is not this one', () => {
    expect(formatWeekDays(isoWeekOf('2025-07-13'), 2025, metric)).toMatch(/^7\s?–\s?13 Jul$/);
    expect(formatWeekDays(isoWeekOf('2026-01-01'), 2026, metric)).toMatch(/^29 Dec 2025\s–\s4 Jan 2026$/);
    expect(formatWeekDays(isoWeekOf('2025-07-13'), 2026, imperial)).toMatch(/^Jul 7\s?–\s?13, 2025$/);
  });
});

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [870, '870 bytes'],
    [1_024, '1 kB'],
    [1_536, '1.5 kB'],
    [67_108_864, '64 MB'],
    [182_000_000, '174 MB'],
  ])('of %d bytes is %s', (bytes, text) => {
    expect(formatSize(bytes, metric)).toBe(text);
  });
});

describe('the version of a file', () => {
  it('says how far the recording goes and whether it is whole', () => {
    expect(parseFileVersion('1/2026-05-12T09:12:44.000Z/0001')).toEqual({
      isWhole: true,
      until: '2026-05-12T09:12:44.000Z',
    });
    expect(parseFileVersion('0/2026-05-12t09:12:44.000z/0001')?.isWhole).toBe(false);
  });

  it('of another kind is left as it stands', () => {
    expect(parseFileVersion('17')).toBeNull();
    expect(parseFileVersion('1/soon/0001')).toBeNull();
  });
});

describe('the reader', () => {
  it.each([
    ['en-US', 'imperial', 'en-US'],
    ['en-US@posix', 'imperial', 'en-US'],
    ['en-GB', 'imperial', 'en-GB'],
    ['de-AT', 'metric', 'en-AT'],
    ['de_DE.UTF-8', 'metric', 'en-DE'],
    ['fr', 'metric', 'en-FR'],
    ['C', 'metric', 'en'],
  ])('of a system in %s has %s units and the habits of %s', (system, units, locale) => {
    expect(unitsOfLocale(system)).toBe(units);
    expect(readingLocale(system, 'en')).toBe(locale);
  });
});
