// What comes of saying what one thinks of a receipt.
import { z } from 'zod';

const bare = <Kind extends string>(kind: Kind) => z.object({ kind: z.literal(kind) }).readonly();

export const noteAnswerSchema = z.discriminatedUnion('kind', [
  /** Written down. */
  bare('noted'),
  /** It was said before: nothing was written. */
  bare('already'),
  /** There is no such receipt. */
  bare('not_found'),
  /** Nothing can be written now. */
  bare('not_now'),
]);
export type NoteAnswer = z.infer<typeof noteAnswerSchema>;
