// What a person's word adds to the rules: a link that no rule would make, and the clock that was wrong. Pure.
import type { Outing, Overlap } from '../contract/outing.ts';
import { overlapOf } from './overlap.ts';
import { overlapThresholds } from './overlap-thresholds.ts';

/** What the rules say of the two, or else that somebody was there twice: certain, as the athlete is. */
export function handMadeOverlap(left: Outing | null, right: Outing | null): Overlap {
  const byRule = left === null || right === null ? null : overlapOf(left, right);
  return byRule ?? { relation: 'second_recording', score: 1, compared: [] };
}

/** Clocks are wrong by whole quarter hours; the seconds between two starts are the athlete's own. */
export function shiftBetween(wrongStartedAt: string, rightStartedAt: string): number {
  const { stepSeconds } = overlapThresholds.shiftedClock;
  const seconds = (Date.parse(rightStartedAt) - Date.parse(wrongStartedAt)) / 1000;
  return Math.round(seconds / stepSeconds) * stepSeconds;
}
