// What the athlete writes down by hand → one event. No I/O: what is known, the clock and an id maker are passed in.
import type { AthleteDecision } from '../contract/athlete-decision.ts';
import type { SessionLogged } from '../contract/canonical-event.ts';
import { localDayInZone } from '../contract/local-day.ts';
import { manualSessionKey, type ManualSession, type WrittenSession } from '../contract/manual-session.ts';
import { assertNever } from '../contract/result.ts';
import type { Decided, DecidingTools } from './decision-desk.ts';

export type SessionDecision = Extract<AthleteDecision, { kind: 'log_session' | 'retract_session' }>;

interface KnownSession {
  /** Its latest revision, also where it was taken back. */
  readonly session: ManualSession | null;
  readonly nextSeq: number;
}

/** What is still to come was not done yet; clocks of two devices may differ by so much. */
const aheadMs = 5 * 60_000;

export function decideOnSession(
  decision: SessionDecision,
  known: KnownSession,
  tools: DecidingTools,
): Decided {
  const { session } = known;
  switch (decision.kind) {
    case 'log_session': {
      if (Date.parse(decision.written.startedAt) > Date.parse(tools.now) + aheadMs) {
        return { kind: 'not_applicable' };
      }
      const content = contentOf(decision.sessionId, decision.written);
      if (content === null) return { kind: 'not_applicable' };
      return logged({ ...content, retracted: false }, known, tools);
    }
    case 'retract_session':
      return session === null ? { kind: 'not_found' } : logged({ ...session, retracted: true }, known, tools);
    default:
      return assertNever(decision);
  }
}

/** Null where nobody knows the zone. */
function contentOf(
  sessionId: string,
  { workout, startedAt, timeZone, sets }: WrittenSession,
): Omit<ManualSession, 'revision' | 'retracted'> | null {
  const startedAtMs = Date.parse(startedAt);
  const day = localDayInZone(startedAtMs, timeZone);
  if (day === null) return null;
  const session = {
    started_at: new Date(startedAtMs).toISOString(),
    timezone: timeZone,
    local_date: day.date,
    local_week: day.week,
  };
  return { session_id: sessionId, workout, session, sets: [...sets] };
}

function logged(
  wanted: Omit<ManualSession, 'revision'>,
  { session, nextSeq }: KnownSession,
  { now, newEventId }: DecidingTools,
): Decided {
  const data = { ...wanted, revision: (session?.revision ?? 0) + 1 };
  if (session !== null && isSame(session, data)) return { kind: 'already' };
  const sourceIdentityKey = manualSessionKey(data.session_id);
  const event: SessionLogged = {
    type: 'session.logged',
    eventId: newEventId(),
    seq: nextSeq,
    recordedAt: now,
    sourceIdentityKey,
    idempotencyKey: `${sourceIdentityKey}-${data.revision}`,
    data,
    metadata: { source: 'athlete' },
  };
  return { kind: 'events', events: [event], sourceIdentityKey };
}

/** But for the revision; in the order of the schema, in which both are. */
function isSame(left: ManualSession, right: ManualSession): boolean {
  const contentText = ({ session_id, retracted, workout, session, sets }: ManualSession) =>
    JSON.stringify([session_id, retracted, workout, session, sets]);
  return contentText(left) === contentText(right);
}
