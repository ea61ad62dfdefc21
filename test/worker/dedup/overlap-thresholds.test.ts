// What was compared by another table is compared once more only where the table's revision says that it is another one.
import { expect, it } from 'vitest';
import { sha256Hex } from '../../../src-worker/contract/short-hash.ts';
import { overlapThresholds, thresholdsRevision } from '../../../src-worker/dedup/overlap-thresholds.ts';

/** Of each revision, in their order. Append, never edit. */
const tables = ['52d337f766d031440bc7635cca99b5caa97646233ab81a2a5facebbb78cd8f79'];

it('a changed table has a revision of its own', async () => {
  const sha256 = await sha256Hex(new TextEncoder().encode(JSON.stringify(overlapThresholds)));
  expect(
    sha256,
    'The thresholds are other ones: raise thresholdsRevision, and append the digest to the list here.',
  ).toBe(tables[thresholdsRevision - 1]);
  expect(tables).toHaveLength(thresholdsRevision);
});
