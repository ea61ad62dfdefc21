// A file that could not be taken in for a reason that may pass: it waits until a later import of its path ends otherwise, or
// until it is dismissed.
import { z } from 'zod';

export const deadLetterSchema = z.object({
  /** Of its last try, whose receipt says why. */
  jobId: z.string(),
  path: z.string(),
  failedAt: z.string(),
  /** What stood in the way, as its receipt says it. */
  message: z.string(),
  /** An import that names it is not over yet. */
  isUnderWay: z.boolean(),
});
export type DeadLetter = Readonly<z.infer<typeof deadLetterSchema>>;
