import { describe, expect, it } from 'vitest';
import { changeFor, deedsOf } from '../../../src-renderer/screens/devices/source-deeds.ts';
import { sourceGroups } from '../../../src-renderer/screens/devices/source-groups.ts';
import { invokeChannels } from '../../../src-worker/contract/desktop-channels.ts';
import { everyState, edge, zwiftFolder } from '../source-samples.ts';

const away = { kind: 'away', reason: 'not_there' } as const;

describe('what can be done', () => {
  it('is what main takes', () => {
    const sources = everyState.flatMap((state) => [
      edge({ state }),
      edge({ state, vendor: null }),
      zwiftFolder({ state }),
    ]);
    for (const source of sources) {
      for (const deed of deedsOf(source)) {
        const change = changeFor(deed, source.sourceId);
        expect(invokeChannels['sources:change'].parse(change)).toEqual(change);
      }
    }
  });

  it('is to answer, where a drive asks', () => {
    const [read, never, ...more] = deedsOf(
      edge({ vendor: null, state: { kind: 'asks', activityFiles: 14 } }),
    );
    expect([read, never, more]).toEqual(['read', 'never', []]);
    expect(changeFor('read', 'it')).toEqual({ change: 'switch', sourceId: 'it', isOn: true });
    expect(changeFor('never', 'it')).toEqual({ change: 'switch', sourceId: 'it', isOn: false });
  });

  it('is to try again, where something does not answer', () => {
    expect(deedsOf(edge({ state: { kind: 'stuck' } }))).toEqual(['try_again']);
    expect(deedsOf(zwiftFolder({ state: { kind: 'stuck' } }))).toEqual(['try_again', 'remove']);
    expect(changeFor('try_again', 'it')).toEqual({ change: 'look_now', sourceId: 'it' });
  });

  it('lets a folder be removed in every state, and a device be forgotten that is away', () => {
    for (const state of everyState) expect(deedsOf(zwiftFolder({ state }))).toContain('remove');
    expect(deedsOf(edge({ state: away }))).toEqual(['forget']);
    expect(deedsOf(edge())).not.toContain('forget');
  });

  it('takes back a yes to a drive that nobody would know', () => {
    expect(deedsOf(edge({ vendor: null }))).toEqual(['look_now', 'stop_reading']);
    expect(deedsOf(edge())).toEqual(['look_now']);
  });
});

it('shows what is plugged in before what is away, and folders by their names', () => {
  const sources = [
    edge({ sourceId: 'drawer', state: away }),
    zwiftFolder({ sourceId: 'f10', name: 'Rides 10' }),
    edge({ sourceId: 'second' }),
    zwiftFolder({ sourceId: 'f9', name: 'rides 9', state: away }),
    edge({ sourceId: 'broken', state: { kind: 'away', reason: 'device_failed' } }),
  ];
  const { devices, folders } = sourceGroups(sources, 'en-GB');
  expect(devices.map(({ sourceId }) => sourceId)).toEqual(['second', 'broken', 'drawer']);
  expect(folders.map(({ sourceId }) => sourceId)).toEqual(['f9', 'f10']);
});
