// One original, read again: each activity of it that stands, as today's reader reads it, under the identity that it has.
// Writes nothing.
import { anchorActivity } from '../canonical/anchor.ts';
import {
  chosenPart,
  chosenVersion,
  compareVersions,
  readerRevisionOf,
  withReaderRevision,
} from '../contract/event-version.ts';
import type { FieldChange, ReReadResult } from '../contract/re-read.ts';
import { limits } from '../contract/limits.ts';
import { identityOfFirst } from '../dedup/resolution.ts';
import type { EntryAddress } from '../formats/container/opened-file.ts';
import type { ReadActivity } from './file-reading.ts';
import type { OriginalToRead, StandingActivity } from './originals-to-read.ts';
import type { ParserLane } from './parser-lane.ts';
import { readEntry } from './read-file.ts';
import { readingChanges } from './reading-changes.ts';
import { walkFile, type WalkedEntry } from './walk-file.ts';

export interface ReadingAgainTools {
  readonly lane: ParserLane;
  readonly now: () => Date;
  /** IANA name. */
  readonly athleteTimeZone: string;
  readonly readerRevision: string;
}

export type ReadAgain =
  | {
      readonly kind: 'read';
      readonly standing: StandingActivity;
      /** None where both say the same. */
      readonly changes: readonly FieldChange[];
      readonly activity: ReadActivity;
    }
  | {
      readonly kind: Extract<ReReadResult['kind'], 'original_gone' | 'original_too_large' | 'not_readable'>;
      readonly standing: StandingActivity;
    };

/** Of one member, and where that stands. */
export interface MemberReadAgain {
  readonly at: EntryAddress;
  readonly activities: readonly ReadAgain[];
}

/** Each of `standing` once. */
export async function* readAgain(
  { file }: Pick<OriginalToRead, 'file'>,
  standing: readonly StandingActivity[],
  tools: ReadingAgainTools,
): AsyncGenerator<MemberReadAgain> {
  const left = (kind: Exclude<ReadAgain['kind'], 'read'>): MemberReadAgain => ({
    at: [Infinity],
    activities: [...wanted.values()].flat().map((one) => ({ kind, standing: one })),
  });
  const wanted = new Map<string, StandingActivity[]>();
  for (const one of standing) {
    const { sha256 } = one.event.metadata;
    wanted.set(sha256, [...(wanted.get(sha256) ?? []), one]);
  }
  if (file === null) {
    yield left('original_gone');
    return;
  }
  // It is fetched as a whole: limits of what may be held are those of reading.
  if (file.sizeBytes > limits.inflatedBytes) {
    yield left('original_too_large');
    return;
  }
  const source = { kind: 'original', sha256: file.sha256, sizeBytes: file.sizeBytes } as const;
  for await (const walked of walkFile(source, { lane: tools.lane, upTo: null })) {
    if (walked.kind === 'refused' && walked.failure.kind === 'staged_copy_missing') {
      yield left('original_gone');
      return;
    }
    if (walked.kind !== 'member') continue;
    const own = wanted.get(walked.member.sha256);
    if (own === undefined) continue;
    wanted.delete(walked.member.sha256);
    yield { at: walked.at, activities: await readMember(walked, own, tools) };
    if (wanted.size === 0) return;
  }
  yield left('not_readable');
}

async function readMember(
  { member, take }: Extract<WalkedEntry, { kind: 'member' }>,
  standing: readonly StandingActivity[],
  tools: ReadingAgainTools,
): Promise<readonly ReadAgain[]> {
  const now = tools.now().toISOString();
  const athleteTimeZone = assumedZone(standing) ?? tools.athleteTimeZone;
  const parts = await take((parser) => parser.read({ now, athleteTimeZone }));
  if (!parts.ok) return standing.map((one) => ({ kind: 'not_readable', standing: one }));
  const entries = await Promise.all(parts.value.map((part) => readEntry(member, part, now)));
  const activities = entries.filter((entry) => entry.kind === 'activity');
  return Promise.all(
    standing.map(async (one): Promise<ReadAgain> => {
      const read = whatItIs(one, standing, activities);
      if (read === null) return { kind: 'not_readable', standing: one };
      const { data: activity, metadata } = one.event;
      const changes = readingChanges({ activity, ...metadata }, read);
      return {
        kind: 'read',
        standing: one,
        changes,
        activity: await asKnown(read, one, { hasChanged: changes.length > 0, ...tools }),
      };
    }),
  );
}

/** Where the athlete was when it was imported: a journey since then changes no day of before. */
function assumedZone(standing: readonly StandingActivity[]): string | undefined {
  const assumed = standing.find(({ event }) => event.metadata.quality.flags.includes('zone_assumed'));
  return assumed?.event.data.session.timezone;
}

/**
 * By its identity (the second of two that are kept has the first one's, and a number); where that is read otherwise today, by
 * being all that its bytes give. Null where nothing tells which it is: better left as it is than mixed up with another.
 */
function whatItIs(
  { event }: StandingActivity,
  standing: readonly StandingActivity[],
  activities: readonly ReadActivity[],
): ReadActivity | null {
  const identity = identityOfFirst(event.data.source.external_activity_id);
  const alike = activities.filter(({ activity }) => activity.source.external_activity_id === identity);
  const candidates = alike.length > 0 ? alike : standing.length === 1 ? activities : [];
  if (candidates.length === 1) return candidates[0] ?? null;
  return candidates.find(({ anchor }) => anchor.payloadFingerprint === event.payloadFingerprint) ?? null;
}

/** Under the identity that it has, with a version that counts as long as nothing newer comes. */
async function asKnown(
  read: ReadActivity,
  { row, event }: StandingActivity,
  { hasChanged, readerRevision }: { readonly hasChanged: boolean; readonly readerRevision: string },
): Promise<ReadActivity> {
  const { provider, provider_user_id, external_activity_id } = event.data.source;
  const known = row.versions.flatMap(({ version }) => (version === null ? [] : [version]));
  const activity = {
    ...read.activity,
    source: {
      ...read.activity.source,
      provider,
      provider_user_id,
      external_activity_id,
      ingestion_method: 'manual_backfill' as const,
      external_event_version: versionOfReading(
        known,
        hasChanged ? read.activity.source.external_event_version : undefined,
        readerRevision,
      ),
    },
  };
  return {
    ...read,
    activity,
    envelope: { ...read.envelope, provider, canonical_activity: activity },
    anchor: await anchorActivity(activity),
    againstStanding: hasChanged ? 'changed' : 'same',
  };
}

/**
 * The newest of what is known, as today's reader would have it, and as the athlete chose it; or what was read, where that
 * is newer still. What today's reader finds to end earlier has to count all the same.
 */
function versionOfReading(
  known: readonly string[],
  read: string | undefined,
  readerRevision: string,
): string | undefined {
  const [first, ...others] = known;
  if (first === undefined) return read;
  const newest = others.reduce((best, one) => (compareVersions(one, best) >= 0 ? one : best), first);
  const isOlderReaders = (readerRevisionOf(newest) ?? readerRevision) < readerRevision;
  const standing = isOlderReaders ? (withReaderRevision(newest, readerRevision) ?? newest) : newest;
  if (read === undefined) return standing;
  const incoming = chosenVersion(read, chosenPart(newest).number);
  return compareVersions(incoming, standing) > 0 ? incoming : standing;
}
