// A titled part of the detail panel. What few people need is folded away.
import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import './details.css';

interface DetailSectionProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly isFolded?: boolean;
}

export function DetailSection({ title, children, isFolded = false }: DetailSectionProps) {
  if (!isFolded) {
    return (
      <section className="detail-section">
        <h3 className="detail-section-title">{title}</h3>
        {children}
      </section>
    );
  }
  return (
    <details className="detail-section">
      <summary className="detail-section-title">
        <ChevronRight size={14} aria-hidden="true" />
        {title}
      </summary>
      {children}
    </details>
  );
}
