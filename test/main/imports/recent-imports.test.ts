// Asking the engine for the newest imports: often enough to be true, seldom enough to cost nothing.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openRecentImports } from '../../../src-main/imports/recent-imports.ts';
import type { EngineReport } from '../../../src-worker/contract/engine-messages.ts';
import type { RecentImport } from '../../../src-worker/contract/recent-import.ts';
import { recentImport } from '../window/background-samples.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const fileDone: EngineReport = {
  type: 'file_done',
  fileId: '00000000-0000-4000-8000-00000000000a',
  keepSha256: null,
  lasts: null,
};
const done = ({ importId }: RecentImport): EngineReport => ({
  type: 'import_done',
  importId,
  isCancelled: false,
  notBegun: 0,
  imported: 0,
});

function asking(answers: () => readonly RecentImport[] | null) {
  const told = { asked: 0, changes: 0, finished: [] as RecentImport[] };
  const recent = openRecentImports({
    ask: () => {
      told.asked += 1;
      return Promise.resolve(answers());
    },
    onChange: () => (told.changes += 1),
    onFinished: (run) => told.finished.push(run),
  });
  return { recent, told };
}

test('Many files that end in a second cost two questions, and nothing is asked while nothing happens', async () => {
  const { recent, told } = asking(() => []);
  for (let file = 0; file < 100; file += 1) recent.heard(fileDone);
  await vi.advanceTimersByTimeAsync(999);
  expect(told.asked).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.asked).toBe(2);
  expect(told.changes).toBe(2);
});

test('An import that ended is told once, with what the engine knows when it has ended', async () => {
  const over = recentImport({ counts: { imported: 3 } });
  let now: readonly RecentImport[] = [recentImport({ finishedAt: null })];
  const { recent, told } = asking(() => now);
  recent.heard(fileDone);
  now = [over];
  recent.heard(done(over));
  await vi.advanceTimersByTimeAsync(5000);
  recent.heard(fileDone);
  await vi.advanceTimersByTimeAsync(5000);
  expect(told.finished).toEqual([over]);
  expect(recent.now()).toEqual([over]);
});

test('What was only tried, and an engine that can not say, tell nothing', async () => {
  const { recent, told } = asking(() => null);
  recent.heard(done(recentImport()));
  await vi.advanceTimersByTimeAsync(5000);
  expect(recent.now()).toBeNull();
  expect(told).toMatchObject({ changes: 0, finished: [] });
  const tried = asking(() => []);
  tried.recent.heard(done(recentImport()));
  await vi.advanceTimersByTimeAsync(5000);
  expect(tried.told.finished).toEqual([]);
});
