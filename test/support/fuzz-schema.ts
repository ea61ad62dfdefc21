// Makes values that a zod schema accepts, with words of the caller's in every text that no list closes and numbers of theirs
// in every number: what a schema lets in, whoever wrote it. A field added later is filled without a change here.
import { z } from 'zod';

export interface FuzzWords {
  /** From 0 to 1. */
  readonly random: () => number;
  /** For a text that may be anything, and for the names of a record's fields. */
  readonly text: () => string;
  readonly number: () => number;
}

export function fuzzValue(schema: z.core.$ZodType, words: FuzzWords): unknown {
  const { random } = words;
  const one = <Item>(list: readonly Item[]): Item | undefined => list[Math.floor(random() * list.length)];
  const within = (inner: z.core.$ZodType): unknown => fuzzValue(inner, words);
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(
      Object.entries(schema.shape as z.core.$ZodShape).map(([name, field]) => [name, within(field)]),
    );
  }
  if (schema instanceof z.ZodNullable) return random() < 0.15 ? null : within(schema.unwrap());
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return within(schema.unwrap());
  if (schema instanceof z.ZodArray) {
    return Array.from({ length: 1 + Math.floor(random() * 3) }, () => within(schema.element));
  }
  if (schema instanceof z.ZodRecord) {
    return Object.fromEntries(
      Array.from({ length: 2 }, () => [String(within(schema.keyType)), within(schema.valueType)]),
    );
  }
  if (schema instanceof z.ZodUnion) return within(one(schema.options) ?? z.null());
  if (schema instanceof z.ZodEnum) return one(schema.options);
  if (schema instanceof z.ZodLiteral) return one([...schema.values]);
  if (schema instanceof z.ZodBoolean) return random() < 0.5;
  if (schema instanceof z.ZodNull) return null;
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return fuzzText(schema, words);
  if (schema instanceof z.ZodNumber) return fuzzNumber(schema, words);
  throw new Error(`no value is known for a schema of type ${schema._zod.def.type}`);
}

/** The first that the schema takes: an instant and a digest are what the closed forms of our schemas are. */
function fuzzText(schema: z.ZodType, { random, text }: FuzzWords): string {
  const instant = new Date(1.6e12 + Math.floor(random() * 2e11)).toISOString();
  const digest = Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join('');
  const attempts = [
    text(),
    text(),
    text(),
    text(),
    instant,
    instant.slice(0, 10),
    `sha256:${digest}`,
    digest,
    'word',
  ];
  return attempts.find((attempt) => schema.safeParse(attempt).success) ?? '';
}

function fuzzNumber(schema: z.ZodType, { number }: FuzzWords): number {
  const wanted = number();
  return [wanted, Math.round(wanted), 1].find((attempt) => schema.safeParse(attempt).success) ?? 0;
}
