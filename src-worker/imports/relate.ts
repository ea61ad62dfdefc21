// What a new or changed activity has to do with the others of its time: which links come and go, and what its receipt says
// of them. Pure.
import type { OverlapLinked, OverlapUnlinked } from '../contract/canonical-event.ts';
import type { ReceiptOverlap } from '../contract/receipt.ts';
import type { Overlap } from '../contract/outing.ts';
import { isInReach, overlapByUnsetClock, overlapOf } from '../dedup/overlap.ts';
import type { ActivityRow } from '../store/rows.ts';

type Change =
  | Pick<OverlapLinked, 'type' | 'idempotencyKey' | 'data'>
  | Pick<OverlapUnlinked, 'type' | 'idempotencyKey' | 'data'>;

/** Of one row against everything that happened at that time: what is the same outing, and what is so no longer. */
export function* overlapChanges(
  key: string,
  rows: ReadonlyMap<string, ActivityRow | null>,
): Generator<Change> {
  for (const other of [...rows.values()]) {
    // Taking one link changes the rows that the next is compared on.
    const row = rows.get(key);
    if (row == null || other === null || other.sourceIdentityKey === key) continue;
    const change = overlapChange(row, other);
    if (change !== null) yield change;
  }
}

/** Null where everything is said. What the athlete said of the two stands. */
function overlapChange(row: ActivityRow, other: ActivityRow): Change | null {
  const standing = row.overlaps.find(
    ({ sourceIdentityKey }) => sourceIdentityKey === other.sourceIdentityKey,
  );
  if (standing?.by === 'athlete') return null;
  const overlap = relationOf(row, other);
  if (isSame(overlap, standing)) return null;
  const [first, second] = [row, other].sort((left, right) =>
    left.sourceIdentityKey < right.sourceIdentityKey ? -1 : 1,
  );
  if (first === undefined || second === undefined) return null;
  const source_identity_keys: [string, string] = [first.sourceIdentityKey, second.sourceIdentityKey];
  if (overlap === null) {
    return {
      type: 'external.overlap_unlinked',
      idempotencyKey: `external-unlink-${standing?.eventId ?? ''}`,
      data: { source_identity_keys },
    };
  }
  // Both as they were compared: the same two are linked once, whichever came first.
  const compared = [first, second].map((side) => `${digestOf(side)}.${versionOf(side)}`);
  return {
    type: 'external.overlap_linked',
    idempotencyKey: ['external-link', overlap.relation, ...compared].join('-'),
    data: {
      ...overlap,
      source_identity_keys,
      // The same loop two hours later looks just so: the athlete is asked.
      state: overlap.relation === 'shifted_clock' ? 'proposed' : 'linked',
    },
  };
}

function relationOf(left: ActivityRow, right: ActivityRow): Overlap | null {
  if (left.outing === null || right.outing === null || !isInReach(left.outing, right.outing)) return null;
  const undated = [left, right].filter(({ localDate }) => localDate === null).length;
  if (undated === 1) return null;
  return undated === 0
    ? overlapOf(left.outing, right.outing)
    : overlapByUnsetClock(left.outing, right.outing);
}

const isSame = (overlap: Overlap | null, standing: Overlap | undefined): boolean =>
  overlap?.relation === standing?.relation &&
  JSON.stringify(overlap?.compared) === JSON.stringify(standing?.compared);

const digestOf = ({ sourceIdentityKey }: ActivityRow): string =>
  sourceIdentityKey.replace(/^external-activity-/, '');

/** The version by its key: each is written once, so that the same two versions are linked once. */
const versionOf = ({ eventId, versions }: ActivityRow): string =>
  versions
    .find((version) => version.eventId === eventId)
    ?.idempotencyKey.split('-')
    .at(-1) ?? '';

/** For the receipt of an activity: the others of its outing. */
export function overlapsOf(key: string, rows: ReadonlyMap<string, ActivityRow>): ReceiptOverlap[] {
  return (rows.get(key)?.overlaps ?? []).flatMap(
    ({ sourceIdentityKey, relation, score, compared, state }) => {
      const other = rows.get(sourceIdentityKey);
      if (other === undefined || state === 'unlinked') return [];
      const { counted, startedAt, deviceName, fileName } = other;
      return [
        { sourceIdentityKey, relation, score, compared, state, counted, startedAt, deviceName, fileName },
      ];
    },
  );
}
