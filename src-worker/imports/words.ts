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
  const known = facts.matched === null ? 'an earlier file' : describeKnown(facts.matched);
  const values = { file, activity: facts.activity, known };
  switch (ending.kind) {
    case 'failed':
      return inWords(failureSentences[ending.failure.kind], { ...failureValues(ending.failure), file });
    case 'not_an_activity':
      return inWords(nonActivitySentences[ending.what], values);
    case 'created':
      return inWords(facts.isRecovered ? recoveredSentence : outcomeSentences.created, values);
    case 'updated': {
      const updated = inWords(outcomeSentences.updated, values);
      return facts.isRecovered ? inSequence(updated, inWords(recoveredSentence, values)) : updated;
    }
    case 'exact_duplicate':
    case 'deleted_by_athlete':
    case 'stale_version':
    case 'version_conflict':
    case 'partial_overlap':
      return inWords(outcomeSentences[ending.kind], values);
  }
}

/** Both have happened: each part says the one, then the other. */
function inSequence(first: Sentence, second: Sentence): Sentence {
  const join = (part: keyof Sentence) => [first[part], second[part]].filter((text) => text !== '').join(' ');
  return { happened: join('happened'), safe: join('safe'), next: join('next') };
}

/** “Ridge loop, 41.2 km”: the title, else the sport; the distance, else the duration, else the name alone. */
export function describeActivity(
  title: string | null,
  workoutType: string,
  { distanceMeters, timerSeconds, elapsedSeconds }: MeasuredActivity,
): string {
  const seconds = timerSeconds ?? elapsedSeconds;
  const size = isSome(distanceMeters) ? distance(distanceMeters) : isSome(seconds) ? duration(seconds) : null;
  const name = title === null || title.trim() === '' ? nameOfType(workoutType) : nameOfTitle(title);
  return size === null ? name : `${name}, ${size}`;
}

type MeasuredActivity = Pick<ActivitySummary, 'distanceMeters' | 'timerSeconds' | 'elapsedSeconds'>;

const isSome = (value: number | null): value is number => value !== null && value > 0;

const distance = (meters: number): string =>
  meters < 999.5 ? `${Math.round(meters)} m` : `${(meters / 1000).toFixed(1)} km`;

function duration(seconds: number): string {
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Types whose own word names no activity when it stands alone. */
const namesOfTypes: ReadonlyMap<string, string> = new Map([
  ['other', 'Activity'],
  ['row', 'Rowing'],
  ['ski', 'Skiing'],
  ['strength', 'Strength training'],
  ['multisport', 'Multisport activity'],
]);

function nameOfType(workoutType: string): string {
  const words = harmless(workoutType).replaceAll('_', ' ');
  return namesOfTypes.get(workoutType) ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const titleLength = { most: 60, unquoted: 40 } as const;

/** Starts as a word does and holds nothing that a sentence could mistake for its own signs. */
const plainTitle = /^\p{L}[\p{L}\p{M}\p{N} '’&/-]*$/u;

/** A plain title stands as it is; a long or odd one is quoted, so that the sentence around it stays clear. */
function nameOfTitle(title: string): string {
  const shown = harmless(title);
  const characters = Array.from(shown);
  if (characters.length <= titleLength.unquoted && plainTitle.test(shown)) return shown;
  if (characters.length <= titleLength.most) return `“${shown}”`;
  const beginning = characters.slice(0, titleLength.most - 1).join('');
  return `“${beginning.trimEnd()}…”`;
}

/** Controls, direction marks and halves of characters: they would steer or break the text around them. */
const steering = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A word from outside on one line, with nothing in it that acts. */
const harmless = (text: string): string => text.replace(/\s+/gu, ' ').trim().replace(steering, '\uFFFD');

/** “Edge 530 on 12 May 2026”: by its device, else by its file. */
function describeKnown({ deviceName, fileName, startedAt }: MatchedActivity): string {
  const source = harmless(deviceName ?? fileName);
  const started = Date.parse(startedAt);
  // The clock was never set (domain 3), or there is no date at all.
  if (!(started >= earliestBelievable)) return `${source} (date unknown)`;
  // A file may come on another day than it was recorded; what a device gave, it recorded.
  return deviceName !== null
    ? `${source} on ${days.format(started)}`
    : `${source} (recorded on ${days.format(started)})`;
}

const earliestBelievable = Date.UTC(2000, 0, 1);

/** “12 May 2026” */
const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A failure's own fields are the values of its sentence; what is counted in bytes is told in megabytes. */
function failureValues(failure: Failure): Values {
  const told =
    failure.kind === 'unplugged_while_reading' ? { ...failure, device: failure.device ?? null } : failure;
  const fields: readonly (readonly [string, string | number | null])[] = Object.entries(told);
  return Object.fromEntries(
    fields.map(([name, value]) => [
      name,
      name.endsWith('Bytes') && typeof value === 'number' ? megabytes(value) : (value ?? 'null'),
    ]),
  );
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MB`;
