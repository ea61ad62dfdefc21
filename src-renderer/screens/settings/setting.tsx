// One setting: its name, and beside it what can be chosen.
import type { ReactNode } from 'react';
import './settings-screen.css';

export function Setting({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="setting">
      <h2 className="setting-name">{name}</h2>
      <div className="setting-choice">{children}</div>
    </section>
  );
}
