// What this process remembers of the places that it looks at: how each file looked, and what the last scan found ready.
// It is nothing that may not be lost: a new process looks twice again.
import type { FileMemory } from './settle.ts';
import type { LookInSource } from './look-in-source.ts';

export interface SourceMemory {
  /** As it was asked for. */
  readonly root: string;
  /** Where that is, no link any more. */
  readonly openAt: Buffer;
  /** What the root lay on. */
  readonly device: bigint;
  /** Of a removable volume its id. */
  readonly volumeId: string | null;
  /** Its copies are not believed before they were checked. */
  readonly isMtp: boolean;
  readonly lookOf: LookInSource;
  /** By their paths below the root, one character per byte. */
  readonly files: Map<string, FileMemory>;
  /** Counts the scans. */
  scans: number;
  ready: {
    readonly scanId: string;
    readonly files: readonly string[];
    readonly unfinished: string | null;
  } | null;
}

export interface SourceMemories {
  /** Of a root that is another volume now, or lies elsewhere, nothing is remembered. */
  of(place: Pick<SourceMemory, 'root' | 'openAt' | 'device' | 'volumeId' | 'isMtp' | 'lookOf'>): SourceMemory;
  /** Null where this process did not make that scan, or made another one of the same root after it. */
  ofScan(scanId: string): SourceMemory | null;
  forget(root: string): void;
}

export function createSourceMemories(): SourceMemories {
  const sources = new Map<string, SourceMemory>();
  return {
    of: (place) => {
      const known = sources.get(place.root);
      const isSame =
        known?.device === place.device &&
        known.volumeId === place.volumeId &&
        known.openAt.equals(place.openAt);
      if (isSame) return known;
      const fresh: SourceMemory = { ...place, files: new Map(), scans: 0, ready: null };
      sources.set(place.root, fresh);
      return fresh;
    },
    ofScan: (scanId) => [...sources.values()].find(({ ready }) => ready?.scanId === scanId) ?? null,
    forget: (root) => {
      sources.delete(root);
    },
  };
}
