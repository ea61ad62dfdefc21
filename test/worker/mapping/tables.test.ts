import { describe, expect, it } from 'vitest';
import { qualityFlags } from '../../../src-worker/contract/activity-summary.ts';
import { localDayByOffset, localDayInZone } from '../../../src-worker/mapping/local-time.ts';
import { providerOf } from '../../../src-worker/mapping/providers.ts';
import { qualityOf } from '../../../src-worker/mapping/quality.ts';
import { workoutTypeOf } from '../../../src-worker/mapping/sports.ts';

describe('the workout type of a sport', () => {
  it.each([
    ['running', 'treadmill', 'run'],
    ['Running', null, 'run'],
    ['9', null, 'run'],
    ['cycling', 'virtual_activity', 'ride'],
    ['Biking', null, 'ride'],
    ['road_biking', null, 'ride'],
    ['e_biking', null, 'ride'],
    ['1', null, 'ride'],
    ['swimming', 'lap_swimming', 'swim'],
    ['16', null, 'swim'],
    ['training', 'strength_training', 'strength'],
    ['fitness_equipment', 'indoor_rowing', 'row'],
    ['generic', 'treadmill', 'run'],
    ['walking', null, 'walk'],
    ['10', null, 'walk'],
    ['hiking', null, 'hike'],
    ['4', null, 'hike'],
    ['Cross-Country Skiing', null, 'ski'],
    ['snowboarding', 'backcountry', 'ski'],
    ['multisport', null, 'multisport'],
    ['Other', null, 'other'],
    ['generic', 'generic', 'other'],
  ])('%s / %s is %s, and known', (sport, subSport, workoutType) => {
    expect(workoutTypeOf(sport, subSport)).toEqual({ workoutType, known: true });
  });

  it.each([[null], ['quidditch'], ['constructor'], ['__proto__'], ['77'], ['']])(
    '%s is other, and a guess',
    (sport) => {
      expect(workoutTypeOf(sport, null)).toEqual({ workoutType: 'other', known: false });
    },
  );
});

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
    [{ creator: 'StravaGPX Android' }, 'strava'],
    [{ creator: 'TrainingPeaks' }, 'trainingpeaks'],
    [{ creator: 'Polar Vantage V2' }, 'device'],
    [{ creator: 'Edgeworth Tracker' }, 'device'],
    [{ creator: 'not Garmin' }, 'device'],
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
