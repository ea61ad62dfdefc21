import { expect, test } from 'vitest';
import { isCandidateName, isFolderLeftAlone } from '../../../src-main/intake/name-filter.ts';

const bytesOf = (name: string) => Buffer.from(name, 'utf8').toString('latin1');
const chosenBy = (judge: (nameBytes: string) => boolean, names: readonly string[]) =>
  names.filter((name) => judge(bytesOf(name)));

test('Inside a folder, the names of FIT, TCX, GPX, their gzips and zips are candidates, in any case', () => {
  const candidates = [
    'ride.fit',
    'ride.FIT',
    'ride.tcx',
    'Ride.Tcx',
    'ride.gpx',
    'ride.fit.gz',
    'ride.TCX.GZ',
    'ride.gpx.gz',
    'export.zip',
    '.fit',
    '.hidden.fit',
    '-rf.fit',
    '__proto__.fit',
    'new\nline.fit',
    '🚴 ride.fit',
    `${'x'.repeat(251)}.fit`,
    'a.pdf.fit',
  ];
  expect(chosenBy(isCandidateName, candidates)).toEqual(candidates);
});

test('All other names are passed over', () => {
  const others = [
    'notes.txt',
    'fit',
    'ride.fitx',
    'ride.fit.bak',
    'ride.fit\n',
    'ride.gz',
    'ride.zip.gz',
    'ride.json',
    'ride.fit.gz.part',
    '._ride.fit',
    '.DS_Store',
    '',
  ];
  expect(chosenBy(isCandidateName, others)).toEqual([]);
});

test('A name of bytes that are no valid UTF-8 is judged by its end like any other', () => {
  expect(isCandidateName('\xff\xfe.fit')).toBe(true);
  expect(isCandidateName('\xff\xfe.fi\xf4')).toBe(false);
});

test('The folders that systems make for themselves are not gone into, all others are', () => {
  const leftAlone = [
    '__MACOSX',
    '$RECYCLE.BIN',
    '$Recycle.Bin',
    '.Trash',
    '.Trashes',
    '.Trash-1000',
    'System Volume Information',
    '.Spotlight-V100',
    '.fseventsd',
    '.TemporaryItems',
    'lost+found',
    '._Activities',
  ];
  const walked = ['Activities', 'x.fit', 'my __MACOSX', '.hidden', 'Trash', '2024'];
  expect(chosenBy(isFolderLeftAlone, [...leftAlone, ...walked])).toEqual(leftAlone);
});
