// An answer that can be trusted wherever it was kept: signed with Ed25519, for one installation, with version and expiry.
import { sign, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { OfrepAnswer } from '../../../src-worker/contract/upstream/ofrep.ts';

const hourMs = 3_600_000;
/** From the last full hour: so the same answer, and its ETag, hold for an hour, and no answer is ever close to its end. */
const lifeMs = 25 * hourMs;

export function signedAnswer(
  answer: Pick<OfrepAnswer, 'flags'>,
  how: {
    readonly key: KeyObject;
    readonly targetingKey: string;
    readonly version: number;
    readonly now: Date;
  },
): Pick<OfrepAnswer, 'flags' | 'metadata'> {
  const { key, targetingKey, version, now } = how;
  const expiresAt = new Date(Math.floor(now.getTime() / hourMs) * hourMs + lifeMs).toISOString();
  const metadata = { targetingKey, version, expiresAt };
  const text = canonicalize({ flags: answer.flags, metadata });
  if (text === undefined) throw new Error('an object has a canonical form');
  const signature = sign(null, Buffer.from(text), key).toString('base64url');
  return { flags: answer.flags, metadata: { ...metadata, signature } };
}
