import { describe, expect, it } from 'vitest';
import type { CommandDesk } from '../../../src-main/command/command-desk.ts';
import type { CommandTask } from '../../../src-main/command/command-task.ts';
import type { EngineState } from '../../../src-worker/contract/engine-state.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { engineStopped, run, stopped } from './desk-with.ts';

describe('what the engine is doing', () => {
  const importing: CommandTask = {
    kind: 'import',
    paths: [{ typed: 'a.fit', absolute: '/home/ann/a.fit' }],
    json: false,
    isDryRun: false,
  };
  /** Tells these one after the other, then lets the import end. */
  const passingThrough = (...states: readonly EngineState[]): Partial<CommandDesk> => ({
    onState: (hear) => {
      states.forEach(hear);
      return () => undefined;
    },
    import: () => Promise.resolve(ok(null)),
  });
  const rebuilding = (recordsDone: number): EngineState => ({
    life: { kind: 'rebuilding', recordsDone, recordsAll: 312 },
    notices: [],
  });

  it('is told once each, on standard error', async () => {
    const paused: EngineState = { life: { kind: 'paused', trouble: { kind: 'disk_full' } }, notices: [] };
    const rebuilt: EngineState = { life: { kind: 'running' }, notices: [{ kind: 'rebuilt', records: 312 }] };
    const { exitStatus, out, err } = await run(
      importing,
      passingThrough(rebuilding(0), rebuilding(100), rebuilt, paused, paused, rebuilt),
    );
    expect({ exitStatus, out }).toEqual({ exitStatus: 0, out: '' });
    expect(err).toBe(`Your activities are being put back from the journal; this may take a minute.
Your activities were put back from the journal: 312 records.
Paused: no room left on this computer’s disk. Unfinished files wait; it goes on when there is room.
0 taken in or already known, 0 not activities, 0 not taken in.
`);
  });

  it.each([
    [0, 'The journal was damaged. The rest goes on'],
    [1, 'The journal was damaged: 1 part of it could not be read. The rest goes on'],
    [3, 'The journal was damaged: 3 parts of it could not be read. The rest goes on'],
  ])(
    'promises nothing of a damaged journal that lost %i parts, and names what was set aside',
    async (framesLost, sentence) => {
      const keptAs = 'journal.damaged-2026-05-12T18-03-00-000Z';
      const salvaged: EngineState = {
        life: { kind: 'running' },
        notices: [
          { kind: 'salvaged', framesLost, keptAs },
          { kind: 'rebuilt', records: 9 },
        ],
      };
      const { err } = await run(importing, passingThrough(rebuilding(0), salvaged));
      expect(err).toContain(`${sentence}, and the damaged journal is kept whole, as ${keptAs}.`);
      expect(err).not.toMatch(/nothing is lost/i);
    },
  );

  it.each([
    ['newer_journal', 'A newer Cooldown wrote this data'],
    ['newer_database', 'A newer Cooldown wrote this data'],
    ['not_available', 'The journal can’t be opened'],
  ] as const)(
    'ends an import with 2 where nothing can be taken in (%s), however long it would wait',
    async (reason, why) => {
      const { exitStatus, out, err } = await run(importing, {
        onState: (hear) => {
          hear({ life: { kind: 'read_only', reason }, notices: [] });
          return () => undefined;
        },
        import: () => new Promise(() => undefined),
      });
      expect({ exitStatus, out }).toEqual({ exitStatus: 2, out: '' });
      expect(err.startsWith(why)).toBe(true);
      expect(err.split('\n')).toHaveLength(2);
    },
  );

  it('keeps nobody from looking where it only reads', async () => {
    const { exitStatus } = await run(
      { kind: 'receipts', json: true, since: null },
      {
        onState: (hear) => {
          hear({ life: { kind: 'read_only', reason: 'newer_journal' }, notices: [] });
          return () => undefined;
        },
        ask: () => Promise.resolve(ok({ kind: 'receipts', receipts: [], next: null })),
      },
    );
    expect(exitStatus).toBe(0);
  });

  it('is listened to as long as the command runs, also where that ends by a bug', async () => {
    let listening = 0;
    const onState: CommandDesk['onState'] = () => {
      listening += 1;
      return () => void (listening -= 1);
    };
    await run(importing, { ...passingThrough(), onState });
    await expect(run(importing, { onState, import: () => Promise.reject(new Error('bug')) })).rejects.toThrow(
      'bug',
    );
    expect(listening).toBe(0);
  });

  it('hands each line on as it comes, and says where the engine stopped', async () => {
    const heard: unknown[] = [];
    expect(
      await run(importing, {
        import: (request) => {
          heard.push(request);
          return stopped();
        },
      }),
    ).toEqual({ exitStatus: 2, out: '', err: engineStopped });
    expect(heard).toEqual([{ paths: ['/home/ann/a.fit'], isDryRun: false }]);
  });
});
