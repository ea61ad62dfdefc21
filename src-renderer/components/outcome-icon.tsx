// The sign of an outcome.
import { Check, CircleAlert, Equal, GitCompareArrows, Minus } from 'lucide-react';
import type { Outcome } from '../../src-worker/contract/outcome.ts';
import { Sign, type SignLook } from './sign.tsx';

const looks = {
  imported: { icon: Check, colour: 'accent' },
  known: { icon: Equal, colour: 'inkSoft' },
  rejected: { icon: GitCompareArrows, colour: 'caution' },
  failed: { icon: CircleAlert, colour: 'trouble' },
  ignored: { icon: Minus, colour: 'inkSoft' },
} as const satisfies Record<Outcome, SignLook>;

export function OutcomeIcon({ outcome }: { readonly outcome: Outcome }) {
  return <Sign look={looks[outcome]} sizePx={16} strokeWidth={2} />;
}
