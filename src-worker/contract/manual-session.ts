// A session that the athlete writes down by hand: in the words of the canonical activity, with no source but the athlete.
import { z } from 'zod';
import { sessionSchema, setSchema, workoutSchema } from './external-activity.ts';

export const manualSessionSchema = z.object({
  session_id: z.uuid(),
  /** Counted from 1: the latest one counts. */
  revision: z.int().positive(),
  /** Taken back by the athlete: it is shown and counted no more. */
  retracted: z.boolean(),
  workout: workoutSchema,
  session: sessionSchema,
  sets: z.array(setSchema),
});
export type ManualSession = Readonly<z.infer<typeof manualSessionSchema>>;

/** As the athlete writes it down; day and week are told from start and zone. */
export const writtenSessionSchema = z
  .object({
    workout: workoutSchema,
    startedAt: z.iso.datetime({ offset: true }),
    /** IANA name. */
    timeZone: sessionSchema.shape.timezone.unwrap(),
    sets: z.array(setSchema),
  })
  .refine(({ sets }) => new Set(sets.map(({ sequence }) => sequence)).size === sets.length, {
    path: ['sets'],
    message: 'sequence repeats within the session',
  });
export type WrittenSession = Readonly<z.infer<typeof writtenSessionSchema>>;

const keyStart = 'manual-session-';

/** Stands where an activity's source identity key does: in the log, and in the timeline. */
export const manualSessionKey = (sessionId: string): string => `${keyStart}${sessionId}`;

/** Null where the key is an activity's. */
export const sessionIdOfKey = (sessionKey: string): string | null =>
  sessionKey.startsWith(keyStart) ? sessionKey.slice(keyStart.length) : null;
