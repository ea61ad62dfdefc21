// What was recorded along the way, as small lines over the same stretch of time.
import { useMemo } from 'react';
import type { Telling } from '../../../text/endings.ts';
import { formatClock } from '../../../text/format-duration.ts';
import { DetailSection } from '../../details/detail-section.tsx';
import { chartLines, chartSize } from './chart-lines.ts';
import './charts.css';
import { useSamples } from './use-samples.ts';

interface ChartsSectionProps {
  readonly activityKey: string;
  readonly workoutType: string;
  readonly elapsedSeconds: number | null;
  readonly telling: Telling;
}

export function ChartsSection(props: ChartsSectionProps) {
  const { activityKey, workoutType, elapsedSeconds, telling } = props;
  const { say } = telling;
  const now = useSamples(activityKey);
  const samples = now?.kind === 'samples' ? now.samples : null;
  const charts = useMemo(
    () => samples && chartLines({ samples, workoutType, elapsedSeconds }, telling),
    [samples, workoutType, elapsedSeconds, telling],
  );
  if (now !== undefined && now.kind !== 'samples') {
    return (
      <DetailSection title={say('charts.title')}>
        <p className="quiet readable">{say(`charts.${now.kind}`)}</p>
      </DetailSection>
    );
  }
  if (charts === null) return null;
  const { width, height } = chartSize;
  return (
    <DetailSection title={say('charts.title')}>
      {charts.lines.map(({ name, range, path }) => (
        <figure key={name} className="chart">
          <figcaption className="chart-words readable">
            {name} <span className="quiet">{range}</span>
          </figcaption>
          <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
            <path d={path} vectorEffect="non-scaling-stroke" />
          </svg>
        </figure>
      ))}
      <p className="chart-times quiet" aria-hidden="true">
        <span>{formatClock(0)}</span>
        <span>{formatClock(charts.seconds)}</span>
      </p>
    </DetailSection>
  );
}
