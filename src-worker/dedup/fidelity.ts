// Which of several recordings of one outing enters the totals: the one that holds most of it, whatever came first. Pure.
import type { ActivityQuality, ActivitySummary } from '../contract/activity-summary.ts';

const gradeRanks = { recovered: 0, uncertain: 1, sound: 2 } as const satisfies Record<
  ActivityQuality['grade'],
  number
>;

/**
 * How much of the outing a recording holds, what weighs most first: how far it can be trusted; how many things it measured
 * (a timer, places, heart rate, power); whether it tells who recorded it; how many points, and how many laps.
 */
export function fidelityOf(summary: ActivitySummary, { grade }: ActivityQuality): readonly number[] {
  const { timerSeconds, hasPosition, avgHeartRateBpm, avgPowerWatts, device, recordCount, lapCount } =
    summary;
  const measured = [timerSeconds !== null, hasPosition, avgHeartRateBpm !== null, avgPowerWatts !== null];
  return [
    gradeRanks[grade],
    measured.filter(Boolean).length,
    device.serialNumber === null ? 0 : 1,
    recordCount,
    lapCount,
  ];
}

interface Ranked {
  readonly sourceIdentityKey: string;
  readonly fidelity: readonly number[];
}

/** The one of a group that counts: the highest, and of equals the first by key, so that no order of arrival decides. */
export function countedOf<Member extends Ranked>(group: readonly [Member, ...Member[]]): Member {
  return group.reduce((best, member) => (isAbove(member, best) ? member : best));
}

function isAbove(left: Ranked, right: Ranked): boolean {
  for (const [index, rank] of left.fidelity.entries()) {
    const other = right.fidelity[index] ?? 0;
    if (rank !== other) return rank > other;
  }
  return left.sourceIdentityKey < right.sourceIdentityKey;
}
