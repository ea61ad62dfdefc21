// Whether the intake that works for us is to be given up. Pure: a process that is given up is killed and replaced,
// and never waited for, because one that hangs in a call may not even die.
import type { Pace } from './intake-limits.ts';
import type { NamedPath } from './watch-calls.ts';

export interface Signs {
  /** Awake time since the last sign of life, or since something was asked of an idle one. */
  readonly silentMs: number;
  /** By the last sign of life. */
  readonly stalled: readonly NamedPath[];
}

export type Judgement =
  | { readonly kind: 'goes_on' }
  /** It answers, and some paths do not. */
  | { readonly kind: 'hung'; readonly stalled: readonly NamedPath[] }
  /** It does not answer, so nobody knows why. */
  | { readonly kind: 'silent' };

export function judgeIntake({ silentMs, stalled }: Signs, { silenceMs }: Pace): Judgement {
  if (stalled.length > 0) return { kind: 'hung', stalled };
  if (silentMs > silenceMs) return { kind: 'silent' };
  return { kind: 'goes_on' };
}
