// What an activity says, as one short hash: the content, not the circumstance (domain 3).
import canonicalize from 'canonicalize';
import type { ExternalActivity } from '../contract/external-activity.ts';
import { shortHash } from '../contract/short-hash.ts';

/**
 * The same instant written with another offset is the same content: the offset may come from an assumed zone,
 * and an assumed zone is circumstance.
 */
const inUtc = (instant: string): string => new Date(Date.parse(instant)).toISOString();

/** Half a surrogate pair (an XML file can write one) has no UTF-8 form, and RFC 8785 refuses it. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

/**
 * The object that is hashed. `sets` is there even when empty, as in the activity; what is undefined here is absent
 * from the text.
 */
function contentOf({ workout, session, sets }: ExternalActivity): object {
  return {
    workout: { ...workout, title: undefined },
    session: {
      started_at: inUtc(session.started_at),
      ended_at: session.ended_at === undefined ? undefined : inUtc(session.ended_at),
    },
    sets,
  };
}

/** RFC 8785 text of the content. */
export function canonicalContent(activity: ExternalActivity): string {
  const content: unknown = JSON.parse(JSON.stringify(contentOf(activity)), (_key, value: unknown) =>
    typeof value === 'string' ? wellFormed(value) : value,
  );
  const text = canonicalize(content);
  if (text === undefined) throw new Error('an object has a canonical form');
  return text;
}

/** h(RFC 8785 of `{workout without title, session.started_at, session.ended_at, sets}`, 20) */
export async function payloadFingerprint(activity: ExternalActivity): Promise<string> {
  return shortHash(canonicalContent(activity), 20);
}
