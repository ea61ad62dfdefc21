import { expect, it } from 'vitest';
import { writeResult } from '../../../src-worker/dedup/write-result.ts';

it.each([
  ['create', false, 'created'],
  ['update', false, 'created'],
  ['create', true, 'idempotent_replay'],
  ['update', true, 'idempotent_replay'],
  ['skip', false, 'duplicate_skipped'],
  ['skip', true, 'duplicate_skipped'],
  ['reject', false, null],
  ['reject', true, null],
] as const)('a decision to %s, with the key known: %j, ends as %j', (decision, keyIsKnown, result) => {
  expect(writeResult({ decision, keyIsKnown })).toBe(result);
});
