// The keys that cross the wire, by their shape: what is not shaped so never reaches a table or a log.
import { z } from 'zod';
import { upstreamLimits } from './limits.ts';

export const sourceIdentityKeySchema = z.string().regex(/^external-activity-[0-9a-f]{20}$/);
export const payloadFingerprintSchema = z.string().regex(/^[0-9a-f]{20}$/);
export const importKeySchema = z.string().regex(/^external-import-[0-9a-f]{16}-[0-9a-f]{16}$/);

/** Of an event that is no import; the import's own keys are given to jobs alone. */
export const eventKeySchema = z
  .string()
  .max(upstreamLimits.keyCharacters)
  .regex(/^(?!external-import-)(?:external|manual)-[a-z]+-[a-z0-9._-]+$/);

/** Whom an event is about: an activity, or a session that the athlete wrote down. */
export const eventSubjectSchema = z
  .string()
  .max(upstreamLimits.keyCharacters)
  .regex(/^(?:external-activity-[0-9a-f]{20}|manual-session-[0-9a-f-]{36})$/);

/** `Idempotency-Key`, bare or as the structured field that the draft standard makes of it (quoted); null where it is none. */
export function idempotencyKeyOf(header: string | undefined): string | null {
  const text = header?.trim() ?? '';
  const bare = /^"(.*)"$/.exec(text)?.[1] ?? text;
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(bare) && bare.length <= upstreamLimits.keyCharacters
    ? bare
    : null;
}
