import { describe, expect, it } from 'vitest';
import {
  lastSeenText,
  offersUnfinished,
  placeText,
  sourceCounts,
  sourceStory,
  sourceTone,
  tellsLimitedWatching,
} from '../../../src-renderer/screens/devices/source-text.ts';
import type { Source } from '../../../src-worker/contract/sources.ts';
import { everyHint, everyState, edge, zwiftFolder } from '../source-samples.ts';
import { telling } from '../receipt-samples.ts';

const { say, reader } = telling;
const said = (source: Source, isPaused = false): readonly string[] => {
  const { happened, safe, next } = sourceStory(source, isPaused, say);
  return [happened, safe, next].filter((part) => part !== '');
};

describe('how a device or a folder stands', () => {
  it.each(everyState.flatMap((state) => [edge({ state }), zwiftFolder({ state })]))(
    'has its sentence: $kind, $state.kind $state.reason',
    (source) => {
      const [happened = '', ...more] = said(source);
      for (const part of [happened, ...more]) expect(part).toMatch(/^\p{Lu}|^\d/u);
      expect(happened).not.toBe('');
      expect(['well', 'busy', 'asks', 'hampered', 'trouble', 'absent']).toContain(sourceTone(source));
    },
  );

  it('says of a device that it may be unplugged, and only at rest', () => {
    expect(said(edge())).toEqual(['Safe to unplug: everything is here.']);
    expect(said(edge({ filesFound: 0, filesKnown: 0 }))).toEqual([
      'Safe to unplug: there are no activity files on it.',
    ]);
    const others = everyState.filter(({ kind }) => kind !== 'at_rest');
    for (const state of others) expect(said(edge({ state })).join(' ')).not.toContain('Safe to unplug');
  });

  it('does not claim that all is here where a file is not known', () => {
    expect(said(edge({ filesKnown: 11 }))).toEqual(['Safe to unplug: nothing is being read.']);
    expect(said(zwiftFolder({ filesKnown: 239 }))).toEqual(['Nothing in it is being read.']);
  });

  it('says of what could not be read what is safe and what to do, and does not shine', () => {
    const unread = edge({ filesKnown: 11, filesUnread: 1 });
    expect(said(unread)).toEqual([
      'Safe to unplug, but 1 file could not be read.',
      'Nothing half-read was taken in, and everything else is here.',
      'Imports says which and why. Look again, or unplug it and plug it in again.',
    ]);
    expect(said(zwiftFolder({ filesKnown: 238, filesUnread: 2 }))).toEqual([
      '2 files in it could not be read.',
      'Nothing half-read was taken in, and everything else is here.',
      'Imports says which and why. See to that, then look again.',
    ]);
    expect(sourceTone(unread)).toBe('hampered');
  });

  it('does not claim that all is here where a part of it could not be listed', () => {
    const inPart = edge({ filesFound: 0, filesKnown: 0, partsUnlisted: 1 });
    expect(said(inPart)).toEqual([
      'Safe to unplug, but a part of it could not be looked through.',
      'What was found in the rest is taken in as ever.',
      'Look again, or unplug it and plug it in again. If that does not help, try another cable.',
    ]);
    expect(said(zwiftFolder({ partsUnlisted: 2, filesUnread: 1 }))).toEqual([
      'A part of it could not be looked through.',
      'What was found in the rest is taken in as ever.',
      'See that its disk is connected well and that Cooldown may look into all of it, then look again.',
    ]);
    expect(sourceTone(inPart)).toBe('hampered');
  });

  it('counts what has to hold still, and says what to do meanwhile', () => {
    expect(said(edge({ state: { kind: 'settling', files: 2 } }))).toEqual([
      '2 new files are being checked.',
      'Leave it plugged in: the files are taken in as soon as they hold still.',
    ]);
    expect(said(zwiftFolder({ state: { kind: 'settling', files: 1 } }))).toEqual([
      '1 new file is being checked.',
      'It is taken in as soon as it holds still.',
    ]);
  });

  it('says how far an import is, and what a pull would cost', () => {
    const state = { kind: 'importing', filesDone: 4, filesAll: 12 } as const;
    expect(said(edge({ state }))).toEqual([
      'Taking in 4 of 12',
      'If you unplug it now, what is complete stays and the rest waits for it.',
    ]);
    expect(said(zwiftFolder({ state }))).toEqual(['Taking in 4 of 12']);
    expect(said(zwiftFolder({ state }), true)).toEqual([
      'Imports are paused, 4 of 12 are taken in.',
      'Let imports go on under Imports.',
    ]);
  });

  it('asks about a drive that nobody knows, with the count', () => {
    const asks = (activityFiles: number) =>
      said(edge({ vendor: null, state: { kind: 'asks', activityFiles } }))[0];
    expect(asks(14)).toBe(
      'This drive has 14 activity files. May Cooldown read it whenever it is plugged in?',
    );
    expect(asks(1)).toBe('This drive has 1 activity file. May Cooldown read it whenever it is plugged in?');
    expect(asks(0)).toBe(
      'This drive has no activity files so far. May Cooldown read it whenever it is plugged in?',
    );
  });

  it('says what waits for a device that is away, and nothing more where nothing does', () => {
    const state = { kind: 'away', reason: 'not_there' } as const;
    expect(said(edge({ state }))).toEqual(['Not plugged in.']);
    expect(said(edge({ state, filesWaiting: 5 }))).toEqual([
      'Not plugged in. 5 files wait for it.',
      'What came from it stays.',
      'Plug it in, and Cooldown goes on.',
    ]);
  });

  it('names what does not answer, and makes what is invisible in its name visible', () => {
    expect(said(edge({ state: { kind: 'stuck' } }))).toEqual([
      'Edge 530 does not answer.',
      'Other imports go on.',
      'Unplug it and plug it in again, or try again.',
    ]);
    expect(said(edge({ name: 'run\u202etxt', state: { kind: 'stuck' } }))[0]).toBe(
      'run⟨U+202E⟩txt does not answer.',
    );
    expect(said(edge({ name: ' ', state: { kind: 'stuck' } }))[0]).toBe(
      'A drive without a name does not answer.',
    );
  });
});

describe('what came from it', () => {
  it('is counted, with what is new', () => {
    expect(sourceCounts(edge(), say)).toEqual([
      '12 files, all known',
      '3 new activities since it was plugged in',
    ]);
    expect(sourceCounts(edge({ filesFound: 1, filesKnown: 1, newActivities: 0 }), say)).toEqual([
      '1 file, already known',
      'nothing new since it was plugged in',
    ]);
    expect(sourceCounts(zwiftFolder({ filesKnown: 200, newActivities: 1 }), say)).toEqual([
      '240 files, 200 known',
      '1 new activity since Cooldown was started',
    ]);
  });

  it('is not told before it is sure that there is nothing new', () => {
    const state = { kind: 'settling', files: 2 } as const;
    expect(sourceCounts(edge({ state, newActivities: 0 }), say)).toEqual(['12 files, all known']);
    expect(sourceCounts(edge({ state: { kind: 'looking' } }), say)).toEqual([]);
    const away = { kind: 'away', reason: 'not_there' } as const;
    expect(sourceCounts(edge({ state: away }), say)).toEqual(['12 files, all known']);
    expect(sourceCounts(edge({ state, filesKnown: 0 }), say)[0]).toBe('12 files, none known yet');
  });

  it('says when it was last here, of what is not', () => {
    const state = { kind: 'away', reason: 'not_there' } as const;
    expect(lastSeenText(edge({ state }), say, reader)).toBe('Last here 12 May 2026, 18:04');
    expect(lastSeenText(edge({ state, lastSeenAt: null }), say, reader)).toBeNull();
    expect(lastSeenText(edge(), say, reader)).toBeNull();
  });
});

it('lies somewhere only while it is plugged in', () => {
  expect(placeText(edge())).toBe('/media/rider/GARMIN');
  expect(placeText(edge({ place: '/media/run\u202etxt' }))).toBe('/media/run⟨U+202E⟩txt');
  expect(placeText(edge({ place: '' }))).toBeNull();
  expect(placeText(edge({ state: { kind: 'away', reason: 'not_there' } }))).toBeNull();
  expect(placeText(zwiftFolder({ state: { kind: 'away', reason: 'not_there' } }))).not.toBeNull();
});

it('offers an unfinished ride where it can be read', () => {
  const unfinishedRide = '/home/rider/Documents/Zwift/Activities/inProgressActivity.fit';
  const offered = everyState.filter((state) => offersUnfinished(zwiftFolder({ state, unfinishedRide })));
  expect(offered.map(({ kind }) => kind)).toEqual(['looking', 'settling', 'importing', 'at_rest']);
  expect(offersUnfinished(zwiftFolder())).toBe(false);
});

it('tells that changes are not announced where a folder is looked at', () => {
  expect(tellsLimitedWatching(zwiftFolder({ isWatchingLimited: true }))).toBe(true);
  expect(tellsLimitedWatching(zwiftFolder({ isWatchingLimited: true, state: { kind: 'off' } }))).toBe(false);
  expect(tellsLimitedWatching(zwiftFolder())).toBe(false);
});

it.each(everyHint)('has a sentence that says what to do: %s', (hint) => {
  for (const vendor of ['garmin', 'wahoo', ''])
    expect(say(`hint.${hint}`, { vendor })).toMatch(/^\p{Lu}.{20,}\.$/u);
});
