// A person's decision, from the word to the journal: what is known is looked up, an original is read once more where the
// choice needs what it brought, and the events are written in one record.
import { v7 as newUuid } from 'uuid';
import { anchorActivity } from '../canonical/anchor.ts';
import type { AthleteDecision, ConflictChoice, DecisionAnswer } from '../contract/athlete-decision.ts';
import type { CrashPoint } from '../contract/crash-points.ts';
import type { JournalHead, NewJournalRecord } from '../contract/journal-record.ts';
import type { Receipt, ReceiptEntry } from '../contract/receipt.ts';
import { assertNever } from '../contract/result.ts';
import { choicesFor, furtherIdentity, nextVersion } from '../dedup/resolution.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { loadKnown, type KnownInLog } from '../event-log/load-known.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { SamplesByEvent } from '../store/rows.ts';
import {
  decideOnActivities,
  decideOnEntry,
  type ChosenActivity,
  type ContestedEntry,
  type Decided,
} from './decision-desk.ts';
import { decideOnSession, type SessionDecision } from './decide-on-session.ts';
import type { ReadActivity } from './file-reading.ts';
import { readOriginal, type OriginalReader } from './read-original.ts';

export interface AthleteTools extends OriginalReader {
  readonly database: CooldownDatabase;
  readonly eventLog: EventLog;
  /** Test switch: may never come back. */
  readonly reach: (point: CrashPoint) => Promise<void>;
}

type OnEntry = Extract<AthleteDecision, { kind: 'resolve' }>;
type OnActivities = Exclude<AthleteDecision, OnEntry | SessionDecision>;

export function decideForAthlete(tools: AthleteTools, decision: AthleteDecision): Promise<DecisionAnswer> {
  switch (decision.kind) {
    case 'resolve':
      return resolveEntry(tools, decision);
    case 'log_session':
    case 'retract_session':
      return decideOnHand(tools, decision);
    case 'delete':
    case 'bring_back':
    case 'link':
    case 'unlink':
    case 'confirm_clock':
    case 'set_start':
      return decideOn(tools, decision);
    default:
      return assertNever(decision);
  }
}

function decideOnHand(tools: AthleteTools, decision: SessionDecision): Promise<DecisionAnswer> {
  return write(tools, async (head) => {
    const session = (await tools.database.manualSessions.get(decision.sessionId)) ?? null;
    // An empty database would count its revisions, and the places of its events, from 1 again.
    const { nextSeq } = await loadKnown(tools.database, {
      sourceIdentityKeys: [],
      idempotencyKeys: [],
      head,
    });
    return { decided: decideOnSession(decision, { session, nextSeq }, desk(tools)), samples: new Map() };
  });
}

function decideOn(tools: AthleteTools, decision: OnActivities): Promise<DecisionAnswer> {
  return write(tools, async (head) => {
    const movesTo = decision.kind === 'set_start' ? [Date.parse(decision.startedAt)] : [];
    const known = await knownAround(tools.database, keysIn(decision), head, movesTo);
    return { decided: decideOnActivities(decision, known, desk(tools)), samples: new Map() };
  });
}

function keysIn(decision: OnActivities): readonly string[] {
  switch (decision.kind) {
    case 'delete':
    case 'bring_back':
    case 'set_start':
      return [decision.sourceIdentityKey];
    case 'link':
    case 'unlink':
      return decision.sourceIdentityKeys;
    case 'confirm_clock':
      return [decision.wrong, decision.right];
    default:
      return assertNever(decision);
  }
}

async function resolveEntry(tools: AthleteTools, { jobId, entry, choice }: OnEntry): Promise<DecisionAnswer> {
  const { database } = tools;
  const receipt = await database.receipts.get(jobId);
  const found = receipt?.entries[entry];
  if (receipt === undefined || found === undefined) return { kind: 'not_found' };
  // Where an original was read again nothing came in.
  if (found.dedup === null || found.dedup.rule === 're_read') return { kind: 'not_applicable' };
  if (!choicesFor[found.dedup.outcome].includes(choice)) return { kind: 'not_applicable' };
  const brought = await broughtBy(tools, { receipt, entry, choice });
  if (brought.kind !== 'brought') return brought;
  const { contested, activity } = brought;
  return write(tools, async (head) => {
    // Of two windows, or a window and a command, the first one decided.
    if ((await database.resolutions.get([jobId, entry])) !== undefined) {
      return { decided: { kind: 'already' }, samples: new Map() };
    }
    const started = activity === null ? [] : [Date.parse(activity.activity.session.started_at)];
    const known = await knownAround(database, [contested.matchedKey], head, started);
    const chosen = activity === null ? null : await chosenActivity(activity, choice, known, database);
    const decided = decideOnEntry(choice, contested, chosen, known, desk(tools));
    return { decided, samples: samplesOf(decided, activity) };
  });
}

type Brought =
  | {
      readonly kind: 'brought';
      readonly contested: ContestedEntry;
      /** Null where the known one is kept: then nobody has to read it. */
      readonly activity: ReadActivity | null;
    }
  | Extract<
      DecisionAnswer,
      { kind: 'original_gone' | 'original_too_large' | 'not_readable' | 'not_applicable' }
    >;

/** What the entry brought: as the receipt tells it, and once more from the original where it is to be written. */
async function broughtBy(
  tools: AthleteTools,
  asked: { readonly receipt: Receipt; readonly entry: number; readonly choice: ConflictChoice },
): Promise<Brought> {
  const { receipt, entry, choice } = asked;
  const found = receipt.entries[entry];
  const told = found === undefined ? null : contestedEntry(receipt, found, entry);
  if (choice === 'keep') {
    // What was erased for good has nothing that it could be kept against.
    return told === null ? { kind: 'not_applicable' } : { kind: 'brought', contested: told, activity: null };
  }
  const { sha256: fileSha256, sizeBytes } = receipt.file;
  if (fileSha256 === null || sizeBytes === null || found?.sha256 == null) return { kind: 'original_gone' };
  const read = await readOriginal({ fileSha256, sizeBytes, memberSha256: found.sha256 }, tools);
  if (read.kind !== 'read') return read;
  const activity = read.entries[placeInMember(receipt, entry)];
  if (activity?.kind !== 'activity') return { kind: 'not_readable' };
  const { anchor } = activity;
  const contested = {
    jobId: receipt.jobId,
    entry,
    matchedKey: told?.matchedKey ?? anchor.sourceIdentityKey,
    incoming: {
      version: activity.activity.source.external_event_version ?? null,
      fingerprint: anchor.payloadFingerprint,
      fileName: receipt.file.name,
    },
  };
  return { kind: 'brought', contested, activity };
}

/** Null where the receipt names nobody that the entry was judged against. */
function contestedEntry(receipt: Receipt, { dedup }: ReceiptEntry, entry: number): ContestedEntry | null {
  const matched = dedup?.matched;
  if (matched == null) return null;
  const incoming = (field: string) =>
    matched.compared.find((value) => value.field === field)?.incoming ?? null;
  const fingerprint = incoming('payload_fingerprint');
  if (fingerprint === null) return null;
  return {
    jobId: receipt.jobId,
    entry,
    matchedKey: matched.sourceIdentityKey,
    incoming: { version: incoming('external_event_version'), fingerprint, fileName: receipt.file.name },
  };
}

/** A member may hold several activities; they are told in its order. */
function placeInMember({ entries }: Receipt, entry: number): number {
  const own = entries[entry];
  return entries
    .slice(0, entry)
    .filter(({ member, sha256 }) => member === own?.member && sha256 === own.sha256).length;
}

/** Under the version that makes it the one that counts, or as one more activity. */
async function chosenActivity(
  read: ReadActivity,
  choice: ConflictChoice,
  known: KnownInLog,
  database: CooldownDatabase,
): Promise<ChosenActivity> {
  if (choice === 'update') {
    const versions = known.activities.get(read.anchor.sourceIdentityKey)?.versions ?? [];
    const version = nextVersion(
      versions.map((one) => one.version),
      read.activity.source.external_event_version ?? null,
    );
    return withSource(read, { external_event_version: version });
  }
  for (let number = 2; ; number += 1) {
    const external_activity_id = furtherIdentity(read.activity.source.external_activity_id, number);
    const further = await withSource(read, { external_activity_id });
    if (!(await isTaken(database, further.anchor.sourceIdentityKey))) return further;
  }
}

async function isTaken({ activities, deletions }: CooldownDatabase, key: string): Promise<boolean> {
  return (await activities.get(key)) !== undefined || (await deletions.get(key)) !== undefined;
}

async function withSource(
  read: ReadActivity,
  source: Partial<ReadActivity['activity']['source']>,
): Promise<NonNullable<ChosenActivity>> {
  const activity = { ...read.activity, source: { ...read.activity.source, ...source } };
  const { summary, quality, sha256 } = read;
  return { activity, anchor: await anchorActivity(activity), summary, quality, sha256 };
}

interface Made {
  readonly decided: Decided;
  readonly samples: SamplesByEvent;
}

async function write(
  { eventLog, reach }: AthleteTools,
  make: (head: JournalHead) => Promise<Made>,
): Promise<DecisionAnswer> {
  let made: Made = { decided: { kind: 'not_found' }, samples: new Map() };
  const accepted = await eventLog.accept(
    async (head): Promise<readonly NewJournalRecord[]> => {
      made = await make(head);
      if (made.decided.kind !== 'events') return [];
      await reach('decision_made');
      return [{ kind: 'decided', events: [...made.decided.events] }];
    },
    () => made.samples,
  );
  if (accepted === null) return { kind: 'not_now' };
  const { decided } = made;
  if (decided.kind !== 'events') return { kind: decided.kind };
  await reach('decision_stored');
  return { kind: 'done', sourceIdentityKey: decided.sourceIdentityKey };
}

function samplesOf(decided: Decided, read: ReadActivity | null): SamplesByEvent {
  if (decided.kind !== 'events' || read === null) return new Map();
  const imported = decided.events.find(({ type }) => type === 'external.activity_imported');
  return imported === undefined ? new Map() : new Map([[imported.eventId, read.samples]]);
}

/** These, what was deleted with them, whoever that was linked with, and what happened at their time, as it is and as it would be. */
async function knownAround(
  database: CooldownDatabase,
  keys: readonly string[],
  head: JournalHead,
  more: readonly number[] = [],
): Promise<KnownInLog> {
  const [rows, gone] = await Promise.all([
    database.activities.bulkGet([...keys]),
    database.deletions.bulkGet([...keys]),
  ]);
  const startsMs = [...rows, ...gone].flatMap((row) =>
    row?.startedAt === undefined ? [] : [Date.parse(row.startedAt)],
  );
  return loadKnown(database, {
    sourceIdentityKeys: keys,
    idempotencyKeys: [],
    startsMs: [...startsMs, ...more],
    mayComeBack: true,
    head,
  });
}

const desk = ({ now }: AthleteTools) => ({ now: now().toISOString(), newEventId: newUuid });
