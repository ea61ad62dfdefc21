// The scans of this process: who looks at which source, and what is remembered for the next time.
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import type { VendorMap } from '../../../src-worker/contract/vendor-map.ts';
import type { CallWatch } from '../watch-calls.ts';
import { createFolderWatcher } from '../watch/watch-folders.ts';
import { pathForPeople } from './look-in-source.ts';
import { readyFiles, type ReadyFile } from './ready-files.ts';
import { runScan, type ScanRequest } from './run-scan.ts';
import { createSourceMemories } from './source-memory.ts';
import { unfinishedRide } from './unfinished-ride.ts';

export interface Scans {
  /** Settles when it is told. Of one root, one after the other. */
  scan(request: ScanRequest): Promise<void>;
  forget(root: string): void;
  /** What this scan found, for an import of it: all that is ready below the root, or the unfinished ride at that path. */
  ready(scanId: string, importId: string, path: string): FoundByScan;
}

export interface FoundByScan {
  readonly files: Iterable<ReadyFile>;
  readonly count: number;
}

export interface ScansParts {
  readonly vendorMap: VendorMap;
  readonly watch: CallWatch;
  /** Monotonic, of awake time. */
  readonly nowMs: () => number;
  /** By the clock that gives files their times. */
  readonly wallMs: () => number;
  readonly report: (report: IntakeReport) => void;
}

/** While a file is to hold still, the clock is asked so often: a step of twice that was sleep, of the writer too. */
export const scanClockMs = 500;

export function createScans({ vendorMap, watch, nowMs, wallMs, report }: ScansParts): Scans {
  const settlingRoots = new Set<string>();
  let ticking: NodeJS.Timeout | null = null;
  const memories = createSourceMemories();
  const watcher = createFolderWatcher({ onHint: (root) => report({ type: 'hint', root }) });
  /** By root: one that hangs keeps no other waiting. */
  const lastOf = new Map<string, Promise<void>>();

  /** By root, how often it was forgotten: a scan that began before is of no use after it. */
  const forgotten = new Map<string, number>();
  const timesForgotten = (root: string) => forgotten.get(root) ?? 0;

  const scanNow = async (request: ScanRequest, beganAfter: number) => {
    const isWanted = () => timesForgotten(request.root) === beganAfter;
    const { scanId, root } = request;
    const watched = watch.of({ importId: scanId, namedPath: root });
    const scanned = await runScan(request, {
      vendorMap,
      memories,
      watcher,
      watched,
      nowMs,
      wallMs,
      isWanted,
    });
    if (isWanted()) settles(root, scanned.kind === 'looked' && scanned.settling > 0);
    else forgetNow(root);
    report({ type: 'scanned', scanned });
  };

  const forgetNow = (root: string) => {
    memories.forget(root);
    settles(root, false);
    watcher.forget(root);
  };

  const settles = (root: string, isSettling: boolean) => {
    if (isSettling) settlingRoots.add(root);
    else settlingRoots.delete(root);
    if (settlingRoots.size > 0) {
      ticking ??= setInterval(nowMs, scanClockMs).unref();
      return;
    }
    if (ticking !== null) clearInterval(ticking);
    ticking = null;
  };

  return {
    scan: async (request) => {
      const { root } = request;
      const beganAfter = timesForgotten(root);
      const mine = (lastOf.get(root) ?? Promise.resolve()).then(() => scanNow(request, beganAfter));
      lastOf.set(root, mine);
      await mine;
      if (lastOf.get(root) === mine) lastOf.delete(root);
    },
    forget: (root) => {
      forgotten.set(root, timesForgotten(root) + 1);
      forgetNow(root);
    },
    ready: (scanId, importId, path) => {
      const memory = memories.ofScan(scanId);
      if (memory === null) return { files: [], count: 0 };
      const watched = watch.of({ importId, namedPath: memory.root });
      const unfinished = memory.ready?.unfinished ?? null;
      if (path !== memory.root) {
        const isIt = unfinished !== null && pathForPeople(memory.root, unfinished) === path;
        return isIt
          ? { files: [unfinishedRide(memory, unfinished, watched)], count: 1 }
          : { files: [], count: 0 };
      }
      return {
        files: readyFiles(memory, { importId, watched, nowMs, report }),
        count: memory.ready?.files.length ?? 0,
      };
    },
  };
}
