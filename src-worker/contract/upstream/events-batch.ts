// Events that are not imports, posted as a CloudEvents batch (a JSON array), and the answer to each.
import { z } from 'zod';
import { batchItemRejectedSchema } from './job-answer.ts';
import { upstreamLimits } from './limits.ts';

/** Each is judged by itself, as `postedEventSchema` has it. */
export const eventsBatchSchema = z.array(z.unknown()).min(1).max(upstreamLimits.batchItems);

/** By its place in the request, from 0. Written once: a replay names the event that was written first. */
const place = { index: z.int().nonnegative(), idempotency_key: z.string(), event_id: z.uuid() };

export const eventBatchItemSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('accepted'), ...place }),
  z.object({ result: z.literal('replayed'), ...place }),
  batchItemRejectedSchema,
]);
export type EventBatchItem = z.infer<typeof eventBatchItemSchema>;

/** 200, also where some or all were rejected. What is not answered was not done. */
export const eventsBatchAnswerSchema = z.object({ items: z.array(eventBatchItemSchema) });
export type EventsBatchAnswer = z.infer<typeof eventsBatchAnswerSchema>;
