// Which files of the collection are the same outing: by their groups, and none besides. Pairs are compared each with each, so
// that no order of arrival has a say. Skipped where the collection is not there.
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { anchorActivity } from '../../../src-worker/canonical/anchor.ts';
import { externalActivitySchema } from '../../../src-worker/contract/external-activity.ts';
import type { Outing } from '../../../src-worker/contract/outing.ts';
import { outingOf } from '../../../src-worker/dedup/outing.ts';
import { overlapOf } from '../../../src-worker/dedup/overlap.ts';
import { readMember } from '../../../src-worker/formats/read-member.ts';
import { mapPart } from '../../../src-worker/mapping/map-part.ts';
import { openWhole } from '../../support/open-whole.ts';
import { corpusBytes, corpusFiles, disputedPairs, type CorpusFile } from '../formats/corpus-files.ts';

interface KnownOuting {
  readonly key: string;
  readonly outing: Outing | null;
}

const context = { now: '2026-11-22T12:00:00.000Z', athleteTimeZone: 'Europe/Berlin' };

async function outingsIn(file: CorpusFile): Promise<readonly KnownOuting[]> {
  const opened = await openWhole(corpusBytes(file));
  const found: KnownOuting[] = [];
  for (const member of opened.ok ? opened.value.members : []) {
    const read = await readMember(member);
    for (const part of read.ok ? read.value.parts : []) {
      const mapped = await mapPart(part, { ...context, format: member.format, sha256: member.sha256 });
      if (mapped.kind !== 'activity') continue;
      const { draft, summary } = mapped.mapped;
      const { sourceIdentityKey } = await anchorActivity(externalActivitySchema.parse(draft));
      found.push({ key: sourceIdentityKey, outing: outingOf(summary, draft.workout.workout_type) });
    }
  }
  return found;
}

interface Pair {
  readonly left: CorpusFile;
  readonly right: CorpusFile;
  readonly isLinked: boolean;
}

const sound = corpusFiles.filter(({ file }) => file.startsWith('files/'));

describe.skipIf(sound.length === 0)('the collection, each file compared with each', () => {
  const pairs: Pair[] = [];

  beforeAll(async () => {
    const outings = new Map<CorpusFile, readonly KnownOuting[]>();
    for (const file of sound) outings.set(file, await outingsIn(file));
    const isLinked = (left: CorpusFile, right: CorpusFile) =>
      (outings.get(left) ?? []).some((one) =>
        (outings.get(right) ?? []).some(
          (other) =>
            one.key === other.key ||
            (one.outing !== null && other.outing !== null && overlapOf(one.outing, other.outing) !== null),
        ),
      );
    const withOutings = sound.filter((file) => (outings.get(file) ?? []).length > 0);
    withOutings.forEach((left, index) => {
      for (const right of withOutings.slice(index + 1)) {
        pairs.push({ left, right, isLinked: isLinked(left, right) });
      }
    });
  }, 120_000);

  const isSame = ({ left, right }: Pair) =>
    left.same_activity_group != null && left.same_activity_group === right.same_activity_group;
  const isHard = ({ left, right }: Pair) =>
    left.same_activity_hint !== undefined || right.same_activity_hint !== undefined;
  const shareLinked = (of: readonly Pair[]) => of.filter((pair) => pair.isLinked).length / of.length;

  it('links 98 % of what is the same outing', () => {
    const same = pairs.filter((pair) => isSame(pair) && !isHard(pair));
    expect(same.length).toBeGreaterThan(60);
    expect(shareLinked(same)).toBeGreaterThan(0.98);
  });

  it('links or proposes three quarters of those that are hard to see', () => {
    const hard = pairs.filter((pair) => isSame(pair) && isHard(pair));
    expect(hard.length).toBeGreaterThan(15);
    expect(shareLinked(hard)).toBeGreaterThan(0.75);
  });

  it('links nothing else, near misses or not', () => {
    const names = ({ left, right }: Pair) => [left, right].map(({ file }) => basename(file)).sort();
    const others = pairs.filter(
      (pair) =>
        !isSame(pair) &&
        // Made with one clock and one device: a link between two of them proves nothing.
        !(pair.left.synthetic === true && pair.right.synthetic === true) &&
        !disputedPairs.has(names(pair).join()),
    );
    expect(others.length).toBeGreaterThan(10_000);
    expect(others.filter(({ isLinked }) => isLinked).map(names)).toEqual([]);
  });
});
