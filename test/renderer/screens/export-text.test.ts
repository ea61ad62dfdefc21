import { expect, it } from 'vitest';
import { exportText } from '../../../src-renderer/screens/settings/export-text.ts';
import { makeI18n, sayWith } from '../../../src-renderer/text/say.ts';

const say = sayWith(makeI18n('en'));
const exported = { kind: 'exported', name: 'out', records: 9, originals: 1 } as const;

it('says what was exported, and how many originals are missing from it, what is safe and what to do', () => {
  const whole = 'Exported to out: 9 entries, 1 original.';
  expect(exportText({ ...exported, originalsNotReadable: 0 }, say)).toBe(whole);
  expect(exportText({ ...exported, originalsNotReadable: 1 }, say)).toBe(
    `${whole} Not in it: 1 original that could not be read any more. All activities and receipts are in it. If you still have this file, keep it.`,
  );
  expect(exportText({ ...exported, originalsNotReadable: 3 }, say)).toContain(
    'Not in it: 3 originals that could not be read any more.',
  );
});

it('names no place as the remedy where it is the journal that can not be opened', () => {
  expect(exportText({ kind: 'not_saved', systemCode: 'ENOSPC' }, say)).toContain('Choose another place');
  expect(exportText({ kind: 'not_now' }, say)).not.toContain('place');
});
