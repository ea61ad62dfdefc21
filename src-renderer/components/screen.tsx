// The shape that every screen has: a bar with its name and tools, and the content below.
import type { ReactNode } from 'react';
import { screenTitleId } from './landmarks.ts';
import './screen.css';

interface ScreenProps {
  readonly title: string;
  /** A few quiet words beside the name. */
  readonly aside?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

export function Screen({ title, aside, tools, children }: ScreenProps) {
  return (
    <section className="screen" aria-labelledby={screenTitleId}>
      <header className="screen-bar">
        <h1 id={screenTitleId} className="screen-title" tabIndex={-1}>
          {title}
        </h1>
        <span className="screen-aside quiet one-line">{aside}</span>
        <div className="screen-tools">{tools}</div>
      </header>
      <div className="screen-body">{children}</div>
    </section>
  );
}
