// What links between activities make of their rows: who is linked with whom, and which of a group counts. Pure, and the same
// while judging, when a batch is stored, and when the journal is replayed.
import type { OverlapEvent } from '../contract/canonical-event.ts';
import { assertNever } from '../contract/result.ts';
import { countedOf } from '../dedup/fidelity.ts';
import type { ActivityRow, RowOverlap } from '../store/rows.ts';

/** By key; null where the row goes. Whoever is linked with a row in it has to be in it, too. */
export type RowsByKey = Map<string, ActivityRow | null>;

/** A link or its undoing, on both sides of it. */
export function takeOverlapEvent(rows: RowsByKey, event: OverlapEvent): void {
  const [left, right] = event.data.source_identity_keys;
  for (const [key, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const row = rows.get(key);
    if (row == null) continue;
    const others = row.overlaps.filter(({ sourceIdentityKey }) => sourceIdentityKey !== other);
    rows.set(key, { ...row, overlaps: [...others, ...overlapBy(event, other)] });
  }
  countGroup(rows, left);
  countGroup(rows, right);
}

function overlapBy(event: OverlapEvent, sourceIdentityKey: string): readonly RowOverlap[] {
  const { eventId } = event;
  const by = event.metadata.source;
  switch (event.type) {
    case 'external.overlap_linked': {
      const { relation, score, compared, state } = event.data;
      return [{ sourceIdentityKey, relation, score, compared, state, eventId, by }];
    }
    case 'external.overlap_unlinked':
      // What a rule takes back it may say again; what the athlete said stays said.
      return by === 'rule'
        ? []
        : [
            {
              sourceIdentityKey,
              relation: 'same_recording',
              score: 0,
              compared: [],
              state: 'unlinked',
              eventId,
              by,
            },
          ];
    default:
      return assertNever(event);
  }
}

/** A row goes, and nobody is linked with it any more. */
export function dropRow(rows: RowsByKey, key: string): void {
  const overlaps = rows.get(key)?.overlaps ?? [];
  rows.set(key, null);
  for (const { sourceIdentityKey } of overlaps) {
    const row = rows.get(sourceIdentityKey);
    if (row == null) continue;
    const left = row.overlaps.filter((overlap) => overlap.sourceIdentityKey !== key);
    rows.set(sourceIdentityKey, { ...row, overlaps: left });
    countGroup(rows, sourceIdentityKey);
  }
}

/** A row that went comes back, and is linked again with whoever of its group is there. */
export function bringRowBack(rows: RowsByKey, row: ActivityRow): void {
  const { sourceIdentityKey: key } = row;
  const overlaps = row.overlaps.filter((overlap) => rows.get(overlap.sourceIdentityKey) != null);
  rows.set(key, { ...row, overlaps, counted: true });
  for (const overlap of overlaps) {
    const partner = rows.get(overlap.sourceIdentityKey);
    if (partner != null) rows.set(partner.sourceIdentityKey, withOverlapOf(row, overlap, partner));
  }
  countGroup(rows, key);
}

/** The other side of a link that `row` has. */
export function withOverlapOf(row: ActivityRow, overlap: RowOverlap, partner: ActivityRow): ActivityRow {
  const { sourceIdentityKey } = row;
  const others = partner.overlaps.filter((one) => one.sourceIdentityKey !== sourceIdentityKey);
  return { ...partner, overlaps: [...others, { ...overlap, sourceIdentityKey }] };
}

/** Of everything linked with it, directly or through others, one counts. */
export function countGroup(rows: RowsByKey, key: string): void {
  const group = groupOf(rows, key);
  const [first, ...others] = group;
  if (first === undefined) return;
  const counted = countedOf([first, ...others]);
  for (const row of group) {
    const counts = row.sourceIdentityKey === counted.sourceIdentityKey;
    if (row.counted !== counts) rows.set(row.sourceIdentityKey, { ...row, counted: counts });
  }
}

function groupOf(rows: RowsByKey, key: string): readonly ActivityRow[] {
  const found = new Map<string, ActivityRow>();
  const waiting = [key];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const row = rows.get(next);
    if (row == null || found.has(next)) continue;
    found.set(next, row);
    waiting.push(...linkedKeys(row));
  }
  return [...found.values()];
}

const linkedKeys = ({ overlaps }: ActivityRow): readonly string[] =>
  overlaps.flatMap(({ state, sourceIdentityKey }) => (state === 'linked' ? [sourceIdentityKey] : []));
