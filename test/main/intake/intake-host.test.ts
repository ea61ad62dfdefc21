// Main's side against the real process: what it passes on, and what it answers when the process dies.
import { mkdirSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startIntake, type Intake } from '../../../src-main/intake/intake-host.ts';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { limits } from '../../../src-worker/contract/limits.ts';
import { buildIntakeProgram, FakeUtilityProcess, type IntakeProgram } from './intake-program.ts';
import { endingsOf } from './intake-run.ts';
import { sha256Of, tempFolders } from './temp-folder.ts';

let program: IntakeProgram;
const forked: FakeUtilityProcess[] = [];

vi.mock('electron', () => ({
  utilityProcess: {
    fork: (_entryPath: string, args: readonly string[]) => {
      const child = new FakeUtilityProcess(program, args);
      forked.push(child);
      return child;
    },
  },
}));

// Processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeAll(async () => {
  program = await buildIntakeProgram();
});
afterAll(() => program.remove());

interface Talk {
  readonly intake: Intake;
  readonly reports: IntakeReport[];
  until(isEnough: () => boolean): Promise<void>;
  complete(importId: string): Promise<void>;
}

function startTalk(stagingFolder: string): Talk {
  forked.length = 0;
  const reports: IntakeReport[] = [];
  const waiting = new Set<() => void>();
  const onReport = (report: IntakeReport) => {
    reports.push(report);
    for (const look of [...waiting]) look();
  };
  const intake = startIntake({ stagingFolder, onReport, entryPath: program.entryPath });
  onTestFinished(() => intake.stop());
  const until = (isEnough: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isEnough()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    intake,
    reports,
    until,
    complete: (importId) => until(() => listingOf(reports, importId) !== undefined),
  };
}

/** The last word about an import. */
const listingOf = (reports: readonly IntakeReport[], importId: string) =>
  reports
    .flatMap((report) => (report.type === 'listed' ? [report.listed] : []))
    .find((listed) => listed.importId === importId && listed.complete);

const stagedOf = (reports: readonly IntakeReport[]) =>
  reports.flatMap((report) => (report.type === 'staged' ? [report.file] : []));

function putMany(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(folder, `${String(index).padStart(5, '0')}.fit`), `recording ${index}`);
  }
}

test('The process starts with the first request, stages what was named, and makes room when files are released', async () => {
  const { source, staging } = tempFolders();
  putMany(source, limits.stagedFiles * 2);
  const talk = startTalk(staging);
  expect(forked.length).toBe(0);
  talk.intake.released(randomUUID());
  expect(forked.length).toBe(0);
  const importId = randomUUID();
  let released = 0;

  talk.intake.stage(importId, [source]);
  await talk.until(() => {
    for (; released < stagedOf(talk.reports).length; released += 1) {
      const fileId = stagedOf(talk.reports)[released]?.fileId ?? '';
      unlinkSync(join(staging, fileId));
      talk.intake.released(fileId);
    }
    return listingOf(talk.reports, importId) !== undefined;
  });

  expect(listingOf(talk.reports, importId)).toEqual({
    importId,
    filesFound: limits.stagedFiles * 2,
    filesPassedOver: 0,
    complete: true,
  });
  expect(endingsOf(talk.reports)).toEqual(
    Array.from({ length: limits.stagedFiles * 2 }, (_, index) => [
      join(source, `${String(index).padStart(5, '0')}.fit`),
      sha256Of(`recording ${index}`),
    ]),
  );
  expect(readdirSync(staging)).toEqual([]);
  expect(forked.length).toBe(1);
});

test('Killed in the middle, it is answered for: every import ends, what was staged stays, and the next request starts anew', async () => {
  const { source, staging } = tempFolders();
  putMany(join(source, 'rides'), limits.stagedFiles + 50);
  writeFileSync(join(source, 'one.fit'), 'one');
  const talk = startTalk(staging);
  const backfill = randomUUID();
  const drop = randomUUID();
  talk.intake.stage(backfill, [
    join(source, 'missing.fit'),
    join(source, 'rides'),
    join(source, 'after.fit'),
  ]);
  await talk.until(() => stagedOf(talk.reports).length === limits.stagedFiles);
  // No place is free: this one can't have been staged.
  talk.intake.stage(drop, [join(source, 'one.fit')]);
  const saidBefore = talk.reports.length;
  writeFileSync(join(staging, `${randomUUID()}.part`), 'half');

  forked[0]?.kill();
  await talk.complete(drop);

  const answered = talk.reports
    .slice(saidBefore)
    .filter((report) => report.type !== 'listed' || report.listed.complete);
  const refused = (importId: string, name: string) => ({
    type: 'refused',
    file: {
      fileId: expect.any(String) as string,
      importId,
      name,
      path: join(source, name),
      sizeBytes: null,
      failure: { kind: 'intake_stopped' },
    },
  });
  const listed = (importId: string, filesFound: number) => ({
    type: 'listed',
    listed: { importId, filesFound, filesPassedOver: 0, complete: true },
  });
  expect(answered).toEqual([
    refused(backfill, 'rides'),
    refused(backfill, 'after.fit'),
    listed(backfill, limits.stagedFiles + 3),
    refused(drop, 'one.fit'),
    listed(drop, 1),
  ]);

  const again = randomUUID();
  talk.intake.stage(again, [join(source, 'one.fit')]);
  await talk.complete(again);
  expect(stagedOf(talk.reports).at(-1)?.sha256).toBe(sha256Of('one'));
  expect(forked.length).toBe(2);
  const stagedIds = stagedOf(talk.reports).map((file) => file.fileId);
  expect(readdirSync(staging).sort()).toEqual(stagedIds.sort());
});

test('A process that speaks another language is ended, and answered for', async () => {
  const { source, staging } = tempFolders();
  putMany(source, limits.stagedFiles + 1);
  const talk = startTalk(staging);
  const importId = randomUUID();
  talk.intake.stage(importId, [source]);
  await talk.until(() => stagedOf(talk.reports).length === limits.stagedFiles);
  forked[0]?.emit('message', { type: 'staged', file: { path: 'something else' } });
  await talk.complete(importId);
  expect(endingsOf(talk.reports, source).at(-1)).toEqual(['', { kind: 'intake_stopped' }]);
});

test('After it is stopped, nothing is reported any more', async () => {
  const { source, staging } = tempFolders();
  putMany(source, limits.stagedFiles + 1);
  const talk = startTalk(staging);
  talk.intake.stage(randomUUID(), [source]);
  await talk.until(() => stagedOf(talk.reports).length === limits.stagedFiles);
  const ended = new Promise((resolve) => forked[0]?.on('exit', resolve));
  talk.intake.stop();
  const said = talk.reports.length;
  await ended;
  expect(talk.reports.length).toBe(said);
});

test('A staging folder that can not be made does not keep main from starting: the files say it', async () => {
  const { source } = tempFolders();
  writeFileSync(join(source, 'one.fit'), 'one');
  const talk = startTalk(join(source, 'one.fit', 'staging'));
  const importId = randomUUID();
  talk.intake.stage(importId, [join(source, 'one.fit')]);
  await talk.complete(importId);
  expect(endingsOf(talk.reports, source)).toEqual([
    ['/one.fit', { kind: 'read_failed', systemCode: 'ENOTDIR' }],
  ]);
});

test('A request without paths is a bug of the caller: it says so, and nothing is started', () => {
  const talk = startTalk(tempFolders().staging);
  expect(() => talk.intake.stage(randomUUID(), [])).toThrow();
  expect(forked.length).toBe(0);
});
