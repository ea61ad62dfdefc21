// What a person may choose for an entry that was not taken in, and the version or identity that the choice gives. Pure.
import type { ConflictChoice } from '../contract/athlete-decision.ts';
import type { DedupOutcome } from '../contract/dedup-verdict.ts';
import { chosenPart, chosenVersion, compareVersions } from '../contract/event-version.ts';

const ofRejected = ['keep', 'update', 'keep_both'] as const satisfies readonly ConflictChoice[];
const ofSkipped = ['import_anyway'] as const satisfies readonly ConflictChoice[];

/** By outcome; what was taken in leaves nothing to choose. */
export const choicesFor: Readonly<Record<DedupOutcome, readonly ConflictChoice[]>> = {
  new_activity: [],
  version_update: [],
  exact_duplicate: ofSkipped,
  deleted_by_athlete: ofSkipped,
  version_conflict: ofRejected,
  stale_version: ofRejected,
  partial_overlap: ofRejected,
};

/**
 * The explicit next version of domain 3: `/0001`, `/0002` … behind the newest of what is known and what came, so that it is
 * newer than both.
 */
export function nextVersion(known: readonly (string | null)[], incoming: string | null): string {
  const newest = [...known, incoming]
    .filter((version) => version !== null)
    .reduce((best, version) => (compareVersions(version, best) > 0 ? version : best), '');
  const { base, number } = chosenPart(newest);
  return chosenVersion(base, number + 1);
}

/** The second, third … activity of one identity (domain 3), `number` counted from 2. */
export const furtherIdentity = (externalActivityId: string, number: number): string =>
  `${identityOfFirst(externalActivityId)}#${String(number)}`;

export const identityOfFirst = (externalActivityId: string): string =>
  externalActivityId.replace(/#\d+$/, '');
