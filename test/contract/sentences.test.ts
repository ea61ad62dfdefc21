// What a person reads: every ending has its words, every word its value, and none of them blames anybody.
import { compileMessageOrThrow, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { nonActivities } from '../../src-worker/contract/activity-format.ts';
import {
  failureTable,
  parseFailureSchema,
  readFailureSchema,
  validationFailureSchema,
} from '../../src-worker/contract/failure.ts';
import { endingSchema } from '../../src-worker/contract/receipt.ts';
import {
  failureSentences,
  nonActivitySentences,
  outcomeSentences,
  recoveredSentence,
  reReadSentence,
  type Sentence,
} from '../../src-worker/contract/sentences.ts';

/** Each failure with the values that it carries, as its schema has them. */
const failureFields: ReadonlyMap<string, readonly string[]> = new Map(
  [...readFailureSchema.options, ...parseFailureSchema.options, validationFailureSchema].map(
    ({ shape }: { readonly shape: { readonly kind: z.ZodLiteral<string> } }) => [
      shape.kind.value,
      Object.keys(shape).filter((field) => field !== 'kind'),
    ],
  ),
);

interface Spoken {
  readonly kind: string;
  readonly sentence: Sentence;
  /** The values that may stand in it, as sentences.ts documents them. */
  readonly values: readonly string[];
}

const spoken: readonly Spoken[] = [
  ...Object.entries(outcomeSentences).map(([kind, sentence]) => ({
    kind,
    sentence,
    values: ['file', 'activity', 'known', 'day'],
  })),
  { kind: 'recovered', sentence: recoveredSentence, values: ['file', 'activity'] },
  { kind: 're_read', sentence: reReadSentence, values: ['file', 'activity'] },
  ...Object.entries(nonActivitySentences).map(([kind, sentence]) => ({ kind, sentence, values: ['file'] })),
  ...Object.entries(failureSentences).map(([kind, sentence]) => ({
    kind,
    sentence,
    values: ['file', ...(failureFields.get(kind) ?? [])],
  })),
];

const messages = spoken.flatMap(({ kind, sentence, values }) =>
  Object.entries(sentence).map(([part, message]: [string, string]) => ({ kind, part, message, values })),
);

/** Names of the values that a compiled message asks for, in its choices too. */
function placeholders(compiled: CompiledMessage): string[] {
  return compiled.flatMap((token) => {
    if (typeof token === 'string') return [];
    const [name, , format] = token;
    return [name, ...choices(format).flatMap(placeholders)].filter((value) => value !== '#');
  });
}

function choices(format: unknown): CompiledMessage[] {
  if (typeof format !== 'object' || format === null) return [];
  return Object.values(format).map((choice: unknown) => {
    if (typeof choice === 'string') return [choice];
    return Array.isArray(choice) ? (choice as CompiledMessage) : []; // the compiler nests its own output
  });
}

describe('every ending has its words', () => {
  it('every outcome', () => {
    const kinds = endingSchema.options.map(({ shape }) => shape.kind.value);
    expect(Object.keys(outcomeSentences).sort()).toEqual(
      kinds.filter((kind) => kind !== 'failed' && kind !== 'not_an_activity').sort(),
    );
  });

  it('every kind of file that is no activity', () => {
    expect(Object.keys(nonActivitySentences)).toEqual([...nonActivities]);
  });

  it('every failure, and a row that gives its class and code', () => {
    expect(Object.keys(failureSentences).sort()).toEqual([...failureFields.keys()].sort());
    expect(Object.keys(failureTable).sort()).toEqual([...failureFields.keys()].sort());
  });
});

it('every failure has the class that domain 5 gives its code', () => {
  const classOfCode = {
    read_error: 'other',
    parse_error: 'parse',
    unsupported_format: 'parse',
    mapping_error: 'mapping',
    validation_error: 'validation',
  };
  const wrong = Object.entries(failureTable).filter(([, row]) => classOfCode[row.code] !== row.class);
  expect(wrong).toEqual([]);
});

describe.each(messages)('$kind, $part', ({ message, values }) => {
  it('is a message that compiles, and asks for nothing but its documented values', () => {
    const asked = placeholders(compileMessageOrThrow(message));
    expect(asked.filter((name) => !values.includes(name))).toEqual([]);
  });

  it('blames nobody and ends as a sentence does', () => {
    expect(message).not.toMatch(/\berrors?\b|\binvalid\b|\bfailed to\b|\boops\b|!/i);
    expect(message === '' || /[.}]$/.test(message)).toBe(true);
  });
});

it('says of everything what happened, and of everything that was not taken in what is safe', () => {
  const silent = spoken.filter(
    ({ kind, sentence }) => sentence.happened === '' || (sentence.safe === '' && kind !== 'created'),
  );
  expect(silent).toEqual([]);
});

it('finds the placeholders inside choices', () => {
  expect(placeholders(compileMessageOrThrow('{a} {b, select, x {one {c}} other {{d, number}}}'))).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
});
