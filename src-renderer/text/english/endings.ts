// The sentences of the contract about each ending, flattened to ids such as `failure.too_slow.happened`.
import type { NonActivity } from '../../../src-worker/contract/activity-format.ts';
import type { FailureKind } from '../../../src-worker/contract/failure.ts';
import {
  failureSentences,
  nonActivitySentences,
  outcomeSentences,
  recoveredSentence,
  reReadSentence,
  type Sentence,
} from '../../../src-worker/contract/sentences.ts';

export type SentencePart = keyof Sentence;
/** What an ending's sentence is filed under; its three parts hang below. */
export type EndingKey =
  | `outcome.${keyof typeof outcomeSentences}`
  | `not_an_activity.${NonActivity}`
  | `failure.${FailureKind}`
  | 'recovered'
  | 're_read';
export type EndingId = `${EndingKey}.${SentencePart}`;

function flatten(prefix: string, sentences: Readonly<Record<string, Sentence>>): [string, string][] {
  return Object.entries(sentences).flatMap(([key, sentence]) =>
    (['happened', 'safe', 'next'] as const).map((part): [string, string] => [
      `${prefix}${key}.${part}`,
      sentence[part],
    ]),
  );
}

// The tables are complete by their own types, so the flattened one is, too.
export const endingSentences = Object.fromEntries([
  ...flatten('outcome.', outcomeSentences),
  ...flatten('not_an_activity.', nonActivitySentences),
  ...flatten('failure.', failureSentences),
  ...flatten('', { recovered: recoveredSentence, re_read: reReadSentence }),
]) as Readonly<Record<EndingId, string>>;
