// The life of a source in what can happen to it: it is looked at when it has to be, never twice at once, and nothing that
// was found is forgotten.
import { describe, expect, it } from 'vitest';
import type { Scanned } from '../../../src-worker/contract/sources.ts';
import {
  isDue,
  newSource,
  sourcePace,
  stateOf,
  stepSource,
  type SourceAction,
  type SourceEvent,
  type SourceLife,
} from '../../../src-main/sources/source-life.ts';
import { seededChance } from '../../support/seeded-chance.ts';

const scanned = (scanId: string, found: Partial<Extract<Scanned, { kind: 'looked' }>> = {}): Scanned => ({
  kind: 'looked',
  scanId,
  recognition: { by: 'manifest', name: 'Edge 530', vendor: 'garmin', unitHash: null },
  filesFound: 3,
  isOnlyCounted: false,
  known: 3,
  settling: 0,
  settlesInMs: null,
  ready: 0,
  unread: 0,
  passedOver: 0,
  unfinished: null,
  unlisted: 0,
  isWatchingLimited: false,
  ...found,
});

/** One step after the other, at these times; the actions of all. */
function live(
  life: SourceLife,
  steps: readonly (readonly [number, SourceEvent])[],
): { readonly life: SourceLife; readonly actions: readonly SourceAction[] } {
  let now = life;
  const actions: SourceAction[] = [];
  for (const [atMs, event] of steps) {
    const stepped = stepSource(now, event, atMs);
    now = stepped.life;
    actions.push(...stepped.actions);
  }
  return { life: now, actions };
}

const due = (scanId: string): SourceEvent => ({ kind: 'due', scanId });
const told = (answer: Scanned, importId = 'i1'): SourceEvent => ({
  kind: 'scanned',
  scanned: answer,
  importId,
});

describe('a device', () => {
  it('is scanned when it comes, again when files have settled, and gives what is ready', () => {
    const { life, actions } = live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [100, told(scanned('s1', { known: 0, settling: 3, settlesInMs: 2_000 }))],
    ]);
    expect(actions).toEqual([{ kind: 'scan', scanId: 's1' }]);
    expect(stateOf(life)).toEqual({ kind: 'settling', files: 3 });
    expect([isDue(life, 2_000), isDue(life, 100 + sourcePace.settleMs)]).toEqual([false, true]);
    const later = live(life, [
      [2_200, due('s2')],
      [2_300, told(scanned('s2', { known: 0, ready: 3 }))],
      [2_400, { kind: 'file_ended', importId: 'i1' }],
    ]);
    expect(later.actions).toEqual([
      { kind: 'scan', scanId: 's2' },
      { kind: 'import', importId: 'i1', scanId: 's2', path: null },
    ]);
    expect(stateOf(later.life)).toEqual({ kind: 'importing', filesDone: 1, filesAll: 3 });
    const done = live(later.life, [
      [3_000, { kind: 'import_ended', importId: 'i1', newActivities: 2, notBegun: 0 }],
      [3_000, due('s3')],
      [3_100, told(scanned('s3'))],
    ]);
    expect([stateOf(done.life), done.life.newActivities]).toEqual([{ kind: 'at_rest' }, 2]);
    expect(isDue(done.life, 3_100 + sourcePace.deviceMs)).toBe(true);
  });

  it('that is pulled out has its import called off, and says how many files wait', () => {
    const { life, actions } = live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [100, told(scanned('s1', { known: 0, ready: 3 }))],
      [200, { kind: 'file_ended', importId: 'i1' }],
      [300, { kind: 'went' }],
      [400, { kind: 'import_ended', importId: 'i1', newActivities: 1, notBegun: 2 }],
    ]);
    expect(actions.slice(-2)).toEqual([
      { kind: 'call_off', importId: 'i1', restWaits: true },
      { kind: 'stop_intake' },
    ]);
    expect(stateOf(life)).toEqual({ kind: 'away', reason: 'not_there' });
    expect([life.filesWaiting, life.newActivities, isDue(life, 1e9)]).toEqual([2, 1, false]);
    const back = live(life, [[5_000, { kind: 'came' }]]).life;
    expect(isDue(back, 5_000)).toBe(true);
  });

  it('that is pulled out counts as waiting only what was not copied, and is looked at again when that was taken in', () => {
    const pulled = live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [100, told(scanned('s1', { known: 0, ready: 9 }))],
      [200, { kind: 'file_ended', importId: 'i1' }],
      [300, { kind: 'went' }],
      [310, { kind: 'file_ended', importId: 'i1' }],
    ]).life;
    expect(pulled.filesWaiting).toBe(7);
    const back = live(pulled, [[320, { kind: 'came' }]]).life;
    // A scan now would find as new what lies copied and is not yet told.
    expect([isDue(back, 1e9), stateOf(back)]).toEqual([
      false,
      { kind: 'importing', filesDone: 2, filesAll: 9 },
    ]);
    const ended = { kind: 'import_ended', importId: 'i1', newActivities: 4, notBegun: 5 } as const;
    const after = live(back, [[900, ended]]).life;
    expect([isDue(after, 900), after.newActivities]).toEqual([true, 4]);
    expect(live(pulled, [[900, ended]]).life.filesWaiting).toBe(5);
  });

  it('gives its unfinished ride when the athlete asks: found anew, alone, and left with the device', () => {
    const unfinished = '/device/inProgressActivity.fit';
    const asked = live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [100, told(scanned('s1', { unfinished }))],
      [200, { kind: 'import_unfinished' }],
      [200, due('s2')],
      [300, told(scanned('s2', { unfinished, known: 2, ready: 1 }), 'ride')],
    ]);
    expect(asked.actions.at(-1)).toEqual({
      kind: 'import',
      importId: 'ride',
      scanId: 's2',
      path: unfinished,
    });
    expect(stateOf(asked.life)).toEqual({ kind: 'importing', filesDone: 0, filesAll: 1 });
    const pulled = live(asked.life, [[400, { kind: 'went' }]]);
    expect(pulled.actions).toEqual([
      { kind: 'call_off', importId: 'ride', restWaits: true },
      { kind: 'stop_intake' },
    ]);
    const next = live(asked.life, [
      [400, { kind: 'import_ended', importId: 'ride', newActivities: 1, notBegun: 0 }],
      [400, due('s3')],
      [500, told(scanned('s3', { known: 2, ready: 1 }), 'others')],
    ]);
    expect(next.actions.at(-1)).toMatchObject({ importId: 'others', path: null });
  });

  it('whose files can not be written down now is not stuck at the first of them', () => {
    const { life } = live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [100, told(scanned('s1', { known: 0, ready: 3 }))],
      [100, { kind: 'not_begun', importId: 'i1' }],
    ]);
    expect([stateOf(life), isDue(life, 200), isDue(life, 100 + sourcePace.deviceMs)]).toEqual([
      { kind: 'settling', files: 3 },
      false,
      true,
    ]);
  });

  it('that hangs is left alone until it comes again or is asked for', () => {
    const { life, actions } = live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [9_000, { kind: 'hung' }],
      [9_100, told(scanned('s1'))],
    ]);
    expect(actions.at(-1)).toEqual({ kind: 'stop_intake' });
    expect([stateOf(life), isDue(life, 1e9)]).toEqual([{ kind: 'stuck' }, false]);
    const unlocked = live(life, [
      [10_000, { kind: 'resumed' }],
      [10_000, { kind: 'hinted' }],
    ]).life;
    expect([stateOf(unlocked), isDue(unlocked, 1e9)]).toEqual([{ kind: 'stuck' }, false]);
    expect(isDue(live(life, [[20_000, { kind: 'look_now' }]]).life, 20_000)).toBe(true);
    expect(isDue(live(life, [[20_000, { kind: 'came' }]]).life, 20_000)).toBe(true);
  });

  it('that hangs in the middle of an import keeps what was copied before', () => {
    const { life, actions } = live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [100, told(scanned('s1', { known: 0, ready: 3 }))],
      [9_000, { kind: 'hung' }],
      [9_100, { kind: 'import_ended', importId: 'i1', newActivities: 2, notBegun: 0 }],
    ]);
    expect(actions.slice(-2)).toEqual([
      { kind: 'call_off', importId: 'i1', restWaits: true },
      { kind: 'stop_intake' },
    ]);
    expect([stateOf(life), life.newActivities]).toEqual([{ kind: 'stuck' }, 2]);
  });

  it('that nobody knows asks, and is read when it was granted', () => {
    const unknown = {
      recognition: { by: 'unknown', name: 'STICK', vendor: null, unitHash: null },
      isOnlyCounted: true,
    } as const;
    const { life, actions } = live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [100, told(scanned('s1', { ...unknown, known: 0 }))],
    ]);
    expect(stateOf(life)).toEqual({ kind: 'asks', activityFiles: 3 });
    // Until then it is left in peace, and no process waits for it.
    expect(actions).toEqual([{ kind: 'scan', scanId: 's1' }, { kind: 'stop_intake' }]);
    expect(isDue(life, 60_000)).toBe(false);
    expect(isDue(live(life, [[200, { kind: 'look_now' }]]).life, 200)).toBe(true);
    const off = live(life, [[200, { kind: 'switched', isOn: false }]]).life;
    expect([stateOf(off), isDue(off, 1e9)]).toEqual([{ kind: 'off' }, false]);
  });
});

it('What has to hold still for long is looked at then, and by then as often as anything else', () => {
  const after = (settlesInMs: number) =>
    live(newSource('device', true), [
      [0, { kind: 'came' }],
      [0, due('s1')],
      [0, told(scanned('s1', { settling: 1, settlesInMs }))],
    ]).life.scanAtMs;
  expect([100, 2_000, 8_000, 300_000].map(after)).toEqual([
    sourcePace.settleMs,
    sourcePace.settleMs,
    8_000,
    sourcePace.deviceMs,
  ]);
});

describe('a folder', () => {
  it('is scanned at once, on hints, and every few minutes; while watching is limited, more often', () => {
    const start = newSource('folder', true);
    expect(isDue(start, 0)).toBe(true);
    const watched = live(start, [
      [0, due('s1')],
      [100, told(scanned('s1', { recognition: null }))],
    ]).life;
    expect([isDue(watched, 60_000), isDue(watched, 100 + sourcePace.folderMs)]).toEqual([false, true]);
    const hinted = live(watched, [[1_000, { kind: 'hinted' }]]).life;
    expect([isDue(hinted, 1_000), isDue(hinted, 1_000 + sourcePace.hintMs)]).toEqual([false, true]);
    const limited = live(start, [
      [0, due('s1')],
      [100, told(scanned('s1', { recognition: null, isWatchingLimited: true }))],
    ]).life;
    expect(isDue(limited, 100 + sourcePace.unwatchedFolderMs)).toBe(true);
  });

  it('that was hinted at while it was scanned is scanned once more', () => {
    const { life } = live(newSource('folder', true), [
      [0, due('s1')],
      [50, { kind: 'hinted' }],
      [100, told(scanned('s1', { recognition: null }))],
    ]);
    expect(isDue(life, 100 + sourcePace.hintMs)).toBe(true);
  });

  it('that hangs is tried ever more rarely, and as at first when it has answered', () => {
    let life = newSource('folder', true);
    let nowMs = 0;
    const waits: number[] = [];
    for (let time = 0; time < 9; time += 1) {
      life = live(life, [
        [nowMs, due('s')],
        [nowMs, { kind: 'hung' }],
      ]).life;
      waits.push(((life.scanAtMs ?? 0) - nowMs) / 60_000);
      nowMs = life.scanAtMs ?? 0;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    const answered = live(life, [
      [nowMs, due('s')],
      [nowMs, told(scanned('s', { recognition: null }))],
      [nowMs, { kind: 'look_now' }],
      [nowMs, due('t')],
      [nowMs, { kind: 'hung' }],
    ]).life;
    expect(isDue(answered, nowMs + sourcePace.stuckMs)).toBe(true);
  });

  it('that is not there is away, looked for again, and comes back by itself', () => {
    const gone = live(newSource('folder', true), [
      [0, due('s1')],
      [100, told({ kind: 'away', scanId: 's1', reason: 'not_there' })],
    ]).life;
    expect(stateOf(gone)).toEqual({ kind: 'away', reason: 'not_there' });
    expect(isDue(gone, 100 + sourcePace.awayMs)).toBe(true);
    const back = live(gone, [
      [6_000, due('s2')],
      [6_100, told(scanned('s2', { recognition: null }))],
    ]).life;
    expect(stateOf(back)).toEqual({ kind: 'at_rest' });
  });
});

it('What could not be read is at rest until somebody asks, and is then read anew', () => {
  const recognition = { by: 'unknown', name: 'STICK', vendor: null, unitHash: null } as const;
  const unread = live(newSource('device', true), [
    [0, { kind: 'came' }],
    [0, due('s1')],
    [100, told(scanned('s1', { recognition, known: 2, unread: 1 }))],
  ]).life;
  // Nobody is asked about a drive that was granted.
  expect(stateOf(unread)).toEqual({ kind: 'at_rest' });
  const asked = live(unread, [[200, { kind: 'look_now' }]]);
  expect(asked.actions).toEqual([{ kind: 'stop_intake' }]);
  expect(isDue(asked.life, 200)).toBe(true);
  const nothing = live(unread, [
    [10_100, due('s2')],
    [10_200, told(scanned('s2'))],
    [10_300, { kind: 'look_now' }],
  ]);
  expect(nothing.actions).toEqual([{ kind: 'scan', scanId: 's2' }]);
});

it('In whatever happens, at most one thing is under way, every import begun ends or is called off, and what is here and on is looked at again', () => {
  const broken: unknown[] = [];
  for (let seed = 1; seed <= 300; seed += 1) {
    const chance = seededChance(seed);
    let life = newSource(chance.oneOf(['device', 'folder'] as const), true);
    const open = new Set<string>();
    let nowMs = 0;
    let nth = 0;
    const apply = (event: SourceEvent) => {
      const stepped = stepSource(life, event, nowMs);
      life = stepped.life;
      for (const action of stepped.actions) {
        if (action.kind === 'import') open.add(action.importId);
        if (action.kind === 'call_off') open.delete(action.importId);
      }
    };
    for (let step = 0; step < 200; step += 1) {
      nowMs += chance.between(0, 3_000);
      nth += 1;
      const scanId =
        life.work.kind === 'scanning' && chance.oneIn(2) ? life.work.scanId : `other ${String(nth)}`;
      const importId = life.work.kind === 'importing' ? life.work.importId : `import ${String(nth)}`;
      switch (chance.between(0, 10)) {
        case 0:
          apply({ kind: 'came' });
          break;
        case 1:
          if (chance.oneIn(4)) apply({ kind: 'went' });
          break;
        case 2:
          apply({ kind: 'hinted' });
          break;
        case 3:
          apply({
            kind: 'scanned',
            scanned: scanned(scanId, { ready: chance.between(0, 2) }),
            importId: `import ${String(nth)}`,
          });
          break;
        case 4:
          apply({
            kind: 'scanned',
            scanned: { kind: 'away', scanId, reason: 'not_there' },
            importId: 'none',
          });
          break;
        case 5:
          open.delete(importId);
          apply({ kind: 'import_ended', importId, newActivities: 1, notBegun: 0 });
          break;
        case 6:
          if (!chance.oneIn(6)) break;
          // Its intake said before that nothing more comes: its import ends by itself.
          open.clear();
          apply({ kind: 'hung' });
          break;
        case 7:
          if (chance.oneIn(4)) apply({ kind: 'switched', isOn: chance.oneIn(2) });
          break;
        case 8:
          apply({ kind: chance.oneOf(['resumed', 'import_unfinished'] as const) });
          break;
        case 9:
          if (life.rest !== null) {
            apply({ kind: 'import_ended', importId: life.rest.importId, newActivities: 1, notBegun: 0 });
          }
          break;
        default:
          apply({ kind: 'due', scanId: `scan ${String(nth)}` });
      }
      const isForgotten =
        life.isHere && life.isOn && !life.isStuck && life.work.kind === 'none' && life.scanAtMs === null;
      const isImporting = life.work.kind === 'importing';
      if (open.size > 1 || isImporting !== (open.size === 1) || isForgotten)
        broken.push({ seed, step, life });
    }
  }
  expect(broken).toEqual([]);
});
