// What main asks of the face: where the athlete wants to be, who clicked the tray or the news. Only a face that said it is
// ready is asked.
import { z } from 'zod';

export const pageOrderSchema = z.discriminatedUnion('kind', [
  /** `importId`: null for the newest. */
  z.object({ kind: z.literal('show_imports'), importId: z.uuid().nullable() }),
  /** The window was closed before, Cooldown went on, and nobody could be told then. */
  z.object({ kind: z.literal('say_it_went_on') }),
  /** By the tray, or by the page itself. A face that comes later asks for it. */
  z.object({ kind: z.literal('imports_paused'), isPaused: z.boolean() }),
]);
export type PageOrder = Readonly<z.infer<typeof pageOrderSchema>>;
