import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CommandDesk } from '../../../src-main/command/command-desk.ts';
import type { CommandTask } from '../../../src-main/command/command-task.ts';
import { openConsole, type Console } from '../../../src-main/command/console.ts';
import { runCommand } from '../../../src-main/command/run-command.ts';
import { sizeInWords } from '../../../src-main/command/words.ts';
import { noLimitBytes } from '../../../src-worker/contract/archive-limit.ts';
import {
  statusReportSchema,
  verifyReportSchema,
  type StatusReport,
  type VerifyReport,
} from '../../../src-worker/contract/command-reports.ts';
import type { DeadLetter } from '../../../src-worker/contract/dead-letter.ts';
import type { EngineQuestion } from '../../../src-worker/contract/engine-questions.ts';
import type { EngineState } from '../../../src-worker/contract/engine-state.ts';
import type { ReReadActivity, ReReadAnswer } from '../../../src-worker/contract/re-read.ts';
import { receiptSchema, type Receipt } from '../../../src-worker/contract/receipt.ts';
import type { ReportLine } from '../../../src-worker/contract/report-line.ts';
import { failed, ok } from '../../../src-worker/contract/result.ts';
import { failingStream, keptConsole, slowStream } from './consoles.ts';

const running: EngineState = { life: { kind: 'running' }, notices: [] };
const unasked = () => Promise.reject(new Error('not asked for in this test'));

/** The app around a command, as far as the test gives it. */
function deskWith(parts: Partial<CommandDesk>): CommandDesk {
  return {
    now: () => new Date(2026, 4, 12, 18, 3),
    onState: (hear) => {
      hear(running);
      return () => undefined;
    },
    import: unasked,
    retry: unasked,
    ask: unasked,
    status: unasked,
    verify: unasked,
    composeDiagnostics: unasked,
    saveNew: unasked,
    exportAll: unasked,
    restore: unasked,
    ...parts,
  };
}

async function run(task: CommandTask, parts: Partial<CommandDesk>, { isTTY = false } = {}) {
  const console = keptConsole({ isTTY });
  return { exitStatus: await runCommand(task, deskWith(parts), console), ...console.written };
}

const stopped = () => Promise.resolve(failed({ kind: 'engine_stopped' } as const));
const engineStopped =
  'The part of Cooldown that judges activities stopped. What was taken in is kept; run the command again.\n';

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

const soundQuality: StatusReport['quality_health'] = {
  status: 'healthy',
  score: 1,
  window: { days: 28, from: '2026-05-05', to: '2026-06-01' },
  issues: [],
  last_verified_at: null,
  counters: {
    external_imported_total: 30,
    external_import_job_total: 40,
    external_import_failed_total: 0,
    external_import_parse_fail_total: 0,
    external_import_parse_fail_rate_pct: 0,
    external_import_error_class_counts: { parse: 0, mapping: 0, validation: 0, dedup: 0, other: 0 },
    external_dedup_skipped_total: 10,
    external_dedup_rejected_total: 0,
    external_low_confidence_fields: 3,
    external_unsupported_fields_total: 12,
    external_temporal_uncertainty_total: 1,
    external_unit_conversion_fields: 0,
    timeline_drift_total: 0,
  },
};

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
  const line = (name: string, status: ReportLine['status']): ReportLine => ({
    path: `/rides/${name}`,
    member: null,
    sha256: null,
    format: null,
    status,
    error: null,
    dedup: null,
    write: null,
    overlaps: [],
    activity: null,
    summary: null,
    quality: null,
    timings_ms: {},
    sentence: `${name}: ${status}.`,
  });

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

describe('status', () => {
  const report: StatusReport = {
    queue: { queued: 2, processing: 1 },
    imports: { running: 1, finished: 12, paused: false },
    activities: 312,
    events: 320,
    receipts: 345,
    last_receipt_at: new Date(2026, 4, 12, 18, 3).toISOString(),
    journal: { records: 1, bytes: 1_234_567, epoch: 'e', read_only: null },
    archive: { originals: 300, bytes: 120_000_000, limit_bytes: 4_294_967_296, let_go: 4 },
    dead_letters: 0,
    outbox: null,
    flags: { channel: 'internal', age_seconds: null, values: { jobs: true, beta: false, opt_in: true } },
    quality_health: soundQuality,
    stage: 'internal',
    engine: { state: 'paused', trouble: 'disk_full' },
  };

  it('is one JSON object, as the contract has it', async () => {
    const { exitStatus, out } = await run(
      { kind: 'status', json: true },
      { status: () => Promise.resolve(ok(report)) },
    );
    expect(exitStatus).toBe(0);
    expect(statusReportSchema.parse(JSON.parse(out))).toEqual(report);
    expect(out.indexOf('\n')).toBe(out.length - 1);
  });

  it('is a few lines for people', async () => {
    const { out } = await run({ kind: 'status', json: false }, { status: () => Promise.resolve(ok(report)) });
    expect(out).toBe(`Taking in: 2 waiting, 1 being read.
Imports: 1 under way, 12 ended.
Kept: 312 activities, 345 receipts, the last one of 2026-05-12 18:03.
Journal: 1 record, 1.2 MB.
Archive: 300 originals, 120 MB of at most 4.3 GB; 4 let go to keep that limit.
Cooldown: paused (disk full).
Outbox: none, nothing leaves this computer.
Dead letters: 0.
Flags: internal, come with this build; 2 of 3 on (jobs, opt_in).
Stage: internal.
Quality health: healthy, 1.00 of 1 over 28 days.
`);
  });

  it('tells why quality is not healthy, by each reason with its numbers, and by the code that support knows', async () => {
    const issues = [
      {
        issue: 'external_parse_fail_rate',
        severity: 'high',
        count: 6,
        of: 40,
        reason: '6 of 40 files could not be read (15.0 %)',
      },
      {
        issue: 'external_temporal_uncertainty',
        severity: 'low',
        count: 4,
        of: 30,
        reason: '4 of 30 activities added have an uncertain time (13.3 %)',
      },
    ] as const;
    const unsound: StatusReport = {
      ...report,
      quality_health: { ...soundQuality, status: 'degraded', score: 0.55, issues: [...issues] },
    };
    const { out } = await run(
      { kind: 'status', json: false },
      { status: () => Promise.resolve(ok(unsound)) },
    );
    expect(out.slice(out.indexOf('Quality health'))).toBe(`Quality health: degraded, 0.55 of 1 over 28 days:
- high: 6 of 40 files could not be read (15.0 %) (external_parse_fail_rate).
- low: 4 of 30 activities added have an uncertain time (13.3 %) (external_temporal_uncertainty).
`);
  });

  it('says that the archive has no limit, that flags were fetched, and what may be tried again', async () => {
    const other: StatusReport = {
      ...report,
      archive: { originals: 300, bytes: 120_000_000, limit_bytes: noLimitBytes, let_go: 0 },
      dead_letters: 2,
      flags: { channel: 'beta', age_seconds: 7_199, values: { jobs: false } },
    };
    const { out } = await run({ kind: 'status', json: false }, { status: () => Promise.resolve(ok(other)) });
    expect(out).toContain('Archive: 300 originals, 120 MB, with no limit.\n');
    expect(out).toContain(
      'Dead letters: 2, “cooldown retry” lists them.\nFlags: beta, 119 minutes old; 0 of 1 on.\n',
    );
  });

  it('can be asked where nothing is there yet, and where something can not be opened', async () => {
    const empty: StatusReport = {
      ...report,
      queue: { queued: 0, processing: 0 },
      last_receipt_at: null,
      journal: null,
      archive: null,
      engine: { state: 'running', trouble: null },
    };
    const { out } = await run({ kind: 'status', json: false }, { status: () => Promise.resolve(ok(empty)) });
    expect(out).toContain('Taking in: nothing waits.\n');
    expect(out).toContain('345 receipts.\nJournal: could not be opened.\nArchive: could not be looked at.\n');
    expect(out).toContain('Cooldown: running.\n');
  });
});

describe('verify', () => {
  const sound: VerifyReport = {
    journal: { records: 312, frames: 40, bytes: 1_200_000, problems: 0 },
    log: {
      records: 312,
      activities: 300,
      events: 310,
      receipts: 345,
      drift: 0,
      differences: [],
      state_sha256: 'a'.repeat(64),
    },
    archive: { originals: 300, damaged: [], missing: [] },
    agrees: true,
  };
  const verify = (report: VerifyReport) => ({ verify: () => Promise.resolve(ok(report)) });

  it('says that everything agrees', async () => {
    expect(await run({ kind: 'verify', json: false }, verify(sound))).toEqual({
      exitStatus: 0,
      out: `Everything agrees.
Journal: 312 records, 1.2 MB; all as they were written.
Database: 300 activities, 345 receipts; the same as the journal gives.
Archive: 300 originals; all as they were imported.
`,
      err: '',
    });
  });

  it('says what does not agree and what to do, and ends with 1', async () => {
    const differences = [
      { table: 'activities', difference: 'missing' },
      { table: 'activities', difference: 'missing' },
      { table: 'receipts', difference: 'different' },
    ] as const;
    const report: VerifyReport = {
      ...sound,
      log: { ...sound.log, drift: 3, differences: [...differences] },
      archive: { originals: 300, damaged: ['b'.repeat(64)], missing: [] },
      agrees: false,
    };
    expect(await run({ kind: 'verify', json: false }, verify(report))).toEqual({
      exitStatus: 1,
      out: `Not everything agrees. Nothing was changed by looking.
Journal: 312 records, 1.2 MB; all as they were written.
Database: 300 activities, 345 receipts; 3 rows not as the journal gives: activities missing, receipts different.
Archive: 300 originals; 1 not as imported: bbbbbbbbbbbb.
The journal itself is whole, and the database can be made anew from it.
The activities of damaged originals are kept. If you still have these files, keep them.
What to do: save a copy with “cooldown export-all DIR”, then send support what “cooldown export-diagnostics” writes.
`,
      err: '',
    });
    const damaged = { ...sound, journal: { ...sound.journal, problems: 1 }, agrees: false };
    expect((await run({ kind: 'verify', json: false }, verify(damaged))).out).toContain(
      'Journal: 312 records, 1.2 MB; 1 place not as it was written.\n',
    );
  });

  it('names the files whose originals are gone, says what is safe and how they come back, and ends with 1', async () => {
    const gone = (count: number): VerifyReport => ({
      ...sound,
      archive: {
        originals: 300 - count,
        damaged: [],
        missing: Array.from({ length: count }, (_, nth) => ({
          sha256: String(nth).repeat(64),
          name: `${nth}.fit`,
        })),
      },
      agrees: false,
    });
    expect(await run({ kind: 'verify', json: false }, verify(gone(7)))).toEqual({
      exitStatus: 1,
      out: `Not everything agrees. Nothing was changed by looking.
Journal: 312 records, 1.2 MB; all as they were written.
Database: 300 activities, 345 receipts; the same as the journal gives.
Archive: 293 originals; all as they were imported.
Not in the archive any more: 7 originals that should be: 0.fit, 1.fit, 2.fit, 3.fit, 4.fit and 2 more.
Their activities and receipts are kept. If you still have these files, drop them on Cooldown again: then they are back in the archive.
What to do: save a copy with “cooldown export-all DIR”, then send support what “cooldown export-diagnostics” writes.
`,
      err: '',
    });
    expect((await run({ kind: 'verify', json: false }, verify(gone(1)))).out).toContain(
      `Not in the archive any more: 1 original that should be: 0.fit.
Its activity and its receipt are kept. If you still have this file, drop it on Cooldown again: then it is back in the archive.
`,
    );
  });

  it('is one JSON object, as the contract has it; and 2 where it could not run', async () => {
    const { out } = await run({ kind: 'verify', json: true }, verify(sound));
    expect(verifyReportSchema.parse(JSON.parse(out))).toEqual(sound);
    expect(await run({ kind: 'verify', json: true }, { verify: stopped })).toEqual({
      exitStatus: 2,
      out: '',
      err: engineStopped,
    });
  });
});

describe('export-diagnostics', () => {
  const sha256 = 'c'.repeat(64);
  const manifest = {
    schema: 'cooldown_diagnostics.v1',
    created_at: '2026-05-12T16:03Z',
    app_version: '0.1.0',
    parts: [
      { name: 'host', bytes: 321, sha256 },
      { name: 'receipts', bytes: 123_456, sha256 },
    ],
    how_to_check:
      'Each sha256 and each number of bytes is over the UTF-8 of JSON.stringify(part), as JSON.parse reads the part from this file.',
    left_out: { receipts: 0, imports: 0, troubles: 0, receipts_not_understood: 0 },
  };
  const bundle = JSON.stringify({ manifest, parts: {} });

  function exporting(folder: string, out: string | null = null) {
    const task: CommandTask = {
      kind: 'export_diagnostics',
      out: out === null ? null : { typed: `x/${out}`, absolute: join(folder, out) },
      workingFolder: folder,
    };
    return run(task, {
      composeDiagnostics: () => Promise.resolve(ok(bundle)),
      saveNew: (path, text) => {
        try {
          writeFileSync(path, text, { flag: 'wx' });
          return Promise.resolve(ok(null));
        } catch (error) {
          const systemCode = String((error as NodeJS.ErrnoException).code);
          return Promise.resolve(
            failed(systemCode === 'EEXIST' ? { kind: 'taken' } : { kind: 'not_saved', systemCode }),
          );
        }
      },
    });
  }

  function tempFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'cooldown-command-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }

  it('says what is in it and what is not, writes exactly that, and prints where', async () => {
    const folder = tempFolder();
    const { exitStatus, out, err } = await exporting(folder);
    expect({ exitStatus, out }).toEqual({ exitStatus: 0, out: 'cooldown-diagnostics-2026-05-12.json\n' });
    expect(err).toBe(`The report for support, ${sizeInWords(bundle.length)}, holds:
  host: 321 bytes
  receipts: 123 kB
Not in it: names and contents of files, titles, places, serial numbers as they are, passwords and tokens.
`);
    expect(readFileSync(join(folder, 'cooldown-diagnostics-2026-05-12.json'), 'utf8')).toBe(bundle);
  });

  it('never takes the place of a file, named or not', async () => {
    const folder = tempFolder();
    await exporting(folder);
    expect((await exporting(folder)).out).toBe('cooldown-diagnostics-2026-05-12-2.json\n');
    await exporting(folder, 'report');
    await exporting(folder, 'report');
    expect((await exporting(folder, 'report')).out).toBe('x/report-3\n');
    expect(readdirSync(folder).sort()).toEqual([
      'cooldown-diagnostics-2026-05-12-2.json',
      'cooldown-diagnostics-2026-05-12.json',
      'report',
      'report-2',
      'report-3',
    ]);
  });

  it('says so where it can not be written', async () => {
    const { exitStatus, out, err } = await exporting(tempFolder(), 'no/such/report.json');
    expect({ exitStatus, out }).toEqual({ exitStatus: 2, out: '' });
    expect(err).toContain('There is no such place as x/no/such/report.json. Name another file with --out.\n');
  });
});

describe('export-all and restore', () => {
  const folder = { typed: 'copy', absolute: '/home/ann/copy' };
  const exporting: CommandTask = { kind: 'export_all', folder };
  const restoring: CommandTask = { kind: 'restore', folder };
  const exported = { kind: 'exported', records: 312, originals: 300, originalsNotReadable: [] } as const;

  it('name the folder as it was meant, count for a person who watches, and say what is in it', async () => {
    const asked: string[] = [];
    const { exitStatus, out, err } = await run(
      exporting,
      {
        exportAll: (path, onProgress) => {
          asked.push(path);
          onProgress(1, 300);
          return Promise.resolve(exported);
        },
      },
      { isTTY: true },
    );
    expect({ asked, exitStatus, out, err }).toEqual({
      asked: ['/home/ann/copy'],
      exitStatus: 0,
      out: 'Everything you own lies in copy: 312 records and 300 originals.\n',
      err: '\r1 of 300 …\r',
    });
    const restored = { kind: 'restored', records: 1, originals: 0 } as const;
    expect(await run(restoring, { restore: () => Promise.resolve(restored) })).toEqual({
      exitStatus: 0,
      out: 'Everything is back from copy: 1 record and 0 originals.\n',
      err: '',
    });
  });

  it('an export that lacks an original ends with 1', async () => {
    const answer = { ...exported, originalsNotReadable: ['d'] };
    expect(await run(exporting, { exportAll: () => Promise.resolve(answer) })).toMatchObject({
      exitStatus: 1,
      err: 'Not in it: 1 original that could not be read any more. All activities and receipts are in it. If you still have this file, keep it.\n',
    });
  });

  it.each([
    [{ kind: 'not_empty' }, 'There is something in copy already, and it was left as it is.'],
    [{ kind: 'not_saved', systemCode: 'ENOSPC' }, 'There is not enough room for copy.'],
    [{ kind: 'engine_stopped' }, engineStopped.trimEnd()],
  ] as const)('an export that ends with %j is refused with a sentence', async (answer, sentence) => {
    const { exitStatus, err } = await run(exporting, { exportAll: () => Promise.resolve(answer) });
    expect(exitStatus).toBe(2);
    expect(err).toContain(sentence);
  });

  it.each([
    [{ kind: 'profile_not_empty' }, 'This profile already holds data'],
    [{ kind: 'no_export' }, 'copy is no folder that export-all wrote.'],
    [
      { kind: 'not_sound', findings: [{ path: 'records.jsonl' }, { path: 'b' }] },
      'records.jsonl and 1 other part are missing, changed or not readable. Nothing was put back',
    ],
    [
      { kind: 'not_sound', findings: [{ path: 'manifest.json' }] },
      'The export in copy is not what was written: manifest.json is missing, changed or not readable. Nothing was put back; use another copy of it.',
    ],
    [
      { kind: 'made_by_newer', appVersion: '9.0.0' },
      'A newer Cooldown (9.0.0) wrote the export in copy. Nothing was put back; restore it with that version or a newer one.',
    ],
    [
      { kind: 'not_restored', part: 'originals', code: 'disk_full' },
      'There is not enough room for the data folder.',
    ],
    [{ kind: 'not_restored', part: 'records', code: 'EIO' }, '(EIO). It stopped at the records. No activity'],
    [
      { kind: 'not_restored', part: 'export', code: 'ENOENT' },
      'The export in copy could not be read to its end (ENOENT). No activity was put back, and the profile is still empty; see that the disk with the export is connected, and run the same command again.',
    ],
    [
      { kind: 'not_restored', part: 'originals', code: 'copy_missing' },
      'The export in copy could not be read to its end (copy_missing).',
    ],
  ] as const)('a restore that ends with %j is refused with a sentence', async (answer, sentence) => {
    const { exitStatus, err } = await run(restoring, { restore: () => Promise.resolve(answer) });
    expect(exitStatus).toBe(2);
    expect(err).toContain(sentence);
  });
});

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

describe('import', () => {
  const task: CommandTask = {
    kind: 'import',
    paths: [{ typed: 'rides', absolute: '/rides' }],
    json: false,
    isDryRun: false,
  };

  it.each([
    [{ kind: 'imports_paused' } as const, 'choose “Go on” under Imports there, and run the command again.'],
    [
      { kind: 'import_cancelled', notBegun: 12 } as const,
      '12 files were not begun. What was taken in is kept;',
    ],
    [{ kind: 'import_cancelled', notBegun: 1 } as const, '1 file was not begun.'],
    [{ kind: 'import_cancelled', notBegun: 0 } as const, 'no file that had been found by then was left out.'],
  ])('ends with 2 and says what to do where it ended with %j', async (failure, sentence) => {
    const ended = await run(task, { import: () => Promise.resolve(failed(failure)) });
    expect([ended.exitStatus, ended.err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
