// Names and values beside each other, as in a passport. A value that is not known is left out by who lists them.
import type { ReactNode } from 'react';
import './facts.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** A line of facts from values that may be missing. */
export const fact = (name: string, value: ReactNode | null): readonly Fact[] =>
  value === null || value === '' ? [] : [{ name, value }];

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts readable">
      {facts.map(({ name, value }) => (
        <div key={name} className="fact">
          <dt className="quiet">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
