// One version of an activity that arrived, and the event that tells of its content. Dedup judges the next arrival
// against these, so they are journaled where no event of their own tells of them.
import { z } from 'zod';

export const knownVersionSchema = z.object({
  eventId: z.string(),
  idempotencyKey: z.string(),
  version: z.string().nullable(),
  fingerprint: z.string(),
  fileName: z.string(),
  importedAt: z.iso.datetime({ offset: true }),
});
export type KnownVersion = Readonly<z.infer<typeof knownVersionSchema>>;
