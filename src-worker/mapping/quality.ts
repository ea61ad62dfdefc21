// How far a recording can be trusted, from what was noticed while reading it: one row per flag.
import type { ActivityQuality, QualityFlag } from '../contract/activity-summary.ts';

const gradeByFlag = {
  recovered: 'recovered',
  crc_mismatch: 'recovered',
  clock_suspect: 'uncertain',
  time_backward: 'uncertain',
  time_without_zone: 'uncertain',
  position_out_of_range: 'uncertain',
  gaps: 'uncertain',
  distance_disagrees: 'uncertain',
  value_out_of_range: 'uncertain',
  // Said of most files; nothing about the recording itself is in doubt.
  zone_assumed: 'sound',
  distance_computed: 'sound',
} as const satisfies Record<QualityFlag, ActivityQuality['grade']>;

export function qualityOf(flags: readonly QualityFlag[]): ActivityQuality {
  const grades = flags.map((flag) => gradeByFlag[flag]);
  const grade = grades.includes('recovered')
    ? 'recovered'
    : grades.includes('uncertain')
      ? 'uncertain'
      : 'sound';
  return { grade, flags: [...new Set(flags)] };
}
