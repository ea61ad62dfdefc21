// Samples that are not kept (imported before they were, or the database was made again) come from the archived original:
// it is read once more, and what it gives for this activity is stored. One original at a time.
import type { MakeSamplesAnswer } from '../contract/engine-api.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { SamplesRow } from '../store/rows.ts';
import { readOriginal, type Origin, type OriginalReader } from './read-original.ts';

export interface MakeSamplesTools extends OriginalReader {
  readonly database: CooldownDatabase;
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
  const read = await readOriginal(origin, tools);
  if (read.kind !== 'read') return read;
  // A file may hold several recordings: the one is known by its identity; where the athlete keeps two, by its content.
  const activities = read.entries.filter((entry) => entry.kind === 'activity');
  const found =
    activities.find(({ anchor }) => anchor.sourceIdentityKey === sourceIdentityKey) ??
    activities.find(({ anchor }) => anchor.payloadFingerprint === origin.payloadFingerprint);
  if (found === undefined) return { kind: 'not_readable' };
  return store(tools.database, { sourceIdentityKey, eventId: origin.eventId, packed: found.samples });
}

interface OriginOfVersion extends Origin {
  /** The version that counts. */
  readonly eventId: string;
  readonly payloadFingerprint: string;
}

/** Null where there is no such activity, or it came from no file. */
async function originOf(
  sourceIdentityKey: string,
  database: CooldownDatabase,
): Promise<OriginOfVersion | null> {
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
    const { payloadFingerprint, metadata } = event;
    return { eventId, payloadFingerprint, fileSha256, sizeBytes, memberSha256: metadata.sha256 };
  });
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
