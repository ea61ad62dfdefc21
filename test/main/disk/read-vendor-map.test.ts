// The vendor map as it is shipped: whole, sound, and read as data.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readVendorMap, vendorMapFile } from '../../../src-main/disk/read-vendor-map.ts';
import { deviceHintSchema, hasWord, vendorOnUsb } from '../../../src-worker/contract/vendor-map.ts';

const file = vendorMapFile(join(import.meta.dirname, '../../..'));
const map = readVendorMap(file);

it('knows its vendors, each once, and says what each statement rests on', () => {
  expect(map.vendors.map(({ vendor }) => vendor)).toEqual(['garmin', 'wahoo', 'zwift', 'igpsport']);
  expect(map.vendors.filter(({ notes }) => notes.length === 0)).toEqual([]);
});

it('recognises every vendor by folders that it also looks into', () => {
  for (const { vendor, signs, activityFolders } of map.vendors) {
    const shown = signs.flatMap(({ folders }) => folders);
    expect([vendor, activityFolders.filter((folder) => !shown.includes(folder))]).toEqual([vendor, []]);
  }
});

it('uses every hint that the face has a sentence for', () => {
  const used = new Set(map.vendors.flatMap(({ hints }) => hints));
  expect(deviceHintSchema.options.filter((hint) => !used.has(hint))).toEqual([]);
});

it('knows a device on USB by its number first, and else by whole words', () => {
  const on = (vendorId: string | null, says: string) => vendorOnUsb({ vendorId, says }, map)?.vendor ?? null;
  expect([
    on('091e', ''),
    on(null, 'GARMIN Forerunner'),
    on('0e8d', 'ELEMNT_ROAM'),
    on('1234', 'Megarmina'),
  ]).toEqual(['garmin', 'garmin', 'wahoo', null]);
  expect(hasWord('EDGE530', ['edge'])).toBe(true);
  expect(hasWord('KNOWLEDGE', ['edge'])).toBe(false);
});

it.each([
  ['a path that climbs out', '"Garmin/Activities"', '"../Activities"'],
  ['an absolute path', '"Zwift/Activities"', '"/Zwift/Activities"'],
  ['another format', '"format": 1', '"format": 2'],
  ['a hint without a sentence', '"drag_files_in"', '"throw_it_away"'],
])('is refused with %s', (_, good, bad) => {
  const folder = mkdtempSync(join(tmpdir(), 'vendor-map-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const broken = join(folder, 'vendors.json');
  const text = JSON.stringify(map, null, 2);
  expect(text).toContain(good);
  writeFileSync(broken, text.replace(good, bad));
  expect(() => readVendorMap(broken)).toThrow();
});
