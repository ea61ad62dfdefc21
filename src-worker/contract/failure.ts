// Every way in which a file can fail or be refused: a closed union, because it crosses process borders,
// and one table that gives each kind its class and code. Its sentence stands in sentences.ts.
import { z } from 'zod';

export const failureClassSchema = z.enum(['parse', 'mapping', 'validation', 'dedup', 'other']);
export type FailureClass = z.infer<typeof failureClassSchema>;

/** `read_error` is this app's own: the file never reached a parser. The upstream never sees it. */
export const failureCodeSchema = z.enum([
  'parse_error',
  'unsupported_format',
  'mapping_error',
  'validation_error',
  'stale_version',
  'version_conflict',
  'partial_overlap',
  'read_error',
]);
export type FailureCode = z.infer<typeof failureCodeSchema>;

const bare = <Kind extends string>(kind: Kind) => z.object({ kind: z.literal(kind) });

/** What intake may find when it reaches for a path. */
export const readFailureSchema = z.discriminatedUnion('kind', [
  bare('path_not_found'),
  z.object({
    kind: z.literal('not_a_regular_file'),
    what: z.enum(['pipe', 'socket', 'device', 'folder', 'other']),
  }),
  bare('link_skipped'),
  bare('link_broken'),
  bare('permission_denied'),
  bare('changed_while_reading'),
  bare('vanished_while_reading'),
  /** Of a device that was found by itself: it goes on by itself at the next plug. */
  z.object({
    kind: z.literal('unplugged_while_reading'),
    /** As people say it; absent where nobody knows. */
    device: z.string().optional(),
  }),
  z.object({ kind: z.literal('read_failed'), systemCode: z.string() }),
  z.object({ kind: z.literal('file_too_large'), limitBytes: z.number(), sizeBytes: z.number() }),
  bare('disk_full'),
  bare('intake_stopped'),
  /** The disk or device took longer than any healthy one; its reader was given up. */
  bare('not_answering'),
]);
export type ReadFailure = z.infer<typeof readFailureSchema>;

/** What a parser may find when it opens and decodes bytes. */
export const parseFailureSchema = z.discriminatedUnion('kind', [
  bare('staged_copy_missing'),
  bare('empty_file'),
  z.object({ kind: z.literal('unsupported_content'), looksLike: z.string().nullable() }),
  bare('archive_damaged'),
  bare('archive_encrypted'),
  bare('archive_without_activities'),
  bare('archive_in_archive'),
  /** A member's name is absolute or climbs out by `..`: no honest archive has such names. */
  bare('archive_name_outside'),
  z.object({
    kind: z.literal('archive_limit'),
    limit: z.enum(['inflatedBytes', 'inflateRatio', 'archiveEntries', 'entryNameBytes']),
  }),
  z.object({ kind: z.literal('unreadable'), detail: z.string() }),
  bare('doctype_refused'),
  z.object({ kind: z.literal('too_many_records'), limit: z.number() }),
  z.object({ kind: z.literal('too_slow'), limitSeconds: z.number() }),
  bare('parser_died'),
  /** Was being read when the reader died, twice: these bytes are not read again by this version. */
  z.object({ kind: z.literal('set_aside'), readerRevision: z.string() }),
  z.object({ kind: z.literal('not_mappable'), field: z.string(), detail: z.string() }),
]);
export type ParseFailure = z.infer<typeof parseFailureSchema>;

export const validationFailureSchema = z.object({
  kind: z.literal('not_valid'),
  field: z.string(),
  detail: z.string(),
});

export const failureSchema = z.union([readFailureSchema, parseFailureSchema, validationFailureSchema]);
export type Failure = z.infer<typeof failureSchema>;
export type FailureKind = Failure['kind'];

interface FailureRow {
  readonly code: FailureCode;
  readonly class: FailureClass;
  /** `ignored` where nothing went wrong: there simply was no file to read. */
  readonly status: 'failed' | 'ignored';
  readonly again: Again;
}

/**
 * What another try of the same file may bring. `may_pass`: the reason was of that moment, so it is a dead letter until a
 * later import of its path ends otherwise. `may_be_back`: there is nothing to read as long as its disk or device is away;
 * what was a dead letter stays one. `stays`: the same bytes will end alike, and the receipt says what to do.
 */
export type Again = 'may_pass' | 'may_be_back' | 'stays';

const read = { code: 'read_error', class: 'other', status: 'failed', again: 'stays' } as const;
const readOnceMore = { ...read, again: 'may_pass' } as const;
const parse = { code: 'parse_error', class: 'parse', status: 'failed', again: 'stays' } as const;
const parseOnceMore = { ...parse, again: 'may_pass' } as const;
const unsupported = { ...parse, code: 'unsupported_format' } as const;

export const failureTable = {
  path_not_found: { ...read, again: 'may_be_back' },
  not_a_regular_file: { ...read, status: 'ignored' },
  link_skipped: { ...read, status: 'ignored' },
  link_broken: { ...read, again: 'may_be_back' },
  permission_denied: read,
  changed_while_reading: readOnceMore,
  vanished_while_reading: readOnceMore,
  unplugged_while_reading: readOnceMore,
  read_failed: readOnceMore,
  file_too_large: read,
  disk_full: readOnceMore,
  intake_stopped: readOnceMore,
  not_answering: readOnceMore,
  staged_copy_missing: readOnceMore,
  empty_file: parse,
  unsupported_content: unsupported,
  archive_damaged: parse,
  archive_encrypted: unsupported,
  archive_without_activities: unsupported,
  archive_in_archive: unsupported,
  archive_name_outside: parse,
  archive_limit: parse,
  unreadable: parse,
  doctype_refused: parse,
  too_many_records: parse,
  too_slow: parseOnceMore,
  parser_died: parseOnceMore,
  set_aside: parse,
  not_mappable: { ...parse, code: 'mapping_error', class: 'mapping' },
  not_valid: { ...parse, code: 'validation_error', class: 'validation' },
} as const satisfies Record<FailureKind, FailureRow>;

/** Of one failure: what the system answered may say more than its kind. */
export function againOf(failure: Failure): Again {
  // A path that is too long is so at every try.
  if (failure.kind === 'read_failed' && failure.systemCode === 'ENAMETOOLONG') return 'stays';
  return failureTable[failure.kind].again;
}
