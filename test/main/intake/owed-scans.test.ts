import { expect, test } from 'vitest';
import { openScans, type ScanRequest } from '../../../src-main/intake/owed-scans.ts';
import { packLooks } from '../../../src-main/intake/packed-looks.ts';

const request = (number: number): ScanRequest => ({
  type: 'scan',
  scanId: `00000000-0000-4000-8000-00000000000${number}`,
  root: `/root ${number}`,
  plan: { kind: 'folder', isRecursive: true, isWatched: true },
  knownLooks: packLooks([]),
});
const away = (number: number) =>
  ({ kind: 'away', scanId: request(number).scanId, reason: 'device_failed' }) as const;

function openTwo() {
  const scans = openScans();
  scans.open(request(1));
  scans.open(request(2));
  return scans;
}

test('A scan is owed until it is told, once', () => {
  const scans = openTwo();
  expect(scans.hear(away(1))).toBe(true);
  expect(scans.hear(away(1))).toBe(false);
  expect(scans.left()).toEqual([request(2)]);
  expect(scans.isNone).toBe(false);
  scans.forget('/root 2');
  expect(scans.hear(away(2))).toBe(false);
  expect(scans.isNone).toBe(true);
});

test('The root that hung is named, and the others are asked again', () => {
  const scans = openTwo();
  const { scanId, root } = request(1);
  expect(scans.takeHung([{ importId: scanId, namedPath: root }])).toEqual([root]);
  expect(scans.left()).toEqual([request(2)]);
});

test('Where nobody knows why a process died, all is asked once more; after a second time it is answered', () => {
  const scans = openTwo();
  expect(scans.takeInVain()).toEqual([]);
  scans.hear(away(1));
  scans.open(request(3));
  expect(scans.takeInVain()).toEqual([away(2)]);
  expect(scans.left()).toEqual([request(3)]);
  expect(scans.takeAll()).toEqual([away(3)]);
});
