// Who an activity is: the same for every copy of it, on any machine, under any name (domain 3).
import type { ExternalActivity } from '../contract/external-activity.ts';
import { shortHash } from '../contract/short-hash.ts';

type Source = ExternalActivity['source'];

/** lower-case of `provider|provider_user_id|external_activity_id` */
export function identitySeed(source: Source): string {
  return `${source.provider}|${source.provider_user_id}|${source.external_activity_id}`.toLowerCase();
}

/** `external-activity-` + h(seed, 20) */
export async function sourceIdentityKey(source: Source): Promise<string> {
  return `external-activity-${await shortHash(identitySeed(source), 20)}`;
}
