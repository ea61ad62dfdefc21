import { expect, it } from 'vitest';
import {
  bytesBeyond,
  gibibyte,
  limitChoices,
  notSavedId,
} from '../../../src-renderer/screens/settings/archive-limits.ts';
import { noLimitBytes } from '../../../src-worker/contract/archive-limit.ts';
import { invokeChannels } from '../../../src-worker/contract/desktop-channels.ts';

it('offers the usual limits, and the one in force where it is another', () => {
  const usual = [gibibyte, 4 * gibibyte, 16 * gibibyte, noLimitBytes];
  expect(limitChoices(4 * gibibyte)).toEqual(usual);
  expect(limitChoices(2 * gibibyte)).toEqual([gibibyte, 2 * gibibyte, ...usual.slice(1)]);
});

it('offers nothing that main would refuse', () => {
  for (const archiveLimitBytes of limitChoices(4 * gibibyte)) {
    expect(invokeChannels['settings:change'].safeParse({ archiveLimitBytes }).success).toBe(true);
  }
});

it('knows what a lower limit would cost, and that any other costs nothing', () => {
  expect(bytesBeyond(3 * gibibyte, gibibyte)).toBe(2 * gibibyte);
  expect(bytesBeyond(gibibyte, gibibyte)).toBe(0);
  expect(bytesBeyond(3 * gibibyte, noLimitBytes)).toBe(0);
});

it('asks for room only where a lack of room kept a choice from being saved', () => {
  expect(['ENOSPC', 'EDQUOT'].map(notSavedId)).toEqual(Array(2).fill('originals.not_saved.disk_full'));
  expect(['EROFS', 'EACCES', 'EIO'].map(notSavedId)).toEqual(Array(3).fill('originals.not_saved'));
});
