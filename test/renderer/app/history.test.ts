import { describe, expect, it } from 'vitest';
import { canGoBack, start, walk, type Step } from '../../../src-renderer/app/history.ts';
import { shortcutOf } from '../../../src-renderer/app/shortcuts.ts';
import { placeOf, type Place } from '../../../src-renderer/screens/place.ts';

const receipt: Place = { screen: 'imports', importId: 'i', jobId: 'j', filter: 'all' };
const activity: Place = { screen: 'activities', activityKey: 'a' };
const walked = (...steps: readonly Step[]) => steps.reduce(walk, start);

describe('the way back', () => {
  it('closes what is open', () => {
    const opened = walked({ type: 'open', place: activity, byKeyboard: true });
    expect(opened.focusesDetail).toBe(true);
    expect(canGoBack(opened)).toBe(true);
    expect(walk(opened, { type: 'back' })).toEqual(start);
    expect(canGoBack(start)).toBe(false);
  });

  it('leads from a shown activity to the receipt it was shown from', () => {
    const jumped = walked(
      { type: 'visit', place: placeOf('imports') },
      { type: 'open', place: receipt, byKeyboard: false },
      { type: 'jump', place: activity },
    );
    expect(jumped.place).toEqual(activity);
    expect(walk(jumped, { type: 'back' })).toEqual({ place: receipt, behind: [], focusesDetail: true });
  });

  it('is forgotten when one goes elsewhere by the rail', () => {
    const gone = walked({ type: 'jump', place: receipt }, { type: 'visit', place: placeOf('settings') });
    expect(gone.behind).toEqual([]);
  });
});

describe('a key', () => {
  const pressed = (key: string, other: Partial<Parameters<typeof shortcutOf>[0]> = {}) =>
    shortcutOf({ key, ctrlKey: false, metaKey: false, altKey: false, isWriting: false, ...other });

  it('of the table asks for its deed, with Ctrl or ⌘', () => {
    expect(pressed('o', { ctrlKey: true })).toEqual({ kind: 'choose_files' });
    expect(pressed('O', { metaKey: true })).toEqual({ kind: 'choose_files' });
    expect(pressed('f', { ctrlKey: true })).toEqual({ kind: 'search' });
    expect(pressed('2', { ctrlKey: true })).toEqual({ kind: 'visit', screen: 'imports' });
    expect(pressed('Escape')).toEqual({ kind: 'back' });
    expect(pressed('?')).toEqual({ kind: 'sheet' });
  });

  it('that is written into a field stays there', () => {
    expect(pressed('?', { isWriting: true })).toBeNull();
    expect(pressed('o')).toBeNull();
    expect(pressed('9', { ctrlKey: true })).toBeNull();
    expect(pressed('o', { ctrlKey: true, altKey: true })).toBeNull();
  });
});
