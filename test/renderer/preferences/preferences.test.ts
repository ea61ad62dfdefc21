import { describe, expect, it } from 'vitest';
import { defaultPreferences, parsePreferences } from '../../../src-renderer/preferences/preferences.ts';

describe('preferences', () => {
  it('are the defaults where nothing, or nothing sensible, is stored', () => {
    for (const stored of [null, '', 'null', '{', '[]', '"dark"', '{"theme":7}']) {
      expect(parsePreferences(stored)).toEqual(defaultPreferences);
    }
  });

  it('keep what they know, and replace what another build wrote', () => {
    expect(parsePreferences('{"theme":"dark","density":"airy","units":"imperial","new":1}')).toEqual({
      theme: 'dark',
      density: 'comfortable',
      units: 'imperial',
    });
  });
});
