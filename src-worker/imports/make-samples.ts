// Samples that are not kept (imported before they were, or the database was made again) come from the archived original:
// it is read once more, and what it gives for this activity is stored. One original at a time.
import type { MakeSamplesAnswer } from '../contract/engine-api.ts';
import type { ReadableMember } from '../parser-api.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { SamplesRow } from '../store/rows.ts';
import { openParserLane, type Parser, type ParserLane } from './parser-lane.ts';
import { readEntry } from './read-file.ts';

export interface MakeSamplesTools {
  readonly database: CooldownDatabase;
  readonly startParser: () => Parser;
  readonly now: () => Date;
  /** IANA name. */
  readonly athleteTimeZone: string;
  readonly onTrouble: (reason: unknown) => void;
}

export function createSamplesMaker(
  tools: MakeSamplesTools,
): (sourceIdentityKey: string) => Promise<MakeSamplesAnswer> {
  let lastTurn: Promise<unknown> = Promise.resolve();
  return (sourceIdentityKey) => {
    const turn = lastTurn.then(() => makeSamples(sourceIdentityKey, tools));
    lastTurn = turn.catch(() => undefined);
    return turn;
  };
}

async function makeSamples(sourceIdentityKey: string, tools: MakeSamplesTools): Promise<MakeSamplesAnswer> {
  const origin = await originOf(sourceIdentityKey, tools.database);
  if (origin === null) return { kind: 'not_found' };
  const lane = openParserLane(tools.startParser, { onTrouble: tools.onTrouble });
  try {
    const { fileSha256: sha256 } = origin;
    const opened = await lane.run((parser) => parser.open({ kind: 'original', sha256 }));
    const listing = opened.ok ? opened.value : opened;
    if (!listing.ok) {
      return { kind: listing.failure.kind === 'staged_copy_missing' ? 'original_gone' : 'not_readable' };
    }
    const member = listing.value.members.find((one) => one.sha256 === origin.memberSha256);
    const packed = member && (await samplesIn(member, sourceIdentityKey, lane, tools));
    if (packed === undefined) return { kind: 'not_readable' };
    return await store(tools.database, { sourceIdentityKey, eventId: origin.eventId, packed });
  } finally {
    lane.close();
  }
}

interface Origin {
  /** The version that counts. */
  readonly eventId: string;
  /** Of the file as it lay on disk: by it the archive names it. */
  readonly fileSha256: string;
  /** Of the inflated bytes that it was decoded from. */
  readonly memberSha256: string;
}

/** Null where there is no such activity, or it came from no file. */
async function originOf(sourceIdentityKey: string, database: CooldownDatabase): Promise<Origin | null> {
  const { activities, events, receipts } = database;
  return database.transaction('r', activities, events, receipts, async () => {
    const activity = await activities.get(sourceIdentityKey);
    if (activity === undefined) return null;
    const { eventId, versions, jobId } = activity;
    const version = versions.find((known) => known.eventId === eventId);
    const event = await events.get(version?.idempotencyKey ?? '');
    const fileSha256 = (await receipts.get(jobId))?.file.sha256 ?? null;
    if (event?.type !== 'external.activity_imported' || fileSha256 === null) return null;
    return { eventId, fileSha256, memberSha256: event.metadata.sha256 };
  });
}

/** A file may hold several recordings: the one is known by its identity. */
async function samplesIn(
  member: ReadableMember,
  sourceIdentityKey: string,
  lane: ParserLane,
  { now, athleteTimeZone }: MakeSamplesTools,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const context = { now: now().toISOString(), athleteTimeZone };
  const parts = await lane.run((parser) => parser.read(member.index, context));
  if (!parts.ok) return undefined;
  const entries = await Promise.all(parts.value.map((part) => readEntry(member, part, context.now)));
  return entries
    .filter((entry) => entry.kind === 'activity')
    .find(({ anchor }) => anchor.sourceIdentityKey === sourceIdentityKey)?.samples;
}

/** Unless it was erased or replaced meanwhile: nothing of it may come back. */
function store(database: CooldownDatabase, row: SamplesRow): Promise<MakeSamplesAnswer> {
  const { activities, samples } = database;
  return database.transaction('rw', activities, samples, async () => {
    const isStill = (await activities.get(row.sourceIdentityKey))?.eventId === row.eventId;
    if (!isStill) return { kind: 'not_found' };
    await samples.put(row);
    return { kind: 'made' };
  });
}
