// The numbers of one activity as read, for the receipt and the command line: no mapping, no judgement.
import type { ActivitySummary } from '../contract/activity-summary.ts';
import type { DecodedActivity } from '../formats/decoded.ts';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export function summaryOf(activity: DecodedActivity): ActivitySummary {
  const { manufacturer, product, serialNumber, creator } = activity.maker;
  return {
    sport: activity.sport,
    subSport: activity.subSport,
    startedAt: iso(activity.startedAtMs),
    endedAt: iso(activity.endedAtMs),
    utcOffsetSeconds: activity.utcOffsetSeconds,
    elapsedSeconds: activity.elapsedSeconds,
    timerSeconds: activity.timerSeconds,
    distanceMeters: activity.distanceMeters,
    caloriesKcal: activity.caloriesKcal,
    avgHeartRateBpm: activity.avgHeartRateBpm,
    maxHeartRateBpm: activity.maxHeartRateBpm,
    avgPowerWatts: activity.avgPowerWatts,
    ascentMeters: activity.ascentMeters,
    hasPosition: activity.hasPosition,
    firstFix: activity.firstFix,
    recordCount: activity.recordCount,
    lapCount: activity.lapCount,
    sessionCount: activity.sessionCount,
    lengthCount: activity.lengthCount,
    setCount: activity.setCount,
    device: { manufacturer, product: creator ?? product, serialNumber },
  };
}
