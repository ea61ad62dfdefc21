// What a screen says while it has nothing to show: one thing, and the way to begin.
import type { ReactNode } from 'react';
import './empty-state.css';

interface EmptyStateProps {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly actions?: ReactNode;
}

export function EmptyState({ title, lines = [], actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <h2 className="empty-title">{title}</h2>
      {lines.map((line) => (
        <p key={line} className="quiet">
          {line}
        </p>
      ))}
      {actions !== undefined && <div className="empty-actions">{actions}</div>}
    </div>
  );
}
