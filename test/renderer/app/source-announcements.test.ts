import { expect, it } from 'vitest';
import { heardOfSources, sourceAnnouncement } from '../../../src-renderer/app/source-announcements.ts';
import type { Source, SourceState } from '../../../src-worker/contract/sources.ts';
import { edge, zwiftFolder } from '../source-samples.ts';
import { telling } from '../receipt-samples.ts';

/** All that is spoken while these follow each other. */
function spokenThrough(...steps: readonly (readonly Source[])[]): readonly string[] {
  const [first = [], ...later] = steps;
  let heard = heardOfSources(null, first);
  return later.flatMap((sources) => {
    const news = sourceAnnouncement(heard, sources, telling.say);
    heard = heardOfSources(heard, sources);
    return news === null ? [] : [news];
  });
}

const inTurn = (...states: readonly SourceState[]) => states.map((state) => [edge({ state })]);

it('speaks of a device that is done, once, and of nothing on the way', () => {
  const importing = { kind: 'importing', filesDone: 0, filesAll: 2 } as const;
  const through = spokenThrough(
    [],
    ...inTurn(
      { kind: 'looking' },
      { kind: 'settling', files: 2 },
      importing,
      { ...importing, filesDone: 1 },
      { kind: 'looking' },
      { kind: 'at_rest' },
      { kind: 'looking' },
      { kind: 'at_rest' },
    ),
  );
  expect(through).toEqual(['Edge 530: everything is here. Safe to unplug.']);
});

it('does not speak of everything where something could not be read', () => {
  const settling = edge({ state: { kind: 'settling', files: 2 } });
  for (const lack of [{ filesUnread: 1 }, { partsUnlisted: 1 }])
    expect(spokenThrough([settling], [edge(lack)])).toEqual([
      'Edge 530: not everything could be read. Safe to unplug; Devices and folders says what can be done.',
    ]);
});

it('says nothing of a folder that is done', () => {
  const settling = zwiftFolder({ state: { kind: 'settling', files: 2 } });
  expect(spokenThrough([settling], [zwiftFolder()])).toEqual([]);
});

it('speaks of what needs somebody, once', () => {
  expect(spokenThrough([], ...inTurn({ kind: 'stuck' }, { kind: 'stuck' }))).toEqual([
    'Edge 530 does not answer. Other imports go on.',
  ]);
  expect(spokenThrough([], ...inTurn({ kind: 'no_volume' }))).toEqual([
    'Edge 530 is plugged in, but shows no drive. Devices and folders says what helps.',
  ]);
  expect(spokenThrough([], ...inTurn({ kind: 'asks', activityFiles: 1 }))).toEqual([
    'Edge 530: 1 activity file. Cooldown asks under Devices and folders whether it may read this drive.',
  ]);
  const unfinished = zwiftFolder({ unfinishedRide: '/rides/inProgressActivity.fit' });
  expect(spokenThrough([zwiftFolder()], [unfinished], [unfinished])).toEqual([
    'Activities: an unfinished ride lies there. Devices and folders says what can be done.',
  ]);
});

it('says both where two come at once', () => {
  const stuck = { kind: 'stuck' } as const;
  const both = [edge({ state: stuck }), edge({ sourceId: 'other', name: 'Fenix 6', state: stuck })];
  expect(spokenThrough([], both)).toEqual([
    'Edge 530 does not answer. Other imports go on. Fenix 6 does not answer. Other imports go on.',
  ]);
});
