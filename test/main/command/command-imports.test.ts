// Imports that a command waits for: what each hears, how often, and how its waiting ends.
import { expect, test } from 'vitest';
import { createCommandImports } from '../../../src-main/command/command-imports.ts';
import type { ImportListed } from '../../../src-worker/contract/intake-messages.ts';
import type { ReportLine } from '../../../src-worker/contract/report-line.ts';

const [one, other] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const listed: ImportListed = { importId: one, filesFound: 3, filesPassedOver: 0, complete: false };

function listener(isDryRun = false) {
  const heard: (readonly ReportLine[])[] = [];
  const found: ImportListed[] = [];
  return {
    heard,
    found,
    isDryRun,
    onFound: (listing: ImportListed) => void found.push(listing),
    onLines: (lines: readonly ReportLine[]) => {
      heard.push(lines);
      return Promise.resolve();
    },
  };
}

test('The lines of one receipt are passed on once, however often a new engine says them', async () => {
  const imports = createCommandImports();
  const command = listener();
  const ending = imports.wait(one, command);
  const say = (jobId: string) => imports.lines({ type: 'lines', importId: one, jobId, lines: [] });
  for (const jobId of ['file.0001', 'file.0001', 'file.0002', 'file', 'file.0002']) say(jobId);
  expect(command.heard).toHaveLength(3);
  imports.done(one, { isCancelled: false, notBegun: 0 });
  expect(await ending).toEqual({ kind: 'done' });
  say('file.0003');
  expect(command.heard).toHaveLength(3);
});

test('Each hears of its own import, and of none that nobody waits for', () => {
  const imports = createCommandImports();
  const [mine, others] = [listener(), listener()];
  void imports.wait(one, mine);
  void imports.wait(other, others);
  imports.found(listed);
  imports.lines({ type: 'lines', importId: other, jobId: 'a', lines: [] });
  imports.found({ ...listed, importId: 'nobody’s' });
  imports.done('nobody’s', { isCancelled: false, notBegun: 0 });
  expect([mine.found, mine.heard, others.found, others.heard.length]).toEqual([[listed], [], [], 1]);
});

test('A new engine ends what only tried, and one that speaks nonsense ends all', async () => {
  const imports = createCommandImports();
  const [tried, kept] = [imports.wait(one, listener(true)), imports.wait(other, listener())];
  expect(imports.stopDryRuns()).toEqual([one]);
  expect(await tried).toEqual({ kind: 'engine_stopped' });
  expect(imports.stopDryRuns()).toEqual([]);
  imports.stopAll();
  expect(await kept).toEqual({ kind: 'engine_stopped' });
});

test('Who waits for an import that is stopped in the window hears how many files were not begun', async () => {
  const imports = createCommandImports();
  const ending = imports.wait(one, listener());
  imports.done(one, { isCancelled: true, notBegun: 12 });
  expect(await ending).toEqual({ kind: 'cancelled', notBegun: 12 });
});
