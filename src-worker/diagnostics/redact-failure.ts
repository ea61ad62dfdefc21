// A failure as support may see it: its kind, and of its fields only numbers of ours and words of closed lists.
import type { z } from 'zod';
import { canonicalFields, lookedLike, unreadableDetails } from '../contract/diagnostics-words.ts';
import type { DiagnosticsEntry } from '../contract/diagnostics-bundle.ts';
import type { failureSchema } from '../contract/failure.ts';
import { limits } from '../contract/limits.ts';
import { among } from './among.ts';
import { sizeBucket } from './buckets.ts';

type Failure = z.infer<typeof failureSchema>;
type RedactedFailure = NonNullable<DiagnosticsEntry['failure']>;

export function redactFailure(failure: Failure): RedactedFailure {
  const { kind } = failure;
  switch (failure.kind) {
    case 'not_a_regular_file':
      return { kind, what: failure.what };
    case 'read_failed':
      return { kind, system_code: systemCodeOf(failure.systemCode) };
    case 'file_too_large':
      return { kind, ...limitOf(failure.limitBytes), size: sizeBucket(failure.sizeBytes) };
    case 'unsupported_content':
      return {
        kind,
        looks_like: failure.looksLike === null ? null : (among(lookedLike, failure.looksLike) ?? 'other'),
      };
    case 'archive_limit':
      return { kind, limit: failure.limit };
    case 'too_many_records':
      return { kind, ...limitOf(failure.limit) };
    case 'too_slow':
      return { kind, ...limitOf(failure.limitSeconds) };
    case 'unreadable':
      return { kind, detail: detailOf(failure.detail) };
    case 'not_mappable':
      return { kind, field: fieldOf(failure.field), detail: detailOf(failure.detail) };
    case 'not_valid':
      return { kind, field: fieldOf(failure.field) };
    case 'path_not_found':
    case 'link_skipped':
    case 'link_broken':
    case 'permission_denied':
    case 'changed_while_reading':
    case 'vanished_while_reading':
    case 'unplugged_while_reading':
    case 'disk_full':
    case 'intake_stopped':
    case 'not_answering':
    case 'staged_copy_missing':
    case 'empty_file':
    case 'archive_damaged':
    case 'archive_encrypted':
    case 'archive_without_activities':
    case 'archive_in_archive':
    case 'archive_name_outside':
    case 'doctype_refused':
    case 'parser_died':
    case 'set_aside':
      return { kind };
  }
}

/** `EACCES` and its like; what has another form came from nobody's table. */
export const systemCodeOf = (code: string): string | null => (/^E[A-Z0-9]{2,20}$/.test(code) ? code : null);

/** A limit of this version's table; another number is nobody's. */
const limitOf = (value: number): { readonly limit?: number } =>
  Object.values(limits).some((limit) => limit === value) ? { limit: value } : {};

const detailOf = (detail: string) => among(unreadableDetails, detail) ?? 'other';

const fieldOf = (field: string): string => among(canonicalFields, field.replace(/\[\d+\]/g, '[]')) ?? 'other';
