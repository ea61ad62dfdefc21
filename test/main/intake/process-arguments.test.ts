import { sep } from 'node:path';
import { expect, test } from 'vitest';
import {
  fromArguments,
  toArguments,
  type ProcessSettings,
} from '../../../src-main/intake/process-arguments.ts';

const settings: ProcessSettings = {
  stagingFolder: `${sep}a folder${sep}with = and, in it`,
  owner: 'shared',
  vendorMap: `${sep}the app${sep}vendors.json`,
  lying: ['7b0bd5c6-8b3e-4d8c-9a53-0d5a8f4f1c11', '7b0bd5c6-8b3e-4d8c-9a53-0d5a8f4f1c12'],
  beatMs: 1000,
  callMs: 8000,
  dieAt: { point: 'copy_staged', time: 3 },
};
const read = (told: ProcessSettings) => fromArguments(['node', 'intake.js', ...toArguments(told)]);

test('What main tells the intake at its start is what the intake reads', () => {
  expect(read(settings)).toEqual(settings);
  const plain = { ...settings, lying: [], dieAt: null };
  expect(read(plain)).toEqual(plain);
});

test('Without an absolute staging folder, or without its times, the intake does not start', () => {
  const needs = 'the intake needs --staging=<absolute path>';
  expect(() => fromArguments(['node', 'intake.js'])).toThrow(needs);
  expect(() => read({ ...settings, vendorMap: '' })).toThrow('the intake needs --vendor-map=<absolute path>');
  expect(() => read({ ...settings, stagingFolder: 'here' })).toThrow(needs);
  expect(() => read({ ...settings, owner: 'two words' })).toThrow('the intake needs --owner=<word>');
  expect(() => read({ ...settings, callMs: 0 })).toThrow('the intake needs --call-ms=<milliseconds>');
});
