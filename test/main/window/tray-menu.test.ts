// What the tray says, for every state of Cooldown.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statusInWords, type BackgroundFacts } from '../../../src-main/window/background-status.ts';
import { trayMenu, type TrayRow } from '../../../src-main/window/tray-menu.ts';
import { recentImport } from './background-samples.ts';

const calm: BackgroundFacts = { life: { kind: 'running' }, recent: [], lookedAt: '', isPaused: false };

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));
afterEach(() => vi.unstubAllEnvs());

const menu = (facts: Partial<BackgroundFacts>, nameOf: () => string | null = () => 'morning.fit') =>
  trayMenu({ ...calm, ...facts, nameOf, now: new Date('2026-05-12T20:00:00Z') });
const labels = (rows: readonly TrayRow[]) => rows.map((row) => (row.kind === 'line' ? '—' : row.label));

describe('the status', () => {
  it.each<[string, Partial<BackgroundFacts>]>([
    ['Starting…', { life: { kind: 'starting' } }],
    ['Starting…', { recent: null }],
    ['Importing has stopped. Open Cooldown to start it again', { life: { kind: 'stopped' } }],
    ['Putting your activities back', { life: { kind: 'rebuilding', recordsDone: 1, recordsAll: 9 } }],
    ['Read-only: open Cooldown to see why', { life: { kind: 'read_only', reason: 'newer_journal' } }],
    [
      'Paused: this computer has no room left',
      { life: { kind: 'paused', trouble: { kind: 'disk_full' } }, isPaused: true },
    ],
    [
      'Paused: this computer can not write to Cooldown’s folder',
      { life: { kind: 'paused', trouble: { kind: 'write_failed', systemCode: 'EIO' } } },
    ],
    ['Imports are paused', { isPaused: true, recent: [recentImport({ finishedAt: null })] }],
    ['Up to date', { isPaused: false }],
    ['Up to date', { recent: [recentImport({ counts: { imported: 1 } })] }],
    [
      'Importing 5 of 322 so far',
      {
        recent: [
          recentImport({ finishedAt: null, filesDone: 5, filesFound: 312, listed: false }),
          recentImport({ finishedAt: null, filesDone: 0, filesFound: 10 }),
          recentImport({ counts: { failed: 2 } }),
        ],
      },
    ],
    ['Importing 5 of 312', { recent: [recentImport({ finishedAt: null, filesDone: 5, filesFound: 312 })] }],
    ['1 file needs you', { recent: [recentImport({ counts: { failed: 1 } })] }],
    [
      '3 files need you',
      { recent: [recentImport({ counts: { failed: 1 } }), recentImport({ counts: { rejected: 2 } })] },
    ],
    [
      'Up to date',
      { recent: [recentImport({ counts: { failed: 1 } })], lookedAt: '2026-05-12T16:03:00.000Z' },
    ],
  ])('is “%s” of %j', (status, facts) => {
    expect(statusInWords({ ...calm, ...facts })).toBe(status);
  });
});

describe('the menu', () => {
  it('says the state, that there was no import, and how to come back and to end it', () => {
    expect(menu({})).toEqual([
      { kind: 'text', label: 'Up to date' },
      { kind: 'line' },
      { kind: 'text', label: 'No imports yet' },
      { kind: 'line' },
      { kind: 'action', label: 'Pause imports', action: { kind: 'pause', isPaused: true } },
      { kind: 'action', label: 'Open Cooldown', action: { kind: 'open' } },
      { kind: 'action', label: 'Quit Cooldown', action: { kind: 'quit' } },
    ]);
  });

  it('offers to go on where imports are paused', () => {
    expect(menu({ isPaused: true })).toContainEqual({
      kind: 'action',
      label: 'Go on with imports',
      action: { kind: 'pause', isPaused: false },
    });
  });

  it('shows the last three imports, newest first, each leading to its own', () => {
    const ids = [1, 2, 3, 4].map((nth) => `00000000-0000-4000-8000-00000000000${nth}`);
    const rows = menu({ recent: ids.map((importId) => recentImport({ importId })) });
    const shown = rows.flatMap((row) => (row.kind === 'action' ? [row.action] : []));
    expect(shown.slice(0, -3)).toEqual(
      ids.slice(0, 3).map((importId) => ({ kind: 'show_import', importId })),
    );
  });

  it('says of each what came of it, at which hour of today or on which day', () => {
    const recent = [
      recentImport({ counts: { imported: 3, known: 41, rejected: 1, failed: 1 } }),
      recentImport({ counts: { imported: 1 }, startedAt: '2026-05-11T22:30:00.000Z' }),
      recentImport({ counts: { ignored: 2 }, startedAt: '2026-05-11T21:30:00.000Z' }),
    ];
    expect(labels(menu({ recent })).slice(2, 5)).toEqual([
      'morning.fit: 3 new activities, 41 already there, 2 files need you · 18:03',
      'morning.fit: 1 new activity · 00:30',
      'morning.fit: nothing new · 2026-05-11',
    ]);
    const running = recentImport({ finishedAt: null, filesDone: 2, filesFound: 9 });
    expect(labels(menu({ recent: [running] }))[2]).toBe('morning.fit: importing 2 of 9 · 18:03');
  });

  it('names an import that has no name of its own by what it was, and cuts a long name', () => {
    const dropped = recentImport({ paths: ['/a', '/b', '/c'] });
    expect(labels(menu({ recent: [dropped] }, () => null))[2]).toMatch(/^3 files: /);
    const again = recentImport({ origin: 're_read', paths: [] });
    expect(labels(menu({ recent: [again] }, () => null))[2]).toMatch(/^Originals, read again: /);
    expect(labels(menu({ recent: [recentImport()] }, () => 'x'.repeat(41)))[2]).toMatch(/^x{39}…: /);
  });
});
