// Placeholder rows for what takes longer than 200 ms to come.
import { Skeleton } from '@mantine/core';
import { useLate } from './use-late.ts';
import './late-skeleton.css';

const widths = ['62%', '48%', '70%', '55%', '66%', '40%', '58%', '50%'];

export function LateSkeleton() {
  if (!useLate(true)) return null;
  return (
    <div className="late-skeleton" aria-hidden="true">
      {widths.map((width) => (
        <Skeleton key={width} height={14} width={width} radius={4} animate={false} />
      ))}
    </div>
  );
}
