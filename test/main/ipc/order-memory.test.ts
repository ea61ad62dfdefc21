// What a new engine is told again: all that is under way, in its order, and nothing that is done.
import { expect, test } from 'vitest';
import { createOrderMemory } from '../../../src-main/ipc/order-memory.ts';
import type { EngineOrder } from '../../../src-worker/contract/engine-messages.ts';

const [one, other] = ['4f0c1b7e-1d0e-4a8f-8f55-2f6f8f1f4a10', '9b2d7c52-6a6e-4a36-9d0a-0f4b1c7e8a11'];

const begun = (importId: string): EngineOrder => ({
  ...{ type: 'import_started', importId, origin: 'drop', startedAt: '2026-11-22T10:00:00Z' },
  ...{ paths: ['/rides'], wantsLines: false, isDryRun: false },
});
const staged = (fileId: string, importId: string): EngineOrder => ({
  type: 'staged',
  file: {
    ...{ fileId, importId, name: 'a.fit', path: '/rides/a.fit', sizeBytes: 1 },
    ...{ sha256: 'a'.repeat(64), stagingMs: 1 },
  },
});
const refused = (fileId: string, importId: string): EngineOrder => ({
  type: 'refused',
  file: {
    ...{ fileId, importId, name: 'b.fit', path: '/rides/b.fit', sizeBytes: null },
    failure: { kind: 'read_failed', systemCode: 'EIO' },
  },
});
const listed = (importId: string, filesFound: number): EngineOrder => ({
  type: 'listed',
  listed: { importId, filesFound, filesPassedOver: 0, complete: false },
});
const appStarted: EngineOrder = { type: 'app_started', goesOn: true };
const asked: EngineOrder = { type: 'ask', requestId: 7, question: { kind: 'status' } };

function memoryOf(...orders: readonly EngineOrder[]) {
  const memory = createOrderMemory();
  for (const order of orders) memory.keep(order);
  return memory;
}

test('All that is under way is told again in its order, the newest listing behind the files it counts', () => {
  const memory = memoryOf(
    ...[appStarted, begun(one), listed(one, 1), staged('a', one), listed(one, 2), refused('b', one), asked],
  );
  expect(memory.unfinished()).toEqual([
    ...[appStarted, begun(one), staged('a', one), listed(one, 2), refused('b', one), asked],
  ]);
});

test('What is done is not told again, and an import only when all of it is', () => {
  const memory = memoryOf(appStarted, begun(one), staged('a', one), listed(one, 1), begun(other), asked);
  memory.settle({ type: 'imports_open', imports: [] });
  memory.settle({ type: 'file_done', fileId: 'a', keepSha256: null, lasts: null });
  memory.settle({ type: 'lines', importId: one, jobId: one, lines: [] });
  expect(memory.unfinished()).toEqual([begun(one), listed(one, 1), begun(other), asked]);
  memory.settle({ type: 'import_done', importId: one, isCancelled: false, notBegun: 0, imported: 0 });
  expect(memory.unfinished()).toEqual([begun(other), asked]);
});

test('What is said to one engine only is not told to the next', () => {
  const memory = memoryOf({ type: 'page_died', atWork: ['a'] });
  expect(memory.unfinished()).toEqual([]);
});

test('An import that is forgotten is told to nobody, and its files that were not settled are given back', () => {
  const memory = memoryOf(
    ...[begun(one), staged('a', one), staged('b', one), refused('c', one), listed(one, 3)],
    ...[begun(other), staged('d', other)],
  );
  memory.settle({ type: 'file_done', fileId: 'a', keepSha256: null, lasts: null });
  expect(memory.forget(one)).toEqual(['b', 'c']);
  expect(memory.unfinished()).toEqual([begun(other), staged('d', other)]);
});

test('A recognised file is told again until it has ended, or is to be read', () => {
  const recognised = (fileId: string): EngineOrder => ({
    type: 'recognised',
    file: {
      ...{ fileId, importId: one, name: 'a.fit', path: '/rides/a.fit', sizeBytes: 1 },
      ...{ sha256: 'a'.repeat(64), knownAs: other },
    },
  });
  const memory = memoryOf(recognised('a'), recognised('b'), recognised('c'));
  memory.settle({ type: 'file_done', fileId: 'a', keepSha256: null, lasts: 'in_log' });
  memory.settle({ type: 'not_known', fileId: 'b' });
  expect(memory.unfinished()).toEqual([recognised('c')]);
  expect(memory.forget(one)).toEqual(['c']);
});
