// What the watcher asks of a system: which removable volumes there are now. One for each system.
import type { Volume } from './volume.ts';

export interface VolumeReader {
  /** Rejects where the system does not say; that means nothing about the volumes. */
  read(): Promise<readonly Volume[]>;
  /** From one look to the next. */
  readonly everyMs: number;
  /** Calls when something may have changed; returns what ends it. A system without such news has none. */
  readonly watch: ((onHint: () => void) => () => void) | null;
}
