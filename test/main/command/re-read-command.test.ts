import { describe, expect, it } from 'vitest';
import type { CommandDesk } from '../../../src-main/command/command-desk.ts';
import type { CommandTask } from '../../../src-main/command/command-task.ts';
import type { EngineQuestion } from '../../../src-worker/contract/engine-questions.ts';
import type { ReReadActivity, ReReadAnswer } from '../../../src-worker/contract/re-read.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { engineStopped, run, stopped, unasked } from './desk-with.ts';

describe('re-read', () => {
  const activity = (result: ReReadActivity['result'], fileName = 'ride.fit'): ReReadActivity => ({
    sourceIdentityKey: 'external-activity-00000000000000000001',
    title: null,
    workoutType: 'ride',
    startedAt: new Date(2026, 4, 12, 9, 30).toISOString(),
    localDate: '2026-05-12',
    fileName,
    result,
  });
  const changed = activity({
    kind: 'changed',
    changes: [{ field: 'workout.distance_meters', known: null, reread: 300.5 }],
  });
  const reReadId = '00000000-0000-4000-8000-000000000001';

  /** An engine that answers with these pages. */
  function answering(pages: readonly ReReadAnswer[], questions: EngineQuestion[] = []): Partial<CommandDesk> {
    return {
      ask: (question) => {
        questions.push(question);
        const answer = pages[questions.length - 1];
        return answer === undefined ? unasked() : Promise.resolve(ok({ kind: 're_read', answer }));
      },
    };
  }
  const next = { reReadId, startedAt: '2026-05-12T07:30:00.000Z', sha256: '' };
  const pages: readonly ReReadAnswer[] = [
    {
      kind: 'page',
      activities: [changed, activity({ kind: 'unchanged' })],
      originalsDone: 2,
      originalsAll: 3,
      next,
    },
    {
      kind: 'page',
      activities: [activity({ kind: 'original_gone' }, 'bad\u001b[31m.fit')],
      originalsDone: 3,
      originalsAll: 3,
      next: null,
    },
  ];

  it('tells page by page what changes, and how far it is', async () => {
    const questions: EngineQuestion[] = [];
    const task: CommandTask = { kind: 're_read', json: false, isDryRun: true };
    expect(await run(task, answering(pages, questions), { isTTY: true })).toEqual({
      exitStatus: 0,
      out: `+ 2026-05-12 ride (ride.fit)
  workout.distance_meters: nothing → 300.5
- 2026-05-12 ride (bad\uFFFD[31m.fit): its original is not kept any more.
`,
      err: '\r2 of 3 …\r3 of 3 …\rNothing was written. 1 activity would change, 1 would stay as it is. 1 original is not kept any more.\n',
    });
    expect(questions).toEqual([
      { kind: 're_read', isDryRun: true, after: null },
      { kind: 're_read', isDryRun: true, after: next },
    ]);
  });

  it('is one JSON object a line, also for what stays as it is', async () => {
    const { out, err } = await run({ kind: 're_read', json: true, isDryRun: false }, answering(pages));
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        source_identity_key: changed.sourceIdentityKey,
        file: 'ride.fit',
        started_at: changed.startedAt,
        workout_type: 'ride',
        title: null,
        result: 'changed',
        changes: [{ field: 'workout.distance_meters', known: null, reread: 300.5 }],
      },
      expect.objectContaining({ result: 'unchanged', changes: [] }),
      expect.objectContaining({ result: 'original_gone', changes: [] }),
    ]);
    expect(err).toBe('1 activity changed, 1 stayed as it is. 1 original is not kept any more.\n');
  });

  it.each([
    ['not_readable', 1],
    ['original_too_large', 1],
    ['left_as_it_is', 0],
    ['unchanged', 0],
  ] as const)('%s ends with %i', async (kind, status) => {
    const page = [activity({ kind })];
    const answer = { kind: 'page', activities: page, originalsDone: 1, originalsAll: 1, next: null } as const;
    const task: CommandTask = { kind: 're_read', json: false, isDryRun: false };
    expect((await run(task, answering([answer]))).exitStatus).toBe(status);
  });

  it('says where there is nothing to read again, and where it could not write', async () => {
    const task: CommandTask = { kind: 're_read', json: false, isDryRun: false };
    const nothing: ReReadAnswer = {
      kind: 'page',
      activities: [],
      originalsDone: 0,
      originalsAll: 0,
      next: null,
    };
    expect(await run(task, answering([nothing]))).toEqual({
      exitStatus: 0,
      out: '',
      err: 'Today’s reader has read every activity. There is nothing to read again.\n',
    });
    expect(await run(task, answering([{ kind: 'not_now' }]))).toMatchObject({
      exitStatus: 2,
      err: 'Cooldown can not write just now. What was read again so far is kept; run the command again in a moment.\n',
    });
    expect(await run(task, { ask: stopped })).toMatchObject({ exitStatus: 2, err: engineStopped });
  });
});
