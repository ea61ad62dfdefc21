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
