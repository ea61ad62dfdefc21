// What a trouble in the log may be called in a diagnostics bundle. Closed, because a word from elsewhere could be anything:
// an event, a fact or a word that is not listed is told as `other`, or not at all. test/worker/diagnostics holds the events
// against what main really writes.
import { invokeChannels, sendChannels } from './desktop-channels.ts';
import { journalNoticeSchema, journalTroubleSchema } from './journal-messages.ts';

export const troubleEvents = [
  'engine failed',
  'engine report refused',
  'engine trouble',
  'message refused',
  'page gone',
  'other',
] as const;
export type TroubleEvent = (typeof troubleEvents)[number];

export const troubleFactNames = [
  'bytes',
  'channel',
  'code',
  'count',
  'exitCode',
  'files',
  'frames',
  'kind',
  'limit',
  'milliseconds',
  'name',
  'reason',
  'records',
  'where',
  'why',
] as const;

/** Channels, error names, why pages die, what refuses a message, where the engine was, what the journal says. */
export const troubleWords: readonly string[] = [
  ...Object.keys(invokeChannels),
  ...Object.keys(sendChannels),
  ...[...journalTroubleSchema.options, ...journalNoticeSchema.options].map(({ shape }) => shape.kind.value),
  // the language, the browser, our libraries
  'AbortError',
  'AggregateError',
  'BulkError',
  'ConstraintError',
  'DataCloneError',
  'DataError',
  'DatabaseClosedError',
  'DexieError',
  'Error',
  'InvalidStateError',
  'MissingAPIError',
  'NotFoundError',
  'NotReadableError',
  'OpenFailedError',
  'PrematureCommitError',
  'QuotaExceededError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TimeoutError',
  'TransactionInactiveError',
  'TypeError',
  'URIError',
  'UnknownError',
  'VersionError',
  'ZodError',
  // why a page or a process is gone
  'abnormal-exit',
  'clean-exit',
  'crashed',
  'integrity-failure',
  'killed',
  'launch-failed',
  'memory-eviction',
  'oom',
  // what was refused, and why
  'payload',
  'sender',
  // where in the engine
  'accept',
  'append',
  'close cut off',
  'enqueue',
  'judge',
  'load known',
  'mark',
  'order',
  'parser',
  'read',
  // none of these
  'other',
];
