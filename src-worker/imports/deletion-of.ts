// Whether the athlete deleted this activity: it itself, or the same recording under another name or format (domain 4, row 0).
import type { Overlap } from '../contract/outing.ts';
import { outingOf } from '../dedup/outing.ts';
import { isInReach, overlapOf } from '../dedup/overlap.ts';
import type { KnownInLog } from '../event-log/load-known.ts';
import type { ActivityRow, DeletionRow } from '../store/rows.ts';
import type { ReadActivity } from './file-reading.ts';

export interface DeletionFound {
  /** As it was; null where it was erased for good. */
  readonly activity: ActivityRow | null;
  /** Null where it is the very identity. */
  readonly overlap: Overlap | null;
}

/** Null where nothing of it was deleted; what is known under an identity of its own was kept on purpose. */
export function deletionOf(
  { anchor, activity, summary, quality }: ReadActivity,
  { activities, deletions }: Pick<KnownInLog, 'activities' | 'deletions'>,
): DeletionFound | null {
  const own = deletions.get(anchor.sourceIdentityKey);
  if (own !== undefined) return { activity: keptActivity(own), overlap: null };
  if (activities.has(anchor.sourceIdentityKey) || quality.flags.includes('clock_suspect')) return null;
  const outing = outingOf(summary, activity.workout.workout_type);
  if (outing === null) return null;
  for (const deletion of deletions.values()) {
    const deleted = keptActivity(deletion);
    // A clock that was never set says nothing of when it was.
    if (deleted?.outing == null || deleted.localDate === null) continue;
    const overlap = isInReach(deleted.outing, outing) ? overlapOf(deleted.outing, outing) : null;
    if (overlap?.relation === 'same_recording') return { activity: deleted, overlap };
  }
  return null;
}

export const keptActivity = (deletion: DeletionRow | undefined): ActivityRow | null =>
  deletion?.erasure.kind === 'kept' ? deletion.erasure.activity : null;
