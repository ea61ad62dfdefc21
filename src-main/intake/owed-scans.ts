// The scans that the intake owes main: what is asked of the next process when one is given up, and what main answers in
// its place. Touches nothing but what it is told.
import type { IntakeRequest } from '../../src-worker/contract/intake-messages.ts';
import type { Scanned } from '../../src-worker/contract/sources.ts';
import type { NamedPath } from './watch-calls.ts';

export type ScanRequest = Extract<IntakeRequest, { type: 'scan' }>;

export interface OwedScans {
  readonly isNone: boolean;
  open(request: ScanRequest): void;
  /** False of a scan that nobody waits for any more. */
  hear(scanned: Scanned): boolean;
  /** Those that hung are owed no more; gives their roots. */
  takeHung(stalled: readonly NamedPath[]): readonly string[];
  /** The process is gone, and nobody knows why: all is asked once more, and after a second time answered in its place. */
  takeInVain(): readonly Scanned[];
  /** No process can be had. */
  takeAll(): readonly Scanned[];
  /** For the next process. */
  left(): readonly ScanRequest[];
  forget(root: string): void;
}

export function openScans(): OwedScans {
  const owed = new Map<string, { readonly request: ScanRequest; readonly deaths: number }>();

  const take = (isTaken: (scanId: string) => boolean): readonly ScanRequest[] => {
    const taken = [...owed.values()].filter(({ request }) => isTaken(request.scanId));
    for (const { request } of taken) owed.delete(request.scanId);
    return taken.map(({ request }) => request);
  };
  const failed = ({ scanId }: ScanRequest): Scanned => ({ kind: 'away', scanId, reason: 'device_failed' });

  return {
    get isNone() {
      return owed.size === 0;
    },
    open: (request) => {
      owed.set(request.scanId, { request, deaths: 0 });
    },
    hear: ({ scanId }) => owed.delete(scanId),
    takeHung: (stalled) =>
      take((scanId) => stalled.some(({ importId }) => importId === scanId)).map(({ root }) => root),
    takeInVain: () => {
      const inVain = take((scanId) => owed.get(scanId)?.deaths === 1);
      for (const [scanId, { request }] of owed) owed.set(scanId, { request, deaths: 1 });
      return inVain.map(failed);
    },
    takeAll: () => take(() => true).map(failed),
    left: () => [...owed.values()].map(({ request }) => request),
    forget: (root) => {
      take((scanId) => owed.get(scanId)?.request.root === root);
    },
  };
}
