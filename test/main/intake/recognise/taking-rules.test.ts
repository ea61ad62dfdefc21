// Which names are taken on which device.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVendorMap, vendorMapFile } from '../../../../src-main/disk/read-vendor-map.ts';
import { judgeFileName, judgeFolderName } from '../../../../src-main/intake/recognise/taking-rules.ts';
import type { TakingRules } from '../../../../src-worker/contract/vendor-map.ts';

const map = readVendorMap(vendorMapFile(join(import.meta.dirname, '../../../..')));
const rulesOf = (name: string): TakingRules =>
  map.vendors.find(({ vendor }) => vendor === name)?.rules ?? map.unknown;

describe('files', () => {
  it.each([
    ['garmin', '2026-05-12-08-30-00.fit', 'take'],
    ['garmin', 'A5CB0948.FIT', 'take'],
    ['garmin', 'Track.GPX', 'take'],
    ['garmin', 'device.FIT', 'leave'],
    ['garmin', 'TracBack.fit', 'leave'],
    ['garmin', '._2026-05-12.fit', 'leave'],
    ['garmin', 'map.GPC', 'leave'],
    ['garmin', 'readme.txt', 'leave'],
    ['wahoo', 'ride.fit', 'take'],
    ['wahoo', 'ride.gpx', 'leave'],
    ['zwift', '2026-05-12-08-30-00.fit', 'take'],
    ['zwift', 'INPROGRESSactivity.FIT', 'unfinished'],
    ['nobody', 'inProgressActivity.fit', 'unfinished'],
    ['nobody', 'export.zip', 'take'],
    ['nobody', 'ride.tcx.gz', 'take'],
    ['nobody', 'fit', 'leave'],
    ['nobody', '\xff\xfe.fit', 'take'],
  ])('of %s: %s → %s', (vendor, name, judgement) => {
    expect(judgeFileName(rulesOf(vendor), name)).toBe(judgement);
  });
});

describe('folders', () => {
  it.each([
    ['garmin', 'Courses', 'leave'],
    ['garmin', 'COURSES', 'leave'],
    ['garmin', '2026', 'enter'],
    ['wahoo', 'routes', 'leave'],
    ['nobody', '.Trash-1000', 'leave'],
    ['nobody', 'System Volume Information', 'leave'],
    ['nobody', 'Rides', 'enter'],
  ])('of %s: %s → %s', (vendor, name, judgement) => {
    expect(judgeFolderName(rulesOf(vendor), name)).toBe(judgement);
  });
});

it.each([
  ['a*b*c', 'aXbXc', true],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'acb', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['*.bin', '.bin', true],
  ['*', '', true],
  ['a.b', 'aXb', false],
  ['[a-z]*', 'abc', false],
])('the pattern %s and the name %s', (pattern, name, fits) => {
  const rules = {
    takes: [],
    leavesFiles: [],
    leavesFolders: [pattern],
    unfinishedFiles: [],
    smallestBytes: 0,
  };
  expect(judgeFolderName(rules, name)).toBe(fits ? 'leave' : 'enter');
});
