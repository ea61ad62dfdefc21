import { basename, sep } from 'node:path';
import { expect, test } from 'vitest';
import { openAccount, type ImportAccount } from '../../../src-main/intake/owed-ledger.ts';
import type { ImportNews } from '../../../src-main/intake/stage-order.ts';
import { packLooks } from '../../../src-main/intake/packed-looks.ts';

const importId = '00000000-0000-4000-8000-000000000001';
const fileId = '00000000-0000-4000-8000-000000000002';
const path = (...parts: string[]) => sep + parts.join(sep);

const staged = (of: string): ImportNews => ({
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
type Kind = 'link_skipped' | 'intake_stopped' | 'not_answering';
const refused = (of: string, kind: Kind = 'link_skipped'): ImportNews => ({
  type: 'refused',
  file: { fileId, importId, name: basename(of), path: of, sizeBytes: null, failure: { kind } },
});
const listed = (filesFound: number, filesPassedOver: number, complete: boolean): ImportNews => ({
  type: 'listed',
  listed: { importId, filesFound, filesPassedOver, complete },
});

const open = (paths: readonly string[], answeredPaths: readonly string[] = []): ImportAccount =>
  openAccount({ importId, paths, answeredPaths, isDryRun: false, knownLooks: packLooks([]) }, () => fileId);
const after = (account: ImportAccount, ...news: ImportNews[]): ImportAccount => {
  for (const one of news) account.hear(one);
  return account;
};

test('What is left for the next process is the same import with all that was answered before and since', () => {
  const paths = [path('rides'), path('b.fit')];
  const account = after(
    open(paths, [path('rides', 'a.fit')]),
    listed(4, 7, false),
    staged(path('rides', 'b.fit')),
    refused(path('rides', 'c.fit')),
  );
  expect(account.leftToDo()).toEqual({
    importId,
    paths,
    answeredPaths: [path('rides', 'a.fit'), path('rides', 'b.fit'), path('rides', 'c.fit')],
    isDryRun: false,
    knownLooks: packLooks([]),
  });
  expect(account.isOver()).toBe(false);
});

test('The last word counts what was answered, and a count never goes down before', () => {
  const account = open([path('rides')], [path('rides', 'a.fit')]);
  const told = [
    listed(1, 0, false),
    listed(90, 3, false),
    staged(path('rides', 'b.fit')),
    // The successor counts from the start.
    listed(2, 0, false),
    staged(path('rides', 'c.fit')),
    listed(3, 3, true),
  ].map((news) => account.hear(news));
  expect(told.filter(({ type }) => type === 'listed')).toEqual([
    listed(1, 0, false),
    listed(90, 3, false),
    listed(90, 3, false),
    listed(3, 3, true),
  ]);
  expect(account.isOver()).toBe(true);
});

test('A path that hangs is refused once by its name, and what else was named is left to do', () => {
  const account = after(
    open([path('watch'), path('rides')]),
    listed(9, 0, false),
    staged(path('rides', 'a.fit')),
  );
  expect(account.owesAnyOf([path('watch')])).toBe(true);
  expect(account.answerHung([path('watch')])).toEqual([refused(path('watch'), 'not_answering')]);
  expect(account.owesAnyOf([path('watch')])).toBe(false);
  expect(account.answerHung([path('watch')])).toEqual([]);
  expect(account.leftToDo().answeredPaths).toEqual([path('rides', 'a.fit'), path('watch')]);
  expect(account.isOver()).toBe(false);
});

test('A folder that hangs after some of its files were answered is tried once more, and refused the next time', () => {
  const account = after(
    open([path('disk'), path('watch')]),
    listed(5_000, 0, false),
    staged(path('disk', 'a.fit')),
  );
  // The watch gave nothing before it hung, nor is it in the folder that only woke up.
  expect(account.answerHung([path('disk'), path('watch')])).toEqual([
    refused(path('watch'), 'not_answering'),
  ]);
  account.hear(staged(path('disk', 'b.fit')));
  expect(account.leftToDo().answeredPaths).toEqual([
    path('disk', 'a.fit'),
    path('watch'),
    path('disk', 'b.fit'),
  ]);
  expect(account.answerHung([path('disk')])).toEqual([
    refused(path('disk'), 'not_answering'),
    listed(4, 0, true),
  ]);
});

test('Where everything named hangs, the import is over, and what was found adds up', () => {
  const account = after(open([path('watch')]), listed(9, 2, false), staged(path('watch', 'a.fit')));
  expect(account.answerHung([path('watch')])).toEqual([]);
  expect(account.isOver()).toBe(false);
  expect(account.answerHung([path('watch')])).toEqual([
    refused(path('watch'), 'not_answering'),
    listed(2, 2, true),
  ]);
  expect(account.isOver()).toBe(true);
});

test('A path named twice is owed twice', () => {
  const account = after(open([path('a.fit'), path('a.fit')]), staged(path('a.fit')));
  expect(account.answerHung([path('a.fit')])).toEqual([
    refused(path('a.fit'), 'not_answering'),
    listed(2, 0, true),
  ]);
});

test('In a folder where a path hangs for the second time, nothing is tried a third time', () => {
  const onWatch = ['a', 'b', 'c', 'd', 'e'].map((name) => path('watch', `${name}.fit`));
  const account = open([...onWatch, path('home.fit')]);
  const [a = '', b = '', c = '', d = '', e = ''] = onWatch;
  expect(account.answerHung([a, b])).toEqual([refused(a, 'not_answering'), refused(b, 'not_answering')]);
  expect(account.answerHung([c])).toEqual([c, d, e].map((each) => refused(each, 'not_answering')));
  expect(account.leftToDo().answeredPaths).toEqual(onWatch);
});

test('After one death everything is tried again; after two without an answer between, the path at work is refused', () => {
  const account = open([path('a.fit'), path('b.fit'), path('c.fit')]);
  expect(account.answerDeath('intake_stopped')).toEqual([]);
  expect(account.answerDeath('intake_stopped')).toEqual([refused(path('a.fit'), 'intake_stopped')]);
  // The next one at work has its own two.
  expect(account.answerDeath('not_answering')).toEqual([]);
  expect(account.answerDeath('not_answering')).toEqual([refused(path('b.fit'), 'not_answering')]);
  expect(account.answerDeath('intake_stopped')).toEqual([]);
  expect(account.answerDeath('intake_stopped')).toEqual([
    refused(path('c.fit'), 'intake_stopped'),
    listed(3, 0, true),
  ]);
});

test('A folder that goes forward between two deaths is not refused', () => {
  const account = open([path('rides')]);
  for (const name of ['a.fit', 'b.fit', 'c.fit']) {
    expect(account.answerDeath('intake_stopped')).toEqual([]);
    account.hear(staged(path('rides', name)));
  }
});

test('The path at work is the one that holds the last file told', () => {
  const account = after(
    open([path('ride'), path('rides'), path('runs')]),
    staged(path('rides', 'deep', 'a.fit')),
  );
  account.answerDeath('intake_stopped');
  // Not `ride`, whose name only begins like it.
  expect(account.answerDeath('intake_stopped')).toEqual([refused(path('rides'), 'intake_stopped')]);
});

test('The whole disk named as a folder is recognised in what was found below it', () => {
  const account = after(open([path('a.fit'), sep]), staged(path('deep', 'b.fit')));
  account.answerDeath('intake_stopped');
  expect(account.answerDeath('intake_stopped')).toEqual([refused(sep, 'intake_stopped')]);
});

test('Where everything was answered but the last word, two deaths make main say it', () => {
  const account = after(open([path('a.fit')]), staged(path('a.fit')));
  expect(account.answerDeath('intake_stopped')).toEqual([]);
  expect(account.answerDeath('intake_stopped')).toEqual([listed(1, 0, true)]);
});

test('Where no process can be had, every named path is answered, and then the listing', () => {
  const account = after(open([path('a.fit'), path('rides'), path('b.fit')]), staged(path('a.fit')));
  expect(account.giveUp()).toEqual([
    refused(path('rides'), 'intake_stopped'),
    refused(path('b.fit'), 'intake_stopped'),
    listed(3, 0, true),
  ]);
  expect(account.isOver()).toBe(true);
});

const firstLook = '1'.repeat(32);
const secondLook = '2'.repeat(32);
const recognised = (of: string, look: string): ImportNews => ({
  type: 'recognised',
  file: { fileId: look, importId, name: basename(of), path: of, sizeBytes: 1, look },
});

test('A recognised file is an answer that can be taken back: then it is left to do once more, without its look', () => {
  const paths = [path('a.fit'), path('b.fit')];
  const order = {
    importId,
    paths,
    answeredPaths: [],
    isDryRun: false,
    knownLooks: packLooks([firstLook, secondLook]),
  };
  const account = openAccount(order, () => fileId);
  account.hear(recognised(path('a.fit'), firstLook));
  account.hear(recognised(path('b.fit'), secondLook));
  expect(account.hear(listed(2, 0, true))).toEqual(listed(2, 0, false));
  expect([account.isListed(), account.isOver()]).toEqual([true, false]);
  expect(account.settleRecognised('of nobody', true)).toBeNull();
  expect(account.settleRecognised(secondLook, false)).toEqual([]);
  expect(account.takeAnotherWalk()).toBe(false);
  expect(account.settleRecognised(firstLook, true)).toEqual([]);
  expect([account.takeAnotherWalk(), account.takeAnotherWalk()]).toEqual([true, false]);
  expect(account.leftToDo()).toEqual({
    ...order,
    answeredPaths: [path('a.fit')],
    knownLooks: packLooks([firstLook]),
  });
  expect(account.hear(staged(path('b.fit')))).toEqual(staged(path('b.fit')));
  expect(account.hear(listed(2, 0, true))).toEqual(listed(2, 0, true));
  expect(account.isOver()).toBe(true);
});

test('Where all that was recognised is known, its last settlement ends the import, and no death in between does', () => {
  const order = {
    importId,
    paths: [path('rides')],
    answeredPaths: [],
    isDryRun: false,
    knownLooks: packLooks([firstLook]),
  };
  const account = openAccount(order, () => fileId);
  account.hear(recognised(path('rides', 'a.fit'), firstLook));
  account.hear(listed(1, 4, true));
  expect([account.answerDeath('intake_stopped'), account.answerDeath('intake_stopped')]).toEqual([[], []]);
  expect([account.giveUp(), account.answerHung([path('rides')])]).toEqual([[], []]);
  expect(account.settleRecognised(firstLook, true)).toEqual([listed(1, 4, true)]);
  expect(account.isOver()).toBe(true);
});

test('An answer that was taken back still counts as one between two deaths', () => {
  const order = {
    importId,
    paths: [path('rides')],
    answeredPaths: [],
    isDryRun: false,
    knownLooks: packLooks([firstLook]),
  };
  const account = openAccount(order, () => fileId);
  account.hear(recognised(path('rides', 'a.fit'), firstLook));
  expect(account.answerDeath('intake_stopped')).toEqual([]);
  account.settleRecognised(firstLook, false);
  account.hear(staged(path('rides', 'b.fit')));
  expect(account.answerDeath('intake_stopped')).toEqual([]);
});

test('A recognised file that is to be read after its folder was refused is refused as its folder was', () => {
  const order = {
    ...{ importId, paths: [path('disk'), path('b.fit')], answeredPaths: [], isDryRun: false },
    knownLooks: packLooks([firstLook, secondLook]),
  };
  const account = openAccount(order, () => fileId);
  const [deep, other] = [path('disk', 'deep', 'a.fit'), path('disk', 'b.fit')];
  account.hear(recognised(deep, firstLook));
  account.hear(recognised(other, secondLook));
  expect(account.answerHung([path('disk')])).toEqual([]);
  expect(account.answerHung([path('disk')])).toEqual([refused(path('disk'), 'not_answering')]);
  expect(account.settleRecognised(firstLook, false)).toEqual([refused(deep, 'not_answering')]);
  account.hear(staged(path('b.fit')));
  expect(account.hear(listed(4, 0, true))).toEqual(listed(4, 0, false));
  expect(account.settleRecognised(secondLook, false)).toEqual([
    refused(other, 'not_answering'),
    listed(4, 0, true),
  ]);
  expect([account.takeAnotherWalk(), account.isOver()]).toEqual([false, true]);
});

test('Of a scan that was cut short it is said that the rest waits, and how many there were; of anything else it is not', () => {
  const scanId = '00000000-0000-4000-8000-000000000003';
  const ofScan = () =>
    openAccount(
      {
        importId,
        paths: [path('device')],
        answeredPaths: [],
        isDryRun: false,
        knownLooks: packLooks([]),
        ofScan: scanId,
      },
      () => fileId,
    );
  const end = {
    type: 'listed',
    listed: { importId, filesFound: 5, filesPassedOver: 0, complete: true, restWaits: true },
  };
  const copied = staged(path('device', 'a.fit'));
  expect(after(ofScan(), listed(5, 0, false), copied).endWithScan()).toEqual([end]);

  const stopped = after(ofScan(), listed(5, 0, false), copied);
  stopped.cutShort();
  expect(stopped.hear(listed(5, 0, true))).toEqual(end);

  const dropped = after(open([path('rides')]), staged(path('rides', 'a.fit')));
  dropped.cutShort();
  expect(dropped.hear(listed(5, 0, true))).toEqual(listed(1, 0, true));
  // Nobody stopped it, and yet some of what was found could not be had just now.
  expect(after(ofScan(), copied).hear(listed(5, 0, true))).toEqual(end);
  expect(after(ofScan(), copied).hear(listed(1, 0, true))).toEqual(listed(1, 0, true));
});
