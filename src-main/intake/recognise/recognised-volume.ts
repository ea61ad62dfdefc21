// What recognition says of a volume: what it is, where its activities lie, and which names there are taken.
import type { Recognition } from '../../../src-worker/contract/sources.ts';
import type { TakingRules } from '../../../src-worker/contract/vendor-map.ts';

export interface RecognisedVolume {
  readonly recognition: Recognition;
  /**
   * Folders that are there, as paths below the root in the bytes of the system, each to be opened by `openFolderBelow`.
   * An empty one is the root itself: so it is with a volume that nobody knows.
   */
  readonly activityFolders: readonly Buffer[];
  /** It may be read without asking. */
  readonly isKnownVendor: boolean;
  /** To be asked with `judgeFileName` and `judgeFolderName`. */
  readonly rules: TakingRules;
}
