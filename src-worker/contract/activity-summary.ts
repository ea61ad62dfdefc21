// What a file says of one activity in numbers, as read, before any mapping; and how far it can be trusted.
import { z } from 'zod';
import { positionSchema } from './position.ts';

const count = z.int().nonnegative();
const instant = z.iso.datetime({ offset: true });

/** Sport names are those of the FIT profile (`cycling`, `lap_swimming`); GPX and TCX words stay as written. */
export const activitySummarySchema = z.object({
  sport: z.string().nullable(),
  subSport: z.string().nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Local time minus UTC where the file says it. */
  utcOffsetSeconds: z.number().nullable(),
  elapsedSeconds: z.number().nonnegative().nullable(),
  timerSeconds: z.number().nonnegative().nullable(),
  distanceMeters: z.number().nonnegative().nullable(),
  caloriesKcal: z.number().nonnegative().nullable(),
  avgHeartRateBpm: z.number().nonnegative().nullable(),
  maxHeartRateBpm: z.number().nonnegative().nullable(),
  avgPowerWatts: z.number().nonnegative().nullable(),
  ascentMeters: z.number().nonnegative().nullable(),
  hasPosition: z.boolean(),
  /** Where the recording first knew where it was; never shown, only compared. */
  firstFix: positionSchema.nullable().default(null),
  recordCount: count,
  lapCount: count,
  sessionCount: count,
  lengthCount: count,
  setCount: count,
  device: z.object({
    manufacturer: z.string().nullable(),
    product: z.string().nullable(),
    serialNumber: z.string().nullable(),
  }),
});
export type ActivitySummary = z.infer<typeof activitySummarySchema>;

export const qualityFlags = [
  /** The file was cut or damaged and what could be read was kept. */
  'recovered',
  'crc_mismatch',
  /** The device's clock was never set, or lies ahead of now. */
  'clock_suspect',
  'time_backward',
  'time_without_zone',
  /** No zone in the file: the athlete's own was assumed. */
  'zone_assumed',
  'position_out_of_range',
  'value_out_of_range',
  'distance_computed',
  /** The timer ran on, but nothing was recorded for minutes. */
  'gaps',
  /** The distance in the summary is not the one that the points counted. */
  'distance_disagrees',
] as const;
export const qualityFlagSchema = z.enum(qualityFlags);
export type QualityFlag = z.infer<typeof qualityFlagSchema>;

export const activityQualitySchema = z.object({
  grade: z.enum(['sound', 'uncertain', 'recovered']),
  flags: z.array(qualityFlagSchema),
});
export type ActivityQuality = z.infer<typeof activityQualitySchema>;
