// The key under which an activity is written once and never twice, here and upstream (domain 3).
import { normalizedVersion } from '../contract/event-version.ts';
import type { ExternalActivity } from '../contract/external-activity.ts';
import { shortHash } from '../contract/short-hash.ts';
import { identitySeed } from './identity.ts';

/** `external-import-` + h(seed, 16) + `-` + h(version anchor, 16); the anchor is the version, else the fingerprint. */
export async function idempotencyKey(
  source: ExternalActivity['source'],
  payloadFingerprint: string,
): Promise<string> {
  const anchor = normalizedVersion(source.external_event_version) ?? payloadFingerprint;
  const [seedHash, anchorHash] = await Promise.all([
    shortHash(identitySeed(source), 16),
    shortHash(anchor, 16),
  ]);
  return `external-import-${seedHash}-${anchorHash}`;
}
