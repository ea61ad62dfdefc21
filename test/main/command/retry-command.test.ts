import { describe, expect, it } from 'vitest';
import type { CommandDesk } from '../../../src-main/command/command-desk.ts';
import type { DeadLetter } from '../../../src-worker/contract/dead-letter.ts';
import type { EngineState } from '../../../src-worker/contract/engine-state.ts';
import type { ReportLine } from '../../../src-worker/contract/report-line.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { engineStopped, run, stopped, unasked } from './desk-with.ts';
import { rideLine } from './ride-line.ts';

describe('retry and dismiss', () => {
  const letter = (name: string, isUnderWay = false): DeadLetter => ({
    jobId: `job-of-${name}`,
    path: `/rides/${name}`,
    failedAt: new Date(2026, 4, 12, 18, 3).toISOString(),
    message: `This computer could not read ${name}.`,
    isUnderWay,
  });
  const waiting = (...letters: readonly DeadLetter[]): Partial<CommandDesk> => ({
    ask: ({ kind }) =>
      kind === 'dead_letters' ? Promise.resolve(ok({ kind, letters: [...letters] })) : unasked(),
  });
  const line = (name: string, status: ReportLine['status']) =>
    rideLine({ path: `/rides/${name}`, status, sentence: `${name}: ${status}.` });

  it('lists what waits, and tries nothing, where nothing is named', async () => {
    const { exitStatus, out, err } = await run(
      { kind: 'retry', json: false, files: null },
      waiting(letter('a\u202e.fit'), letter('b.fit', true)),
    );
    expect(out).toBe(`2026-05-12 18:03 ! This computer could not read a\uFFFD.fit.
  /rides/a\uFFFD.fit
  to try again: cooldown retry job-of-a\uFFFD.fit
2026-05-12 18:03 ! This computer could not read b.fit.
  /rides/b.fit
  being tried again
`);
    expect(err).toBe(
      '2 files wait to be tried again: “cooldown retry ID...”, or all of them with “cooldown retry --all”.\n',
    );
    expect(exitStatus).toBe(0);
  });

  it('lists them for programs', async () => {
    const { out } = await run({ kind: 'retry', json: true, files: null }, waiting(letter('a.fit')));
    expect(JSON.parse(out)).toEqual({
      id: 'job-of-a.fit',
      path: '/rides/a.fit',
      failed_at: letter('a.fit').failedAt,
      message: 'This computer could not read a.fit.',
      is_under_way: false,
    });
  });

  it.each([
    ['completed' as const, 0, '1 taken in or already known, 0 not activities, 0 not taken in.\n'],
    ['failed' as const, 1, '0 taken in or already known, 0 not activities, 1 not taken in.\n'],
  ])(
    'prints what became of a file that was tried again, as an import does: %s',
    async (became, ends, sum) => {
      const asked: (readonly string[])[] = [];
      const { exitStatus, out, err } = await run(
        { kind: 'retry', json: false, files: ['job-of-a.fit'] },
        {
          ...waiting(letter('a.fit'), letter('b.fit')),
          retry: async (jobIds, { onLines }) => {
            asked.push(jobIds);
            await onLines([line('a.fit', became)]);
            return 'done';
          },
        },
      );
      expect(asked).toEqual([['job-of-a.fit']]);
      expect(out).toContain(`a.fit: ${became}.\n`);
      expect(err).toBe(sum);
      expect(exitStatus).toBe(ends);
    },
  );

  it('takes all of them, and says which of those that were named do not wait', async () => {
    const asked: (readonly string[])[] = [];
    const desk: Partial<CommandDesk> = {
      ...waiting(letter('a.fit'), letter('b.fit')),
      retry: (jobIds) => {
        asked.push(jobIds);
        return Promise.resolve('done');
      },
    };
    expect((await run({ kind: 'retry', json: false, files: 'all' }, desk)).exitStatus).toBe(0);
    const named = ['job-of-b.fit', 'stranger', 'job-of-b.fit'];
    const { exitStatus, err } = await run({ kind: 'retry', json: false, files: named }, desk);
    expect(asked).toEqual([['job-of-a.fit', 'job-of-b.fit'], ['job-of-b.fit']]);
    expect(err).toContain('No file waits under this ID: stranger. ');
    expect(exitStatus).toBe(1);
  });

  it.each([
    ['nothing', 0, 'They are being tried again already, or do not wait any more. Nothing has changed.\n'],
    [
      'not_now',
      2,
      'Cooldown can not tell just now what waits. Nothing was tried; run the command again in a moment.\n',
    ],
    ['engine_stopped', 2, engineStopped],
    ['read_only', 2, ''],
  ] as const)('says why nothing is tried: %s', async (end, ends, said) => {
    const { exitStatus, out, err } = await run(
      { kind: 'retry', json: false, files: 'all' },
      { ...waiting(letter('a.fit')), retry: () => Promise.resolve(end) },
    );
    expect({ exitStatus, out, err }).toEqual({ exitStatus: ends, out: '', err: said });
  });

  it('has nothing to do where nothing waits', async () => {
    const nothing = { exitStatus: 0, out: '', err: 'Nothing waits to be tried again.\n' };
    expect(await run({ kind: 'retry', json: false, files: null }, waiting())).toEqual(nothing);
    expect(await run({ kind: 'retry', json: false, files: 'all' }, waiting())).toEqual(nothing);
    expect(await run({ kind: 'retry', json: false, files: ['x'] }, waiting())).toMatchObject({
      exitStatus: 1,
    });
  });

  it('writes down what is dismissed, and only of files that wait', async () => {
    const noted: unknown[] = [];
    const { exitStatus, out, err } = await run(
      { kind: 'dismiss', jobIds: ['job-of-a.fit', 'stranger'] },
      {
        ask: (question) => {
          if (question.kind === 'note') {
            noted.push(question);
            return Promise.resolve(ok({ kind: 'note', answer: { kind: 'noted' } }));
          }
          return Promise.resolve(ok({ kind: 'dead_letters', letters: [letter('a.fit'), letter('b.fit')] }));
        },
      },
    );
    expect(noted).toEqual([{ kind: 'note', jobId: 'job-of-a.fit', note: 'dismissed' }]);
    expect(out).toBe(
      '1 file is not asked about any more. The receipts stay, and importing a file again is always possible.\n',
    );
    expect(err).toContain('No file waits under this ID: stranger. ');
    expect(exitStatus).toBe(1);
  });

  it('says how far it came where nothing can be written, and that the engine stopped', async () => {
    const notNow = await run(
      { kind: 'dismiss', jobIds: ['job-of-a.fit'] },
      {
        ask: ({ kind }) =>
          Promise.resolve(
            ok(
              kind === 'note'
                ? { kind, answer: { kind: 'not_now' } }
                : { kind: 'dead_letters', letters: [letter('a.fit')] },
            ),
          ),
      },
    );
    expect(notNow).toEqual({
      exitStatus: 2,
      out: '',
      err: 'Cooldown can not write just now. 0 files were dismissed; run the command again in a moment.\n',
    });
    for (const task of [
      { kind: 'retry', json: false, files: 'all' },
      { kind: 'dismiss', jobIds: ['x'] },
    ] as const) {
      expect(await run(task, { ask: stopped })).toEqual({ exitStatus: 2, out: '', err: engineStopped });
    }
  });

  it('lists also where the data is only read, and tries nothing there', async () => {
    const readOnly: EngineState = { life: { kind: 'read_only', reason: 'newer_journal' }, notices: [] };
    const desk: Partial<CommandDesk> = {
      ...waiting(letter('a.fit')),
      onState: (hear) => {
        hear(readOnly);
        return () => undefined;
      },
    };
    expect((await run({ kind: 'retry', json: false, files: null }, desk)).exitStatus).toBe(0);
    const tried = await run({ kind: 'retry', json: false, files: 'all' }, desk);
    expect([tried.exitStatus, tried.out]).toEqual([2, '']);
  });
});
