// The file formats and what a sound file may be that is no activity.
import { z } from 'zod';

export const activityFormats = ['fit', 'tcx', 'gpx'] as const;
export const activityFormatSchema = z.enum(activityFormats);
export type ActivityFormat = z.infer<typeof activityFormatSchema>;

/** FIT `file_id.type` by name where it is no activity, and what TCX and GPX hold beside activities. */
export const nonActivities = [
  'course',
  'workout',
  'settings',
  'monitoring',
  'weight',
  'totals',
  'goals',
  'segment',
  'schedule',
  'device',
  'route',
  'waypoints',
  'track_without_times',
  'nothing_recorded',
  'other',
] as const;
export const nonActivitySchema = z.enum(nonActivities);
export type NonActivity = z.infer<typeof nonActivitySchema>;
