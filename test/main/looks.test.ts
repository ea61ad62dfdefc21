// There is one look at a time, and nothing that was dropped is lost by the next one.
import { expect, test } from 'vitest';
import { openLooks } from '../../src-main/looks.ts';

function looksInTest() {
  const begun: (readonly string[])[] = [];
  const calledOff: string[] = [];
  const looks = openLooks({
    begin: (paths) => `look ${begun.push(paths)}`,
    callOff: (lookId) => calledOff.push(lookId),
  });
  return { looks, begun, calledOff };
}

test('A second drop is looked at together with the first, which ends, and both are taken in', () => {
  const { looks, begun, calledOff } = looksInTest();
  const first = looks.begin({ paths: ['/2024', '/2025'], origin: 'drop' });
  const both = looks.begin({ paths: ['/2025', '/2026'], origin: 'drop' });
  expect(begun.at(-1)).toEqual(['/2024', '/2025', '/2026']);
  expect(calledOff).toEqual([first]);
  expect(looks.take(first)).toBeNull();
  expect(looks.take(both)).toEqual({ paths: ['/2024', '/2025', '/2026'], origin: 'drop' });
});

test('What was dropped is not lost by choosing more; what was chosen before is', () => {
  const { looks, begun } = looksInTest();
  looks.begin({ paths: ['/chosen'], origin: 'dialog' });
  looks.begin({ paths: ['/dropped'], origin: 'drop' });
  looks.begin({ paths: ['/chosen too'], origin: 'dialog' });
  expect(begun).toEqual([['/chosen'], ['/dropped'], ['/dropped', '/chosen too']]);
});

test('What was dropped for a look that was ended, or is taken in already, is not looked at again', () => {
  const { looks, begun } = looksInTest();
  looks.take(looks.begin({ paths: ['/2024'], origin: 'drop' }));
  looks.begin({ paths: ['/2025'], origin: 'drop' });
  expect(begun.at(-1)).toEqual(['/2025']);
});
