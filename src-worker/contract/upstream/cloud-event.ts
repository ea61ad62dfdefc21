// Events as they travel in both directions: CloudEvents 1.0, the types and data those of the log (domain 5). What the log keeps
// of this machine alone (names of files, positions, samples) has no place here.
import { z } from 'zod';
import {
  activityDeletedSchema,
  activityRestoredSchema,
  clockCorrectedSchema,
  conflictResolvedSchema,
  overlapLinkedSchema,
  overlapUnlinkedSchema,
  sessionLoggedSchema,
} from '../canonical-event.ts';
import { externalActivitySchema } from '../external-activity.ts';
import { eventKeySchema, eventSubjectSchema, importKeySchema, payloadFingerprintSchema } from './keys.ts';

export const cloudEventsBatchMediaType = 'application/cloudevents-batch+json';

/** Of every event; attributes that are not known here are kept and passed on. */
const envelope = {
  specversion: z.literal('1.0'),
  id: z.uuid(),
  /** `urn:uuid:<installation id>`: the machine that it comes from, which knows it already. */
  source: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  /** The key of the activity or session that it is about. */
  subject: eventSubjectSchema,
  /** When it happened there. */
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.literal('application/json').optional(),
};

/** By the athlete's hand, or by a rule (links): `import:<job id>`, `decision:<event id>`, `thresholds:<revision>`. */
const author = { rulesession: z.string().max(255).optional() };

const { data: resolvedData } = conflictResolvedSchema.shape;

/** `external.conflict_resolved` without the name of the incoming file. */
const resolvedOnWireSchema = resolvedData.extend({
  incoming: resolvedData.shape.incoming.omit({ file_name: true }),
});

const posted = { ...envelope, idempotencykey: eventKeySchema };

/** An event that is no import, as it is posted. */
export const postedEventSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: activityDeletedSchema.shape.type,
    ...posted,
    data: activityDeletedSchema.shape.data,
  }),
  z.looseObject({
    type: activityRestoredSchema.shape.type,
    ...posted,
    data: activityRestoredSchema.shape.data,
  }),
  z.looseObject({ type: conflictResolvedSchema.shape.type, ...posted, data: resolvedOnWireSchema }),
  z.looseObject({
    type: overlapLinkedSchema.shape.type,
    ...posted,
    ...author,
    data: overlapLinkedSchema.shape.data,
  }),
  z.looseObject({
    type: overlapUnlinkedSchema.shape.type,
    ...posted,
    ...author,
    data: overlapUnlinkedSchema.shape.data,
  }),
  z.looseObject({
    type: clockCorrectedSchema.shape.type,
    ...posted,
    data: clockCorrectedSchema.shape.data,
  }),
  z.looseObject({ type: sessionLoggedSchema.shape.type, ...posted, data: sessionLoggedSchema.shape.data }),
]);
export type PostedEvent = z.infer<typeof postedEventSchema>;

/** What the upstream wrote for an import job. */
export const importedEventSchema = z.looseObject({
  type: z.literal('external.activity_imported'),
  ...envelope,
  idempotencykey: importKeySchema,
  payloadfingerprint: payloadFingerprintSchema,
  /** `external_import:<provider>` */
  agent: z.string(),
  /** `import:<job id>`, the job upstream. */
  session: z.string(),
  data: externalActivitySchema,
});
export type ImportedEvent = z.infer<typeof importedEventSchema>;

/** Every event that this build understands. */
export const wireEventSchema = z.union([importedEventSchema, postedEventSchema]);
export type WireEvent = z.infer<typeof wireEventSchema>;
