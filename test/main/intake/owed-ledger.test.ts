import { basename, sep } from 'node:path';
import { expect, test } from 'vitest';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import {
  answerForTheDead,
  openAccount,
  recordReport,
  type ImportAccount,
} from '../../../src-main/intake/owed-ledger.ts';

const importId = '00000000-0000-4000-8000-000000000001';
const fileId = '00000000-0000-4000-8000-000000000002';
const newFileId = () => fileId;
const path = (...parts: string[]) => sep + parts.join(sep);

const staged = (of: string): IntakeReport => ({
  type: 'staged',
  file: {
    fileId,
    importId,
    name: basename(of),
    path: of,
    sizeBytes: 1,
    sha256: 'a'.repeat(64),
    stagingMs: 1,
  },
});
const refused = (of: string, kind: 'link_skipped' | 'intake_stopped' = 'link_skipped'): IntakeReport => ({
  type: 'refused',
  file: { fileId, importId, name: basename(of), path: of, sizeBytes: null, failure: { kind } },
});
const listed = (filesFound: number, filesPassedOver: number, complete: boolean): IntakeReport => ({
  type: 'listed',
  listed: { importId, filesFound, filesPassedOver, complete },
});
const after = (paths: readonly string[], ...reports: IntakeReport[]): ImportAccount =>
  reports.reduce(recordReport, openAccount(importId, paths));

test('Of an intake that died before it said anything, every named path is answered, and then the listing', () => {
  const account = after([path('a.fit'), path('rides')]);
  expect(answerForTheDead(account, newFileId)).toEqual([
    refused(path('a.fit'), 'intake_stopped'),
    refused(path('rides'), 'intake_stopped'),
    listed(2, 0, true),
  ]);
});

test('Files that were answered are owed no more, and what was found adds up', () => {
  const paths = [path('a.fit'), path('b.fit'), path('c.fit'), path('d.fit')];
  const account = after(paths, staged(path('a.fit')), listed(4, 0, false), refused(path('b.fit')));
  expect(answerForTheDead(account, newFileId)).toEqual([
    refused(path('c.fit'), 'intake_stopped'),
    refused(path('d.fit'), 'intake_stopped'),
    listed(4, 0, true),
  ]);
});

test('A folder is owed as one answer until something after it was reported', () => {
  const paths = [path('rides'), path('runs'), path('last.fit')];
  const inRides = after(paths, listed(100, 7, false), staged(path('rides', 'a.fit')));
  expect(answerForTheDead(inRides, newFileId)).toEqual([
    refused(path('rides'), 'intake_stopped'),
    refused(path('runs'), 'intake_stopped'),
    refused(path('last.fit'), 'intake_stopped'),
    listed(4, 7, true),
  ]);
  const inRuns = recordReport(inRides, staged(path('runs', 'deep', 'b.fit')));
  expect(answerForTheDead(inRuns, newFileId)).toEqual([
    refused(path('runs'), 'intake_stopped'),
    refused(path('last.fit'), 'intake_stopped'),
    listed(4, 7, true),
  ]);
});

test('A folder whose name begins another one’s is not mistaken for it', () => {
  const paths = [path('ride'), path('rides')];
  const account = after(paths, staged(path('rides', 'a.fit')));
  expect(answerForTheDead(account, newFileId)).toEqual([
    refused(path('rides'), 'intake_stopped'),
    listed(2, 0, true),
  ]);
});

test('The whole disk named as a folder is recognised in what was found below it', () => {
  const account = after([path('a.fit'), sep], staged(path('deep', 'b.fit')));
  expect(answerForTheDead(account, newFileId)).toEqual([refused(sep, 'intake_stopped'), listed(2, 0, true)]);
});

test('A path named twice is owed twice', () => {
  const account = after([path('a.fit'), path('a.fit')], staged(path('a.fit')));
  expect(answerForTheDead(account, newFileId)).toEqual([
    refused(path('a.fit'), 'intake_stopped'),
    listed(2, 0, true),
  ]);
});

test('Where everything was answered but the last word, only the last word is owed', () => {
  const account = after([path('a.fit')], staged(path('a.fit')));
  expect(answerForTheDead(account, newFileId)).toEqual([listed(1, 0, true)]);
});

test('An import whose listing is complete is owed nothing', () => {
  const account = after([path('a.fit')], staged(path('a.fit')), listed(1, 0, true));
  expect(answerForTheDead(account, newFileId)).toEqual([]);
});
