// Which value a quality flag makes uncertain, and why in a sentence.
import type { QualityFlag } from '../../src-worker/contract/activity-summary.ts';
import type { Say } from './say.ts';

export type DoubtfulValue = 'recording' | 'start' | 'distance';

const valueInDoubt = {
  recovered: 'recording',
  crc_mismatch: 'recording',
  value_out_of_range: 'recording',
  clock_suspect: 'start',
  time_backward: 'start',
  time_without_zone: 'start',
  zone_assumed: 'start',
  position_out_of_range: 'distance',
  distance_computed: 'distance',
  gaps: 'recording',
  distance_disagrees: 'distance',
} as const satisfies Record<QualityFlag, DoubtfulValue>;

export const doubtsAbout = (
  value: DoubtfulValue,
  flags: readonly QualityFlag[],
  say: Say,
): readonly string[] =>
  flags.filter((flag) => valueInDoubt[flag] === value).map((flag) => say(`flag.${flag}`));

export const allDoubts = (flags: readonly QualityFlag[], say: Say): readonly string[] =>
  flags.map((flag) => say(`flag.${flag}`));
