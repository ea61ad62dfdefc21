// A collection of real activity files with what independent decoders say of each. It lies beside the checkout where there
// is one, and is never part of it: the files are real people's tracks. Without it the tests that need it are skipped.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const number = z.number().nullish();
const text = z.string().nullish();

const expectedSchema = z.object({
  is_activity: z.boolean().nullish(),
  n_activities: number,
  content_format: z.string().nullish(),
  started_at: text,
  sport: text,
  sub_sport: text,
  total_elapsed_s: number,
  total_timer_s: number,
  distance_m: number,
  calories_kcal: number,
  avg_hr: number,
  max_hr: number,
  avg_power: number,
  total_ascent_m: number,
  n_records: number,
  n_laps: number,
  n_sessions: number,
  n_lengths: number,
  n_strength_sets: number,
  device: z
    .object({
      manufacturer: text.or(z.number()),
      product: text.or(z.number()),
      product_name: text,
      serial_number: text.or(z.number()),
    })
    .nullish(),
  /** What the points themselves say. */
  records: z
    .object({
      first_timestamp: text,
      last_timestamp: text,
      max_distance_m: number,
      avg_hr: number,
      max_hr: number,
      avg_power: number,
    })
    .partial()
    .nullish(),
  members: z.array(z.unknown()).nullish(),
});
export type Expected = z.infer<typeof expectedSchema>;

const manifestSchema = z.array(
  z.object({
    file: z.string(),
    must: text,
    expected: expectedSchema.nullish(),
    /** Files of one outing. */
    same_activity_group: text,
    /** Files that are alike, and of different outings. */
    near_miss_group: text,
    /** How hard it is to see that it belongs to its group. */
    same_activity_hint: z.unknown().optional(),
    synthetic: z.boolean().nullish(),
    notes: text,
  }),
);
export type CorpusFile = z.infer<typeof manifestSchema>[number];

const folder = process.env['COOLDOWN_CORPUS'] ?? join(import.meta.dirname, '../../../../shared/corpus');
const manifestPath = join(folder, 'manifest.json');

/** Empty where there is no collection. */
export const corpusFiles: readonly CorpusFile[] = existsSync(manifestPath)
  ? manifestSchema.parse(JSON.parse(readFileSync(manifestPath, 'utf8')))
  : [];

export const corpusBytes = ({ file }: CorpusFile): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(folder, file)));

const disputedPath = join(folder, 'judge/disputed.json');
const disputedSchema = z.array(z.object({ pair: z.tuple([z.string(), z.string()]) }));

/** Names of two files of which nobody can say for certain whether they are one outing, joined by a comma. */
export const disputedPairs: ReadonlySet<string> = new Set(
  existsSync(disputedPath)
    ? disputedSchema
        .parse(JSON.parse(readFileSync(disputedPath, 'utf8')))
        .map(({ pair }) => [...pair].sort().join())
    : [],
);
