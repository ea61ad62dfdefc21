// What a file says of one activity, as facts to list; what it does not say is left out.
import type { ActivitySummary } from '../../../src-worker/contract/activity-summary.ts';
import { fact, type Fact } from '../../components/facts.tsx';
import type { Telling } from '../../text/endings.ts';
import { formatHeight } from '../../text/format-distance.ts';
import { formatDuration } from '../../text/format-duration.ts';
import { formatCount, formatWithUnit } from '../../text/format-number.ts';

function heartRate(summary: ActivitySummary, { say, reader }: Telling): string | null {
  const { avgHeartRateBpm: average, maxHeartRateBpm: max } = summary;
  if (average === null) return max === null ? null : formatWithUnit(max, 'bpm', reader);
  const averageText = formatWithUnit(average, 'bpm', reader);
  return max === null
    ? say('activity.on_average', { value: averageText })
    : say('activity.heart_rate_value', { average: averageText, max: formatCount(max, reader) });
}

/** Beside duration and distance, which stand above. */
export function summaryFacts(summary: ActivitySummary, telling: Telling): readonly Fact[] {
  const { say, reader } = telling;
  const { elapsedSeconds, timerSeconds, ascentMeters, avgPowerWatts, caloriesKcal } = summary;
  const counted = (count: number) => (count > 0 ? formatCount(count, reader) : null);
  const hasPauses = elapsedSeconds !== null && timerSeconds !== null && elapsedSeconds - timerSeconds >= 60;
  return [
    ...fact(say('activity.elapsed'), hasPauses ? formatDuration(elapsedSeconds, reader) : null),
    ...fact(say('activity.ascent'), ascentMeters === null ? null : formatHeight(ascentMeters, reader)),
    ...fact(say('activity.heart_rate'), heartRate(summary, telling)),
    ...fact(
      say('activity.power'),
      avgPowerWatts === null
        ? null
        : say('activity.on_average', { value: formatWithUnit(avgPowerWatts, 'W', reader) }),
    ),
    ...fact(
      say('activity.calories'),
      caloriesKcal === null ? null : formatWithUnit(caloriesKcal, 'kcal', reader),
    ),
    ...fact(say('activity.laps'), counted(summary.lapCount)),
    ...fact(say('activity.lengths'), counted(summary.lengthCount)),
    ...fact(say('activity.sets'), counted(summary.setCount)),
    ...fact(say('activity.points'), counted(summary.recordCount)),
    ...fact(say('activity.route'), say(summary.hasPosition ? 'activity.route_yes' : 'activity.route_no')),
  ];
}
