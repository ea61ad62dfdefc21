// What the core derives from a validated activity, and all that dedup and the log need to recognise it again.
import { normalizedVersion } from '../contract/event-version.ts';
import type { ExternalActivity } from '../contract/external-activity.ts';
import { payloadFingerprint } from './fingerprint.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { sourceIdentityKey } from './identity.ts';

export interface ActivityAnchor {
  readonly sourceIdentityKey: string;
  readonly payloadFingerprint: string;
  readonly idempotencyKey: string;
  /** Trimmed and lower-cased; null where the source gives none (or only blanks). */
  readonly version: string | null;
}

/** Identity, fingerprint, key and version of one activity (domain 3); branches on no provider and no format. */
export async function anchorActivity(activity: ExternalActivity): Promise<ActivityAnchor> {
  const [identity, fingerprint] = await Promise.all([
    sourceIdentityKey(activity.source),
    payloadFingerprint(activity),
  ]);
  return {
    sourceIdentityKey: identity,
    payloadFingerprint: fingerprint,
    idempotencyKey: await idempotencyKey(activity.source, fingerprint),
    version: normalizedVersion(activity.source.external_event_version),
  };
}
