// The top of the detail panel: what it is about. Takes the focus when the panel is opened by keyboard.
import type { ReactNode } from 'react';
import { detailTitleId } from '../../components/landmarks.ts';
import './details.css';

interface DetailHeadProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}

export function DetailHead({ icon, title, children }: DetailHeadProps) {
  return (
    <header className="detail-head readable">
      <h2 id={detailTitleId} className="detail-title" tabIndex={-1}>
        <bdi>{title}</bdi>
      </h2>
      <p className="detail-subtitle quiet">
        {icon}
        {children}
      </p>
    </header>
  );
}
