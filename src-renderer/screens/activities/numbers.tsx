// The two numbers by which an athlete knows a session, at the top of its details.
import type { Text } from '../../text/use-text.ts';
import { formatDistance } from '../../text/format-distance.ts';
import { formatClock } from '../../text/format-duration.ts';

interface NumbersProps {
  readonly durationSeconds: number | null;
  readonly distanceMeters: number | null;
  readonly workoutType: string;
  readonly text: Text;
}

export function Numbers({ durationSeconds, distanceMeters, workoutType, text }: NumbersProps) {
  const { say, reader } = text;
  const numbers = [
    { name: say('activity.duration'), value: durationSeconds === null ? null : formatClock(durationSeconds) },
    {
      name: say('activity.distance'),
      value: distanceMeters === null ? null : formatDistance(distanceMeters, workoutType, reader),
    },
  ].filter(({ value }) => value !== null);
  if (numbers.length === 0) return null;
  return (
    <dl className="detail-numbers readable">
      {numbers.map(({ name, value }) => (
        <div key={name} className="detail-number">
          <dt className="quiet">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
