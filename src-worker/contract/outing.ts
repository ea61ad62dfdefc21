// What is known of an activity when it is compared with others: enough to say whether both are the same outing.
import { z } from 'zod';
import type { Position } from './position.ts';

/** Null where the file does not say. */
export interface Outing {
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly elapsedSeconds: number | null;
  readonly timerSeconds: number | null;
  readonly distanceMeters: number | null;
  /** Workout type of domain 1; null where the sport is not known. */
  readonly workoutType: string | null;
  readonly firstFix: Position | null;
  /** Whoever recorded it: maker, product and serial number, as far as known. */
  readonly recorder: string | null;
}

/** How two activities belong together (domain 4). */
export const overlapRelations = ['same_recording', 'second_recording', 'shifted_clock'] as const;
export const overlapRelationSchema = z.enum(overlapRelations);
export type OverlapRelation = z.infer<typeof overlapRelationSchema>;

export const overlapComparedSchema = z.object({
  field: z.enum(['start', 'duration', 'distance', 'first_fix', 'overlap', 'shift']),
  /** Seconds, meters, or a share of 1. */
  difference: z.number(),
});

/** One relation between two activities, with what speaks for it. */
export const overlapSchema = z.object({
  relation: overlapRelationSchema,
  /** From 0 to 1: how far inside its thresholds it lies. */
  score: z.number().min(0).max(1),
  compared: z.array(overlapComparedSchema),
});
export type Overlap = z.infer<typeof overlapSchema>;
