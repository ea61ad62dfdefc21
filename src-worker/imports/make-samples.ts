// Samples that are not kept (imported before they were, or the database was made again) come from the archived original:
// it is read once more, and what it gives for this activity is stored. One original at a time.
import type { MakeSamplesAnswer } from '../contract/engine-api.ts';
import { limits } from '../contract/limits.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { SamplesRow } from '../store/rows.ts';
import { openParserLane, type Parser, type ParserLane } from './parser-lane.ts';
import { readEntry } from './read-file.ts';
import { walkFile } from './walk-file.ts';

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
  // An original is held as a whole while it is read.
  if (origin.sizeBytes > limits.inflatedBytes) return { kind: 'original_too_large' };
  const lane = openParserLane(tools.startParser, { onTrouble: tools.onTrouble });
  try {
    const read = await readSamples(origin, sourceIdentityKey, { ...tools, lane });
    if (read.kind !== 'packed') return read;
    return await store(tools.database, { sourceIdentityKey, eventId: origin.eventId, packed: read.packed });
  } finally {
    lane.close();
  }
}

interface Origin {
  /** The version that counts. */
  readonly eventId: string;
  /** The file as it lay on disk: by its digest the archive names it. */
  readonly fileSha256: string;
  readonly sizeBytes: number;
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
    const { sha256: fileSha256 = null, sizeBytes = null } = (await receipts.get(jobId))?.file ?? {};
    if (event?.type !== 'external.activity_imported') return null;
    if (fileSha256 === null || sizeBytes === null) return null;
    return { eventId, fileSha256, sizeBytes, memberSha256: event.metadata.sha256 };
  });
}

type ReadSamples =
  | { readonly kind: 'packed'; readonly packed: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'original_gone' }
  | { readonly kind: 'not_readable' };

/** A file may hold several recordings: the one is known by its identity. */
async function readSamples(
  { fileSha256: sha256, sizeBytes, memberSha256 }: Origin,
  sourceIdentityKey: string,
  { lane, now, athleteTimeZone }: MakeSamplesTools & { readonly lane: ParserLane },
): Promise<ReadSamples> {
  const context = { now: now().toISOString(), athleteTimeZone };
  for await (const walked of walkFile({ kind: 'original', sha256, sizeBytes }, { lane, upTo: null })) {
    if (walked.kind === 'refused' && walked.failure.kind === 'staged_copy_missing') {
      return { kind: 'original_gone' };
    }
    if (walked.kind !== 'member') continue;
    const { member, take } = walked;
    if (member.sha256 !== memberSha256) continue;
    const parts = await take((parser) => parser.read(context));
    if (!parts.ok) return { kind: 'not_readable' };
    const entries = await Promise.all(parts.value.map((part) => readEntry(member, part, context.now)));
    const found = entries
      .filter((entry) => entry.kind === 'activity')
      .find(({ anchor }) => anchor.sourceIdentityKey === sourceIdentityKey);
    return found === undefined ? { kind: 'not_readable' } : { kind: 'packed', packed: found.samples };
  }
  return { kind: 'not_readable' };
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
