// A draft against the contract: the canonical activity, or what is wrong with it in words a person can act on.
import type { z } from 'zod';
import { externalActivitySchema, type ExternalActivity } from '../contract/external-activity.ts';
import type { IngestionEnvelope, ValidationError } from '../contract/ingestion-envelope.ts';
import { assertNever } from '../contract/result.ts';
import { docsHint, type ValidationCode } from './validation-hints.ts';
import { warningsOf } from './validation-warnings.ts';

type Issue = z.core.$ZodIssue;

export interface ValidatedActivity {
  /** Null exactly where the report is not valid. */
  readonly activity: ExternalActivity | null;
  readonly report: IngestionEnvelope['validation_report'];
}

/** Judges a draft by every rule of domain 1. Values are never quoted: a report may leave the machine. */
export function validateActivity(draft: unknown): ValidatedActivity {
  // Without the input in the issue, a missing field can not be told from one of the wrong type.
  const parsed = externalActivitySchema.safeParse(draft, { reportInput: true });
  if (!parsed.success) {
    return {
      activity: null,
      report: { valid: false, errors: parsed.error.issues.map(errorOf), warnings: [] },
    };
  }
  return {
    activity: parsed.data,
    report: { valid: true, errors: [], warnings: warningsOf(parsed.data) },
  };
}

function errorOf(issue: Issue): ValidationError {
  const field = fieldOf(issue.path);
  const { code, says } = brokenRule(issue, field);
  return { code, field, message: `${field} ${says}`, docs_hint: docsHint(field, code) };
}

/** `sets[2].rpe`, as a person would point at it. */
function fieldOf(path: Issue['path']): string {
  const written = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  return written === '' ? 'activity' : written;
}

interface BrokenRule {
  readonly code: ValidationCode;
  readonly says: string;
}

/** Rules that look at more than one value, by the field they are reported on. */
const ruleOfField: Readonly<Record<string, BrokenRule>> = {
  'session.ended_at': { code: 'ends_before_start', says: 'lies before session.started_at' },
  sets: { code: 'sequence_repeats', says: 'have a sequence number twice' },
  'source.provider_user_id': { code: 'not_self', says: 'is not `self`, as it is for every file' },
};

function brokenRule(issue: Issue, field: string): BrokenRule {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'required', says: 'is missing' }
        : { code: 'wrong_type', says: `is not ${kindInWords(issue.expected)}` };
    case 'invalid_value':
      return issue.input === undefined
        ? { code: 'required', says: 'is missing' }
        : { code: 'not_allowed', says: `is none of: ${issue.values.join(', ')}` };
    case 'too_small':
      return issue.origin === 'string'
        ? { code: 'required', says: 'is empty' }
        : {
            code: 'too_small',
            says: `is ${issue.inclusive === true ? 'below' : 'not above'} ${String(issue.minimum)}`,
          };
    case 'too_big':
      return { code: 'too_large', says: `is above ${String(issue.maximum)}` };
    case 'invalid_format':
      return { code: 'malformed', says: `is not written as ${formatInWords(issue.format, field)}` };
    case 'custom':
      return ruleOfField[field] ?? { code: 'malformed', says: 'breaks a rule of the contract' };
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return { code: 'malformed', says: 'is not as the contract has it' };
    default:
      return assertNever(issue);
  }
}

const kindsInWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
};

const kindInWords = (expected: string): string => kindsInWords[expected] ?? 'of the right kind';

const formatsInWords: Readonly<Record<string, string>> = {
  datetime: 'an instant with its offset (2026-05-12T07:30:00Z)',
  date: 'a date (2026-05-12)',
  'session.timezone': 'the name of a zone (Europe/Berlin)',
  'session.local_week': 'an ISO week (2026-W07)',
  'source.raw_payload_ref': 'sha256: and 64 hex digits',
};

const formatInWords = (format: string, field: string): string =>
  formatsInWords[field] ?? formatsInWords[format] ?? 'the contract has it';
