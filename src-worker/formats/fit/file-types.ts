// `file_id.type` of FIT: what a sound file is that is no activity. A type that is not listed, or none, is `other`.
import type { NonActivity } from '../../contract/activity-format.ts';

export const activityFileType = 4;

const nonActivityTypes: Readonly<Partial<Record<number, NonActivity>>> = {
  1: 'device',
  2: 'settings',
  3: 'settings', // sport settings
  5: 'workout',
  6: 'course',
  7: 'schedule',
  9: 'weight',
  10: 'totals',
  11: 'goals',
  15: 'monitoring',
  28: 'monitoring',
  32: 'monitoring',
  34: 'segment',
  35: 'segment',
};

export const nonActivityOf = (type: number | null): NonActivity =>
  (type === null ? undefined : nonActivityTypes[type]) ?? 'other';
