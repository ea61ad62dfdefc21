// Scans through the intake's real code in this process, with a clock that the test moves, and imports of what they find.
import { randomUUID } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { IntakeReport } from '../../../../src-worker/contract/intake-messages.ts';
import type { Scanned, ScanPlan } from '../../../../src-worker/contract/sources.ts';
import { readVendorMap, vendorMapFile } from '../../../../src-main/disk/read-vendor-map.ts';
import { createScans } from '../../../../src-main/intake/scan/scans.ts';
import { watchCalls } from '../../../../src-main/intake/watch-calls.ts';
import { importPaths } from '../intake-run.ts';
import { packLooks } from '../../../../src-main/intake/packed-looks.ts';

const vendorMap = readVendorMap(vendorMapFile(join(import.meta.dirname, '../../../..')));

export const inFolder: ScanPlan = { kind: 'folder', isRecursive: true, isWatched: false };
export const onDevice: ScanPlan = { kind: 'device', volumeId: 'volume 1', isGranted: false };

/** The athlete said that any volume with this id may be read. */
export const granted: ScanPlan = { kind: 'device', volumeId: 'volume 1', isGranted: true };

export type Looked = Extract<Scanned, { kind: 'looked' }>;

/** A test's files are made a moment before: their times are trusted all the same. */
const aMinuteLater = () => Date.now() + 60_000;

export interface ScanRun {
  scan(root: string, plan?: ScanPlan, knownLooks?: readonly string[]): Promise<Scanned>;
  /** Fails the test where the root is away. */
  look(root: string, plan?: ScanPlan, knownLooks?: readonly string[]): Promise<Looked>;
  /** Imports what the scan found ready below its root, or the ride at that path. */
  importOf(scanned: Looked, path: string, staging: string): Promise<readonly IntakeReport[]>;
  /** Two looks that are far enough apart, and the import of what is ready then. */
  takeAll(root: string, staging: string, plan?: ScanPlan): Promise<readonly IntakeReport[]>;
  forget(root: string): void;
  pass(ms: number): void;
  readonly told: IntakeReport[];
}

export function startScanRun(): ScanRun {
  let now = 1_000;
  const told: IntakeReport[] = [];
  const scans = createScans({
    vendorMap,
    watch: watchCalls(() => performance.now()),
    nowMs: () => now,
    wallMs: () => Date.now(),
    report: (report) => told.push(report),
  });
  const roots = new Set<string>();
  onTestFinished(() => roots.forEach((root) => scans.forget(root)));
  const run: ScanRun = {
    told,
    scan: async (root, plan = inFolder, knownLooks = []) => {
      roots.add(root);
      const scanId = randomUUID();
      await scans.scan({ type: 'scan', scanId, root, plan, knownLooks: packLooks(knownLooks) });
      const scanned = told.flatMap((one) => (one.type === 'scanned' ? [one.scanned] : []));
      const mine = scanned.find((one) => one.scanId === scanId);
      if (mine === undefined) throw new Error('the scan was not told');
      return mine;
    },
    look: async (root, plan, knownLooks) => {
      const scanned = await run.scan(root, plan, knownLooks);
      if (scanned.kind === 'away') throw new Error(`away: ${scanned.reason}`);
      return scanned;
    },
    importOf: ({ scanId }, path, staging) =>
      importPaths(
        staging,
        [path],
        { ofScan: scanId },
        { nowMs: aMinuteLater, readyOf: (ofScan, importId, path) => scans.ready(ofScan, importId, path) },
      ),
    takeAll: async (root, staging, plan) => {
      await run.look(root, plan);
      run.pass(2_000);
      return run.importOf(await run.look(root, plan), root, staging);
    },
    forget: (root) => scans.forget(root),
    pass: (ms) => {
      now += ms;
    },
  };
  return run;
}

/** How a scan counted, in short. */
export const countsOf = ({ filesFound, known, settling, ready, passedOver, unlisted }: Looked) => ({
  filesFound,
  known,
  settling,
  ready,
  passedOver,
  unlisted,
});

export const looksOf = (reports: readonly IntakeReport[]): string[] =>
  reports.flatMap((report) => (report.type === 'staged' && report.look !== undefined ? [report.look] : []));

/** The clock of a file system goes in steps: what is written in the same step has the same time. */
export function untilTimeMoves(folder: string): void {
  const probe = join(folder, '.probe');
  const timeOf = () => {
    writeFileSync(probe, 'x');
    return statSync(probe, { bigint: true }).ctimeNs;
  };
  const before = timeOf();
  while (timeOf() === before);
  rmSync(probe);
}
