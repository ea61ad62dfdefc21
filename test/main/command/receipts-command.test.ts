import { describe, expect, it } from 'vitest';
import type { CommandDesk } from '../../../src-main/command/command-desk.ts';
import type { CommandTask } from '../../../src-main/command/command-task.ts';
import { openConsole, type Console } from '../../../src-main/command/console.ts';
import { runCommand } from '../../../src-main/command/run-command.ts';
import type { EngineQuestion } from '../../../src-worker/contract/engine-questions.ts';
import { receiptSchema, type Receipt } from '../../../src-worker/contract/receipt.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { failingStream, slowStream } from './consoles.ts';
import { deskWith, engineStopped, run, stopped, unasked } from './desk-with.ts';

describe('receipts', () => {
  const receipt = (number: number, change: Partial<Receipt['entries'][number]> = {}): Receipt =>
    receiptSchema.parse({
      jobId: `job-${number}`,
      importId: 'import',
      file: { name: `${number}.fit`, path: `/rides/${number}.fit`, sizeBytes: 1, sha256: null },
      entries: [
        {
          member: null,
          sha256: null,
          format: null,
          provider: null,
          status: 'completed',
          ending: { kind: 'created' },
          error: null,
          dedup: null,
          write: null,
          mappingVersion: null,
          unsupportedFields: [],
          warnings: [],
          fieldProvenance: {},
          title: null,
          workoutType: null,
          summary: null,
          quality: null,
          ...change,
        },
      ],
      startedAt: '2026-05-12T16:03:00.000Z',
      finishedAt: new Date(2026, 4, 12, 18, 3).toISOString(),
      timingsMs: { staging: 0, opening: 0, decoding: 0, judging: 0 },
      sync: 'local',
    });

  /** An engine that holds so many. */
  function holding(receipts: readonly Receipt[], questions: EngineQuestion[] = []): Partial<CommandDesk> {
    return {
      ask: (question) => {
        questions.push(question);
        if (question.kind !== 'receipts') return unasked();
        const { after, limit } = question;
        const start = after === null ? 0 : receipts.findIndex(({ jobId }) => jobId === after.jobId) + 1;
        const page = receipts.slice(start, start + limit);
        const last = page.at(-1);
        const next = start + limit < receipts.length && last !== undefined ? last : null;
        return Promise.resolve(
          ok({
            kind: 'receipts',
            receipts: page,
            next: next && { finishedAt: next.finishedAt, jobId: next.jobId },
          }),
        );
      },
    };
  }

  it('are one JSON object a line, all of them in their order, however many pages they fill', async () => {
    const receipts = Array.from({ length: 401 }, (_, number) => receipt(number));
    const questions: EngineQuestion[] = [];
    const since = '2026-05-01T00:00:00.000Z';
    const { exitStatus, out, err } = await run(
      { kind: 'receipts', json: true, since },
      holding(receipts, questions),
    );
    expect({ exitStatus, err }).toEqual({ exitStatus: 0, err: '' });
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => receiptSchema.parse(JSON.parse(line))),
    ).toEqual(receipts);
    expect(
      questions.map((question) => question.kind === 'receipts' && [question.since, question.after?.jobId]),
    ).toEqual([
      [since, undefined],
      [since, 'job-199'],
      [since, 'job-399'],
    ]);
  });

  it('are nothing at all where there are none', async () => {
    expect(await run({ kind: 'receipts', json: false, since: null }, holding([]))).toEqual({
      exitStatus: 0,
      out: '',
      err: '',
    });
  });

  it('say for people when and what, without letting a name steer the terminal', async () => {
    const { out } = await run(
      { kind: 'receipts', json: false, since: null },
      holding([
        receipt(1),
        receipt(2, { member: 'in\u001b[31m.gpx', ending: { kind: 'exact_duplicate' } }),
        receipt(3, { status: 'ignored', ending: { kind: 'not_an_activity', what: 'track_without_times' } }),
        receipt(4, {
          status: 'failed',
          ending: { kind: 'failed', failure: { kind: 'empty_file' } },
          error: { code: 'parse_error', class: 'parse', field: null, message: '4.fit is empty.', hint: '' },
        }),
      ]),
    );
    expect(out).toBe(`2026-05-12 18:03 + 1.fit: added.
2026-05-12 18:03 + in\uFFFD[31m.gpx in 2.fit: already there, nothing changed.
2026-05-12 18:03 - 3.fit: not an activity (track without times).
2026-05-12 18:03 ! 4.fit is empty.
`);
  });

  it('are asked for no further than a reader takes them that leaves', async () => {
    const questions: EngineQuestion[] = [];
    const receipts = Array.from({ length: 2000 }, (_, number) => receipt(number));
    const console = openConsole(failingStream('EPIPE', 1).stream, slowStream().stream);
    const task: CommandTask = { kind: 'receipts', json: true, since: null };
    expect(await runCommand(task, deskWith(holding(receipts, questions)), console)).toBe(0);
    expect(questions.length).toBeLessThan(10);
  });

  it('wait for a reader that does not keep up', async () => {
    const receipts = Array.from({ length: 1000 }, (_, number) => receipt(number));
    const slow = slowStream();
    let handedIn = 0;
    let between = 0;
    const printing = openConsole(slow.stream, slowStream().stream);
    const console: Console = {
      ...printing,
      out: {
        ...printing.out,
        write: (text) => {
          printing.out.write(text);
          handedIn += Buffer.byteLength(text);
          between = Math.max(between, handedIn - slow.bytes());
        },
      },
    };
    const task: CommandTask = { kind: 'receipts', json: true, since: null };
    expect(await runCommand(task, deskWith(holding(receipts)), console)).toBe(0);
    expect(slow.bytes()).toBe(handedIn);
    expect(between).toBeLessThan(50_000);
  });

  it.each([
    [stopped, engineStopped],
    [
      () => Promise.resolve(ok({ kind: 'failed', name: 'QuotaExceededError' } as const)),
      'Cooldown could not find the answer (QuotaExceededError). Your data is kept; run the command again.\n',
    ],
  ])('say so where the engine does not give them', async (ask, sentence) => {
    expect(await run({ kind: 'receipts', json: false, since: null }, { ask })).toEqual({
      exitStatus: 2,
      out: '',
      err: sentence,
    });
  });
});
