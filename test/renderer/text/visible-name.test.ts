import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleName } from '../../../src-renderer/text/visible-name.ts';

describe('a name from outside', () => {
  it.each([
    ['morning run.fit', 'morning run.fit'],
    ['Überführung – 12.5.fit', 'Überführung – 12.5.fit'],
    ['朝のラン.fit', '朝のラン.fit'],
    ['family 👨‍👩‍👧.fit', 'family 👨‍👩‍👧.fit'],
    ['a\nb.fit', 'a␤b.fit'],
    ['a\u0000\u001b[31m.fit', 'a␀␛[31m.fit'],
    ['a\u007f\u0085.fit', 'a␡⟨U+0085⟩.fit'],
    ['evil\u202efit.exe', 'evil⟨U+202E⟩fit.exe'],
    ['\ufeffa\u200b.fit', '⟨U+FEFF⟩a⟨U+200B⟩.fit'],
    ['half\ud800.fit', 'half\ufffd.fit'],
  ])('%j is shown as %j', (name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });

  it('in a script from right to left does not turn its sentence around', () => {
    expect(visibleName('ריצה.fit')).toBe('\u2068ריצה.fit\u2069');
  });

  it('never keeps a character that can not be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(visibleName(name).replace(/^\u2068|\u2069$/gu, '')).not.toMatch(
          // eslint-disable-next-line no-control-regex -- these are what must not be there
          /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
        );
      }),
    );
  });
});
