// What a person decided → events. No I/O: what is known, the clock and an id maker are passed in. Every event is applied to
// what is known at once, so that what follows from it (links that come and go) is decided on rows as they will be.
import type { ActivityImported, CanonicalEvent } from '../contract/canonical-event.ts';
import type { AthleteDecision, ConflictChoice } from '../contract/athlete-decision.ts';
import type { Overlap } from '../contract/outing.ts';
import { handMadeOverlap, shiftBetween } from '../dedup/by-hand.ts';
import { overlapOf } from '../dedup/overlap.ts';
import { assertNever } from '../contract/result.ts';
import type { KnownInLog } from '../event-log/load-known.ts';
import { takeEvent, type LogRows } from '../event-log/take-event.ts';
import type { ActivityRow, DeletionRow } from '../store/rows.ts';
import type { ReadActivity } from './file-reading.ts';
import { keptActivity } from './deletion-of.ts';
import { overlapChanges } from './relate.ts';

export interface DecidingTools {
  readonly now: string;
  readonly newEventId: () => string;
}

export type Decided =
  | {
      readonly kind: 'events';
      readonly events: readonly [CanonicalEvent, ...CanonicalEvent[]];
      /** To look at now. */
      readonly sourceIdentityKey: string | null;
    }
  | { readonly kind: 'already' | 'not_found' | 'not_applicable' };

/** What an entry brought that was not taken in, as the receipt and the original tell it. */
export interface ContestedEntry {
  readonly jobId: string;
  /** Its place on the receipt, from 0. */
  readonly entry: number;
  /** Whom it was judged against. */
  readonly matchedKey: string;
  readonly incoming: {
    readonly version: string | null;
    readonly fingerprint: string;
    readonly fileName: string;
  };
}

/** An activity under the version or the identity that the choice gives it; null where the known one is kept. */
export type ChosenActivity = Pick<
  ReadActivity,
  'activity' | 'anchor' | 'summary' | 'quality' | 'sha256'
> | null;

type SimpleDecision = Exclude<
  AthleteDecision,
  { readonly kind: 'resolve' | 'log_session' | 'retract_session' }
>;
/** Its id, place and instant are given here. */
type NewEvent = CanonicalEvent extends infer Each
  ? Each extends CanonicalEvent
    ? Omit<Each, 'eventId' | 'seq' | 'recordedAt' | 'idempotencyKey'> & {
        readonly key: (eventId: string) => string;
      }
    : never
  : never;

const byAthlete = { source: 'athlete' } as const;
const digestOf = (key: string): string => key.replace(/^external-activity-/, '');

export function decideOnActivities(
  decision: SimpleDecision,
  known: KnownInLog,
  tools: DecidingTools,
): Decided {
  const desk = new DecisionDesk(known, tools);
  switch (decision.kind) {
    case 'delete':
      return desk.delete(decision.sourceIdentityKey);
    case 'bring_back':
      return desk.bringBack(decision.sourceIdentityKey);
    case 'link':
      return desk.link(...decision.sourceIdentityKeys);
    case 'unlink':
      return desk.unlink(...decision.sourceIdentityKeys);
    case 'confirm_clock':
      return desk.confirmClock(decision.wrong, decision.right);
    case 'set_start':
      return desk.setStart(decision.sourceIdentityKey, Date.parse(decision.startedAt));
    default:
      return assertNever(decision);
  }
}

export function decideOnEntry(
  choice: ConflictChoice,
  contested: ContestedEntry,
  chosen: ChosenActivity,
  known: KnownInLog,
  tools: DecidingTools,
): Decided {
  return new DecisionDesk(known, tools).resolve(choice, contested, chosen);
}

class DecisionDesk {
  readonly #rows: LogRows;
  readonly #tools: DecidingTools;
  readonly #events: CanonicalEvent[] = [];
  #nextSeq: number;

  constructor({ activities, deletions, nextSeq }: KnownInLog, tools: DecidingTools) {
    this.#rows = {
      activities: new Map(activities),
      deletions: new Map(deletions),
      resolutions: [],
      manualSessions: new Map(),
    };
    this.#nextSeq = nextSeq;
    this.#tools = tools;
  }

  delete(key: string): Decided {
    if (this.#activity(key) === null) return { kind: this.#deletion(key) === null ? 'not_found' : 'already' };
    for (const each of this.#sameRecordings(key)) {
      this.#append({
        type: 'external.activity_deleted',
        sourceIdentityKey: each,
        key: (eventId) => `external-delete-${digestOf(each)}-${eventId}`,
        data: { source_identity_key: each, erased: false },
        metadata: byAthlete,
      });
    }
    return this.#ended(null);
  }

  bringBack(key: string): Decided {
    const deletion = this.#deletion(key);
    if (deletion === null) return { kind: this.#activity(key) === null ? 'not_found' : 'already' };
    for (const each of [key, ...this.#deletedTogether(deletion)]) {
      this.#append({
        type: 'external.activity_restored',
        sourceIdentityKey: each,
        key: (eventId) => `external-restore-${digestOf(each)}-${eventId}`,
        data: { source_identity_key: each },
        metadata: byAthlete,
      });
      this.#relate(each);
    }
    return this.#ended(this.#activity(key) === null ? null : key);
  }

  link(left: string, right: string): Decided {
    const [one, other] = [this.#activity(left), this.#activity(right)];
    if (one === null || other === null) return { kind: 'not_found' };
    if (left === right) return { kind: 'not_applicable' };
    if (standingLink(one, right)?.state === 'linked') return { kind: 'already' };
    this.#linkByHand(left, right, handMadeOverlap(one.outing, other.outing));
    return this.#ended(left);
  }

  unlink(left: string, right: string): Decided {
    const one = this.#activity(left);
    if (one === null || this.#activity(right) === null) return { kind: 'not_found' };
    const standing = standingLink(one, right);
    if (standing === undefined) return { kind: 'not_applicable' };
    if (standing.state === 'unlinked') return { kind: 'already' };
    this.#unlinkByHand(left, right);
    return this.#ended(left);
  }

  confirmClock(wrong: string, right: string): Decided {
    const [one, other] = [this.#activity(wrong), this.#activity(right)];
    if (one === null || other === null) return { kind: 'not_found' };
    const overlap = one.outing && other.outing && overlapOf(one.outing, other.outing);
    if (overlap?.relation !== 'shifted_clock') return { kind: 'not_applicable' };
    this.#correctClock(one, one.clockShiftSeconds + shiftBetween(one.startedAt, other.startedAt));
    this.#linkByHand(wrong, right, overlap);
    this.#relate(wrong);
    return this.#ended(wrong);
  }

  setStart(key: string, startedAtMs: number): Decided {
    const row = this.#activity(key);
    if (row === null) return { kind: 'not_found' };
    const shiftSeconds = row.clockShiftSeconds + (startedAtMs - Date.parse(row.startedAt)) / 1000;
    if (shiftSeconds === row.clockShiftSeconds) return { kind: 'already' };
    this.#correctClock(row, shiftSeconds);
    this.#relate(key);
    return this.#ended(key);
  }

  resolve(choice: ConflictChoice, contested: ContestedEntry, chosen: ChosenActivity): Decided {
    const { matchedKey, jobId, entry, incoming } = contested;
    if (this.#activity(matchedKey) === null && this.#deletion(matchedKey) === null)
      return { kind: 'not_found' };
    const eventId = this.#tools.newEventId();
    this.#append({
      type: 'external.conflict_resolved',
      sourceIdentityKey: matchedKey,
      key: (id) => `external-resolve-${digestOf(matchedKey)}-${id}`,
      data: {
        source_identity_key: matchedKey,
        choice,
        job_id: jobId,
        entry,
        incoming: {
          version: incoming.version,
          fingerprint: incoming.fingerprint,
          file_name: incoming.fileName,
        },
        result: chosen && {
          source_identity_key: chosen.anchor.sourceIdentityKey,
          event_id: eventId,
          idempotency_key: chosen.anchor.idempotencyKey,
        },
      },
      metadata: byAthlete,
    });
    if (chosen === null) return this.#ended(matchedKey);
    const key = chosen.anchor.sourceIdentityKey;
    this.#append(importedEvent(chosen, contested), eventId);
    // Two on purpose are two: no rule makes one of them.
    if (key !== matchedKey && this.#activity(matchedKey) !== null) this.#unlinkByHand(key, matchedKey);
    this.#relate(key);
    return this.#ended(key);
  }

  #ended(sourceIdentityKey: string | null): Decided {
    const [first, ...others] = this.#events;
    return first === undefined
      ? { kind: 'already' }
      : { kind: 'events', events: [first, ...others], sourceIdentityKey };
  }

  #activity(key: string): ActivityRow | null {
    return this.#rows.activities.get(key) ?? null;
  }

  #deletion(key: string): DeletionRow | null {
    return this.#rows.deletions.get(key) ?? null;
  }

  /** It, and every other form of the same recording. */
  #sameRecordings(key: string): readonly string[] {
    const found = new Set<string>();
    const waiting = [key];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const row = this.#activity(next);
      if (row === null || found.has(next)) continue;
      found.add(next);
      for (const { sourceIdentityKey, relation, state } of row.overlaps) {
        if (relation === 'same_recording' && state === 'linked') waiting.push(sourceIdentityKey);
      }
    }
    return [...found];
  }

  /** What went with it as another form of the same recording. */
  #deletedTogether({ sourceIdentityKey, deletedAt, erasure }: DeletionRow): readonly string[] {
    if (erasure.kind === 'erased') return [];
    return [...this.#rows.deletions.values()].flatMap((other) => {
      if (other === null || other.sourceIdentityKey === sourceIdentityKey) return [];
      return other.deletedAt === deletedAt && keptActivity(other) !== null ? [other.sourceIdentityKey] : [];
    });
  }

  #correctClock({ sourceIdentityKey }: ActivityRow, shiftSeconds: number): void {
    this.#append({
      type: 'external.clock_corrected',
      sourceIdentityKey,
      key: (eventId) => `external-clock-${digestOf(sourceIdentityKey)}-${eventId}`,
      data: { source_identity_key: sourceIdentityKey, shift_seconds: shiftSeconds },
      metadata: byAthlete,
    });
  }

  #linkByHand(left: string, right: string, overlap: Overlap): void {
    this.#append({
      type: 'external.overlap_linked',
      sourceIdentityKey: left,
      key: (eventId) => `external-link-${digestOf(left)}-${eventId}`,
      data: { ...overlap, source_identity_keys: pairOf(left, right), state: 'linked' },
      metadata: byAthlete,
    });
  }

  #unlinkByHand(left: string, right: string): void {
    this.#append({
      type: 'external.overlap_unlinked',
      sourceIdentityKey: left,
      key: (eventId) => `external-unlink-${digestOf(left)}-${eventId}`,
      data: { source_identity_keys: pairOf(left, right) },
      metadata: byAthlete,
    });
  }

  /** What the rules now say of it. */
  #relate(key: string): void {
    const decision = this.#events[0]?.eventId ?? '';
    for (const { idempotencyKey, ...change } of overlapChanges(key, this.#rows.activities)) {
      this.#append({
        ...change,
        sourceIdentityKey: key,
        // The same two may be linked, parted and linked again by what a person decides.
        key: () => `${idempotencyKey}-${decision}`,
        metadata: { source: 'rule', session: `decision:${decision}` },
      });
    }
  }

  #append({ key, ...event }: NewEvent, eventId = this.#tools.newEventId()): void {
    const whole: CanonicalEvent = {
      ...event,
      eventId,
      seq: this.#nextSeq,
      recordedAt: this.#tools.now,
      idempotencyKey: key(eventId),
    };
    this.#nextSeq += 1;
    this.#events.push(whole);
    takeEvent(this.#rows, whole);
  }
}

function importedEvent(
  { activity, anchor, summary, quality, sha256 }: NonNullable<ChosenActivity>,
  { jobId, incoming }: ContestedEntry,
): Extract<NewEvent, { type: ActivityImported['type'] }> {
  return {
    type: 'external.activity_imported',
    sourceIdentityKey: anchor.sourceIdentityKey,
    payloadFingerprint: anchor.payloadFingerprint,
    key: () => anchor.idempotencyKey,
    data: activity,
    metadata: {
      source: 'import',
      agent: `external_import:${activity.source.provider}`,
      session: `import:${jobId}`,
      sha256,
      fileName: incoming.fileName,
      summary,
      quality,
    },
  };
}

const standingLink = ({ overlaps }: ActivityRow, other: string) =>
  overlaps.find(({ sourceIdentityKey }) => sourceIdentityKey === other);

/** In the order of their text. */
const pairOf = (left: string, right: string): [string, string] =>
  left < right ? [left, right] : [right, left];
