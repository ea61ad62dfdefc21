// The words of the deciding commands → what they decide, or what is wrong with them. Pure.
import {
  athleteDecisionSchema,
  conflictChoices,
  type AthleteDecision,
} from '../../src-worker/contract/athlete-decision.ts';
import type { CommandTask } from './command-task.ts';

export type WordsRead = CommandTask | { readonly kind: 'wrong_words'; readonly sentence: string };

const keyPattern = /^external-activity-[0-9a-f]{20}$/;
/** As it is typed. */
const choiceNames = conflictChoices.map((choice) => choice.replaceAll('_', '-'));

const wrong = (sentence: string): WordsRead => ({ kind: 'wrong_words', sentence });
const decided = (decision: AthleteDecision): WordsRead => ({ kind: 'decide', decision });

const noKey = (word: string): WordsRead =>
  wrong(`“${word}” is no activity’s key. “cooldown receipts --json” gives them, as sourceIdentityKey.`);

export function aboutOne(kind: 'delete' | 'bring_back', [key = '']: readonly string[]): WordsRead {
  return keyPattern.test(key) ? decided({ kind, sourceIdentityKey: key }) : noKey(key);
}

export function aboutTwo(
  kind: 'link' | 'unlink' | 'confirm_clock',
  [left = '', right = '']: readonly string[],
): WordsRead {
  const stranger = [left, right].find((key) => !keyPattern.test(key));
  if (stranger !== undefined) return noKey(stranger);
  return kind === 'confirm_clock'
    ? decided({ kind, wrong: left, right })
    : decided({ kind, sourceIdentityKeys: [left, right] });
}

export function aboutStart([key = '', startedAt = '']: readonly string[]): WordsRead {
  if (!keyPattern.test(key)) return noKey(key);
  const parsed = athleteDecisionSchema.safeParse({ kind: 'set_start', sourceIdentityKey: key, startedAt });
  return parsed.success
    ? decided(parsed.data)
    : wrong(`“${startedAt}” is no instant with its offset, as 2026-05-01T08:00:00+02:00.`);
}

/** Nothing named: what may be tried again is listed. */
export function toRetry(
  jobIds: readonly string[],
  { json, all }: { readonly json: boolean; readonly all: boolean },
): WordsRead {
  if (all && jobIds.length > 0) return wrong('Name files, or take all of them with --all, but not both.');
  const files = all ? 'all' : jobIds.length > 0 ? jobIds : null;
  return { kind: 'retry', json, files };
}

/** `entry`: its place on the receipt as a person counts, from 1. */
export function aboutEntry([jobId = '', entry = '', choice = '']: readonly string[]): WordsRead {
  const place = Number(entry);
  if (!Number.isSafeInteger(place) || place < 1) {
    return wrong(`“${entry}” is no place on a receipt; the first entry is 1.`);
  }
  const chosen = conflictChoices.find((known) => known.replaceAll('_', '-') === choice);
  if (chosen === undefined) return wrong(`“${choice}” is no choice. There are ${choiceNames.join(', ')}.`);
  return decided({ kind: 'resolve', jobId, entry: place - 1, choice: chosen });
}
