// Which of several recordings of one outing enters the totals: the one that holds most of it, whatever came first. Pure.
import type { ActivityQuality, ActivitySummary } from '../contract/activity-summary.ts';
import type { Outing } from '../contract/outing.ts';
import { spanSecondsOf } from './outing.ts';

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
  readonly outing: Outing | null;
}

/** What ended early tells less of the outing than any other that saw nearly all of it. */
const nearlyWhole = 0.9;

/**
 * The one of a group that counts: of those that cover the outing the highest, and of equals the first by key, so that no
 * order of arrival decides.
 */
export function countedOf<Member extends Ranked>(group: readonly [Member, ...Member[]]): Member {
  const spanOf = ({ outing }: Ranked): number => (outing === null ? 0 : (spanSecondsOf(outing) ?? 0));
  const longest = Math.max(...group.map(spanOf));
  const [first, ...others] = group.filter((member) => spanOf(member) >= nearlyWhole * longest);
  return others.reduce((best, member) => (isAbove(member, best) ? member : best), first ?? group[0]);
}

const isAbove = (left: Ranked, right: Ranked): boolean =>
  isHigherFidelity(left.fidelity, right.fidelity) ?? left.sourceIdentityKey < right.sourceIdentityKey;

/** Null where both are the same. */
export function isHigherFidelity(left: readonly number[], right: readonly number[]): boolean | null {
  for (const [index, rank] of left.entries()) {
    const other = right[index] ?? 0;
    if (rank !== other) return rank > other;
  }
  return null;
}
