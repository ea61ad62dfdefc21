// The sentences of a receipt in plain English, for support and the command line.
// The face makes its own from the same facts, in the athlete's language.
import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { ActivitySummary } from '../contract/activity-summary.ts';
import type { MatchedActivity } from '../contract/dedup-verdict.ts';
import type { Failure } from '../contract/failure.ts';
import type { Ending } from '../contract/receipt.ts';
import {
  failureSentences,
  nonActivitySentences,
  outcomeSentences,
  recoveredSentence,
  type Sentence,
} from '../contract/sentences.ts';

const english = setupI18n({ locale: 'en', messages: { en: {} } });
english.setMessagesCompiler(compileMessage);

type Values = Readonly<Record<string, string | number>>;

/** A sentence with its values filled in; parts that have nothing to say are empty. */
function inWords(sentence: Sentence, values: Values): Sentence {
  const fill = (message: string) => (message === '' ? '' : english._({ id: message, message, values }));
  return { happened: fill(sentence.happened), safe: fill(sentence.safe), next: fill(sentence.next) };
}

export interface EndingFacts {
  readonly fileName: string;
  readonly member: string | null;
  readonly ending: Ending;
  readonly isRecovered: boolean;
  readonly activity: string;
  readonly matched: MatchedActivity | null;
}

export function endingInWords(facts: EndingFacts): Sentence {
  const { ending } = facts;
  const file = facts.member === null ? facts.fileName : `${facts.member} (${facts.fileName})`;
  const known = facts.matched === null ? '' : describeKnown(facts.matched);
  const values = { file, activity: facts.activity, known };
  switch (ending.kind) {
    case 'failed':
      return inWords(failureSentences[ending.failure.kind], { ...failureValues(ending.failure), file });
    case 'not_an_activity':
      return inWords(nonActivitySentences[ending.what], values);
    case 'created':
      return inWords(facts.isRecovered ? recoveredSentence : outcomeSentences.created, values);
    case 'updated':
    case 'exact_duplicate':
    case 'deleted_by_athlete':
    case 'stale_version':
    case 'version_conflict':
    case 'partial_overlap':
      return inWords(outcomeSentences[ending.kind], values);
  }
}

/** “Ridge loop, ride, 41.2 km” */
export function describeActivity(
  title: string | null,
  workoutType: string,
  summary: Pick<ActivitySummary, 'distanceMeters'>,
): string {
  const { distanceMeters } = summary;
  const distance = distanceMeters === null ? null : `${(distanceMeters / 1000).toFixed(1)} km`;
  const type = workoutType.charAt(0).toUpperCase() + workoutType.slice(1);
  return [title ?? type, title === null ? null : workoutType, distance]
    .filter((part) => part !== null)
    .join(', ');
}

function describeKnown({ deviceName, fileName, startedAt }: MatchedActivity): string {
  return `${deviceName ?? fileName}, started ${startedAt.slice(0, 10)}`;
}

/** A failure's own fields are the values of its sentence; what is counted in bytes is told in megabytes. */
function failureValues(failure: Failure): Values {
  const fields: readonly (readonly [string, string | number | null])[] = Object.entries(failure);
  return Object.fromEntries(
    fields.map(([name, value]) => [
      name,
      name.endsWith('Bytes') && typeof value === 'number' ? megabytes(value) : (value ?? 'null'),
    ]),
  );
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MB`;
