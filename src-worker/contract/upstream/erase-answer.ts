// The receipt of “delete my data upstream”. The same key answers with the same receipt for ever, and deletes nothing that
// came after it.
import { z } from 'zod';

export const eraseAnswerSchema = z.object({
  erase_id: z.uuid(),
  erased_at: z.iso.datetime({ offset: true }),
  erased: z.object({ jobs: z.int().nonnegative(), events: z.int().nonnegative() }),
});
export type EraseAnswer = z.infer<typeof eraseAnswerSchema>;
