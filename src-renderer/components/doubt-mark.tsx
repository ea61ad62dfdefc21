// The small mark on an uncertain value. It explains itself on hover; the row's spoken name says the same.
import { Tooltip } from '@mantine/core';
import './doubt-mark.css';

export function DoubtMark({ why }: { readonly why: readonly string[] }) {
  if (why.length === 0) return null;
  return (
    <Tooltip
      label={why.map((reason) => (
        <span key={reason} className="doubt-reason">
          {reason}
        </span>
      ))}
      multiline
      maw={320}
      openDelay={150}
      withinPortal
    >
      <span className="doubt-mark" aria-hidden="true">
        ≈
      </span>
    </Tooltip>
  );
}
