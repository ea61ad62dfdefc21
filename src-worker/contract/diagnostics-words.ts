// The words that a diagnostics bundle may hold, each list closed: what is not in its list is told as `other` or as a count.
// Where the words are another room's, a test holds the list against that room's own table.
import { externalActivitySchema } from './external-activity.ts';

/** Where a path begins, as far as support needs to know. */
export const pathRoots = ['home', 'removable', 'temp', 'network', 'other'] as const;
export type PathRoot = (typeof pathRoots)[number];

export const fileExtensions = [
  'fit',
  'tcx',
  'gpx',
  'gz',
  'zip',
  'xml',
  'json',
  'csv',
  'kml',
  'kmz',
  'txt',
  'pdf',
  'none',
  'other',
] as const;
export type FileExtension = (typeof fileExtensions)[number];

/** Upper ends, in bytes of 1,024: `to_100_KB` is more than 10 KB and up to 100 KB. */
export const sizeBuckets = [
  'unknown',
  'empty',
  'to_1_KB',
  'to_10_KB',
  'to_100_KB',
  'to_1_MB',
  'to_10_MB',
  'to_64_MB',
  'more',
] as const;
export type SizeBucket = (typeof sizeBuckets)[number];

/** Exact numbers would tell recordings apart; how many there were, roughly, is what support asks. */
export const countBuckets = [
  '0',
  '1',
  '2-10',
  '11-100',
  '101-1000',
  '1001-10000',
  '10001-100000',
  'more',
] as const;
export type CountBucket = (typeof countBuckets)[number];

/** FIT profile names of the makers that are common enough to tell nothing of one athlete. */
export const knownManufacturers = [
  'bryton',
  'coros',
  'development',
  'garmin',
  'hammerhead',
  'igpsport',
  'lezyne',
  'magene',
  'peaksware',
  'polar_electro',
  'saris',
  'sigmasport',
  'srm',
  'stages_cycling',
  'strava',
  'suunto',
  'tacx',
  'wahoo_fitness',
  'xplova',
  'zwift',
  'other',
] as const;
export type KnownManufacturer = (typeof knownManufacturers)[number];

/** Rows of the policy of dedup. */
export const dedupRules = [
  'row_0',
  'row_1',
  'row_2',
  'row_3',
  'row_4',
  'row_5',
  'row_6',
  'row_7',
  'row_8',
  'row_9',
  'other_revision',
  're_read',
  'known_bytes',
] as const;

/** The sentences of the validation's warnings, and the code that stands for each. */
export const warningCodes = {
  'workout.duration_seconds is longer than the time from session.started_at to session.ended_at':
    'duration_beyond_span',
  'session.local_date is not the day of session.started_at in any zone': 'local_date_in_no_zone',
  'no duration, no distance and no sets: the activity says no more than that it took place': 'says_nothing',
} as const;

/** What a file that is no activity looked like. */
export const lookedLike = [
  'a PDF',
  'a PNG picture',
  'a JPEG picture',
  'a GIF picture',
  'a WebP picture',
  'a film or a picture',
  'an old Office document',
  'a RAR archive',
  'a 7-Zip archive',
  'a bzip2 archive',
  'an XZ archive',
  'a database',
  'a program',
  'a web page',
  'another XML document',
  'JSON',
  'a table',
  'a Word document',
  'an Excel workbook',
  'a PowerPoint document',
  'an OpenDocument file',
  'other',
] as const;

/** The readers' own words on why nothing could be read. A library's words may quote the file. */
export const unreadableDetails = [
  'bug',
  'parser threw',
  'no FIT header',
  'no whole message',
  'the messages could not be decoded',
  'no record, lap or session',
  'no position of the track is a number',
  'the document has NUL characters',
  'the document has no single root',
  'the document is not well-formed',
  'the document ends too early',
  'the document is nested too deeply',
  'an element has too many attributes',
  'a text of the document is too long',
  'the file names no time',
  'the time is no date',
  'other',
] as const;

/** Fields of the canonical activity, as a validation names them; positions in lists left out (`sets[].rpe`). */
export const canonicalFields: readonly string[] = (() => {
  const { source, workout, session, sets, provenance } = externalActivitySchema.shape;
  const layers = { source, workout, session, provenance };
  return [
    'activity',
    'contract_version',
    'sets',
    ...Object.entries(layers).flatMap(([layer, { shape }]) => [
      layer,
      ...Object.keys(shape).map((field) => `${layer}.${field}`),
    ]),
    ...Object.keys(sets.unwrap().element.shape).map((field) => `sets[].${field}`),
  ];
})();

/** The flags that exist (domain 8). */
export const flagNames = [
  'external_import_jobs_enabled',
  'external_import_user_opt_in_enabled',
  'external_connector_beta_enabled',
  'external_connector_provider_garmin_enabled',
  'external_connector_provider_strava_enabled',
  'external_connector_provider_trainingpeaks_enabled',
  'external_quality_gate_block_on_degraded',
] as const;
