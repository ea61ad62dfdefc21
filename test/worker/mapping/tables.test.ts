import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qualityFlags } from '../../../src-worker/contract/activity-summary.ts';
import { externalActivitySchema } from '../../../src-worker/contract/external-activity.ts';
import { localDayByOffset, localDayInZone, offsetInZone } from '../../../src-worker/contract/local-day.ts';
import { providerOf } from '../../../src-worker/mapping/providers.ts';
import { qualityOf } from '../../../src-worker/mapping/quality.ts';
import { zoneAt } from '../../../src-worker/mapping/zone-at.ts';

describe('the provider of a file', () => {
  const maker = (values: { manufacturer?: string; creator?: string }) => ({
    manufacturer: values.manufacturer ?? null,
    creator: values.creator ?? null,
    product: null,
    serialNumber: null,
  });

  it.each([
    [{ manufacturer: 'garmin' }, 'garmin'],
    [{ manufacturer: 'strava' }, 'strava'],
    [{ manufacturer: 'peaksware' }, 'trainingpeaks'],
    [{ manufacturer: 'wahoo_fitness' }, 'device'],
    [{ manufacturer: 'garmin2' }, 'device'],
    [{ manufacturer: '0' }, 'device'],
    [{ creator: 'Garmin Connect' }, 'garmin'],
    [{ creator: 'EDGE305' }, 'garmin'],
    [{ creator: 'fēnix 6' }, 'garmin'],
    [{ creator: 'Forerunner 945' }, 'garmin'],
    [{ creator: 'vívoactive HR' }, 'garmin'],
    [{ creator: 'vivosport' }, 'garmin'],
    [{ creator: 'Foretrex 601' }, 'garmin'],
    [{ creator: 'MapSource 6.12.2' }, 'garmin'],
    [{ creator: 'StravaGPX Android' }, 'strava'],
    [{ creator: 'TrainingPeaks' }, 'trainingpeaks'],
    [{ creator: 'Polar Vantage V2' }, 'device'],
    [{ creator: 'Edgeworth Tracker' }, 'device'],
    [{ creator: 'not Garmin' }, 'device'],
    [{ creator: 'https://www.mapstogpx.com/strava' }, 'device'],
    [{}, 'device'],
  ] as const)('%o is %s', (values, provider) => {
    expect(providerOf(maker(values))).toBe(provider);
  });
});

describe('the local day of an instant', () => {
  const at = (iso: string) => Date.parse(iso);

  it.each([
    ['2026-01-01T12:00:00Z', '2026-01-01', '2026-W01'],
    ['2027-01-01T12:00:00Z', '2027-01-01', '2026-W53'],
    ['2024-12-30T12:00:00Z', '2024-12-30', '2025-W01'],
    ['2026-02-15T12:00:00Z', '2026-02-15', '2026-W07'],
    ['2026-02-16T12:00:00Z', '2026-02-16', '2026-W08'],
    ['0001-01-01T12:00:00Z', '0001-01-01', '0001-W01'],
  ])('of %s is %s in week %s', (instant, date, week) => {
    expect(localDayByOffset(at(instant), 0)).toEqual({ date, week });
  });

  it('is another one across midnight, by offset and by zone, in summer and in winter', () => {
    const summer = at('2026-07-01T22:30:00Z');
    const winter = at('2026-12-01T22:30:00Z');
    expect(localDayByOffset(summer, 7200).date).toBe('2026-07-02');
    expect(localDayInZone(summer, 'Europe/Berlin')?.date).toBe('2026-07-02');
    expect(localDayInZone(winter, 'Europe/Berlin')?.date).toBe('2026-12-01');
    expect(localDayByOffset(at('2026-07-01T01:00:00Z'), -7200).date).toBe('2026-06-30');
  });

  it('is unknown in a zone that nobody knows', () => {
    expect(localDayInZone(0, 'Mars/Olympus')).toBeNull();
    expect(offsetInZone(0, 'Mars/Olympus')).toBeNull();
  });

  it.each([
    ['2026-07-01T12:00:00.999Z', 'Europe/Berlin', 7200],
    ['2026-12-01T12:00:00Z', 'Europe/Berlin', 3600],
    ['2026-03-29T00:59:59.999Z', 'Europe/Berlin', 3600],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', 7200],
    ['2026-07-01T23:59:59Z', 'Asia/Kathmandu', 20_700],
    ['2026-01-01T03:00:00Z', 'America/St_Johns', -12_600],
    ['1969-12-31T23:59:59.5Z', 'Etc/GMT+5', -18_000],
  ])('at %s is off UTC in %s by %d s', (instant, zone, seconds) => {
    expect(offsetInZone(at(instant), zone)).toBe(seconds);
  });

  it('is the same by a zone and by the offset that it has at that instant', () => {
    const instants = fc.date({
      noInvalidDate: true,
      min: new Date('1975-01-01'),
      max: new Date('2100-01-01'),
    });
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Pacific/Auckland',
      'America/St_Johns',
      'Etc/GMT-14',
      'UTC',
    );
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const offset = offsetInZone(instant.getTime(), zone);
        expect(localDayByOffset(instant.getTime(), offset ?? NaN)).toEqual(
          localDayInZone(instant.getTime(), zone),
        );
      }),
    );
  });
});

describe('the zone of a place', () => {
  it.each([
    [46.05, 14.5, 'Europe/Ljubljana'],
    [40.78, -73.96, 'America/New_York'],
    [-11.64, 166.95, 'Pacific/Guadalcanal'],
    [0, 0, null],
    [-0.009, 0.009, null],
    [0.02, 0, 'Etc/GMT'],
  ])('%d, %d is %s', (latitudeDegrees, longitudeDegrees, zone) => {
    expect(zoneAt({ latitudeDegrees, longitudeDegrees })).toBe(zone);
  });

  it('is anywhere on earth one that this machine and the contract know', () => {
    const latitudes = fc.double({ min: -90, max: 90, noNaN: true });
    const longitudes = fc.double({ min: -180, max: 180, noNaN: true });
    const { timezone } = externalActivitySchema.shape.session.shape;
    fc.assert(
      fc.property(latitudes, longitudes, (latitudeDegrees, longitudeDegrees) => {
        const zone = zoneAt({ latitudeDegrees, longitudeDegrees });
        fc.pre(zone !== null);
        expect(timezone.safeParse(zone).success).toBe(true);
        expect(localDayInZone(0, zone)).not.toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the quality of a recording', () => {
  it('is as low as its worst flag', () => {
    expect(qualityOf([])).toEqual({ grade: 'sound', flags: [] });
    expect(qualityOf(['zone_assumed', 'distance_computed']).grade).toBe('sound');
    expect(qualityOf(['zone_assumed', 'time_backward']).grade).toBe('uncertain');
    expect(qualityOf(['time_backward', 'crc_mismatch']).grade).toBe('recovered');
    expect(qualityOf(['recovered', 'recovered']).flags).toEqual(['recovered']);
  });

  it('knows every flag there is', () => {
    expect(qualityFlags.map((flag) => qualityOf([flag]).grade)).not.toContain(undefined);
  });
});
