import { describe, expect, it } from 'vitest';
import {
  instantInZone,
  isoWeekOfDate,
  localDateOf,
  localTimeOf,
} from '../../src-worker/contract/local-day.ts';

const shown = (ms: number): string => new Date(ms).toISOString();

describe('the instant at which clocks showed something', () => {
  it.each([
    ['2026-05-12', '18:04', 'Europe/Vienna', '2026-05-12T16:04:00.000Z'],
    ['2026-01-12', '18:04', 'Europe/Vienna', '2026-01-12T17:04:00.000Z'],
    ['2026-05-12', '00:30', 'Pacific/Kiritimati', '2026-05-11T10:30:00.000Z'],
    ['2026-05-12', '23:30', 'Pacific/Marquesas', '2026-05-13T09:00:00.000Z'],
    ['2026-05-12', '18:04', 'UTC', '2026-05-12T18:04:00.000Z'],
  ])('%s %s in %s is %s, and back', (date, time, zone, instant) => {
    const ms = instantInZone(date, time, zone);
    expect(shown(ms)).toBe(instant);
    expect([localDateOf(instant, zone, null), localTimeOf(instant, zone, null)]).toEqual([date, time]);
  });

  it('is the first one of an hour that came twice', () => {
    expect(shown(instantInZone('2026-10-25', '02:30', 'Europe/Vienna'))).toBe('2026-10-25T00:30:00.000Z');
  });

  it('of an hour that never was is read by the clock of before', () => {
    expect(shown(instantInZone('2026-03-29', '02:30', 'Europe/Vienna'))).toBe('2026-03-29T01:30:00.000Z');
  });
});

it.each([
  ['2024-12-30', '2025-W01'],
  ['2021-01-03', '2020-W53'],
  ['2026-02-14', '2026-W07'],
  ['0099-01-01', '0099-W01'],
])('%s lies in %s', (date, week) => {
  expect(isoWeekOfDate(date)).toBe(week);
});
