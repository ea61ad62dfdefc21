// The sign of an outcome. It is decoration: the words beside it say the same.
import { Check, CircleAlert, Equal, GitCompareArrows, Minus, type LucideIcon } from 'lucide-react';
import type { Outcome } from '../../src-worker/contract/outcome.ts';
import { cssVariable, type ColourName } from '../style/tokens.ts';

const looks = {
  imported: { icon: Check, colour: 'accent' },
  known: { icon: Equal, colour: 'inkSoft' },
  rejected: { icon: GitCompareArrows, colour: 'caution' },
  failed: { icon: CircleAlert, colour: 'trouble' },
  ignored: { icon: Minus, colour: 'inkSoft' },
} as const satisfies Record<Outcome, { readonly icon: LucideIcon; readonly colour: ColourName }>;

export function OutcomeIcon({ outcome }: { readonly outcome: Outcome }) {
  const { icon: Icon, colour } = looks[outcome];
  return <Icon size={16} strokeWidth={2} color={`var(${cssVariable(colour)})`} aria-hidden="true" />;
}
