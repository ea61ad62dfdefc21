// What a FIT recording has and no activity of ours has a place for (domain 6): named, never dropped in silence.
import {
  unsupportedMessages,
  unsupportedRecordFields,
  unsupportedSessionFields,
} from '../../contract/unsupported-fields.ts';
import type { DeveloperField, UnknownCount } from '../decoded.ts';
import type { FitMessage } from './messages.ts';
import { messageNameOf } from './profile/message-name.ts';
import type { DefinitionUse } from './walk-messages.ts';

interface WhatIsThere {
  readonly sessions: readonly FitMessage[];
  /** Fields of which some record says a value. */
  readonly saidByRecords: ReadonlySet<string>;
  readonly uses: readonly DefinitionUse[];
  readonly developerFields: readonly DeveloperField[];
  readonly unknownCounts: readonly UnknownCount[];
}

/** A receipt names no more: a file may invent as many as it likes. */
const mostNamed = 200;

/**
 * By name where the profile or an app has one. What the profile does not know is named by its message alone: which fields of
 * it there are is told by number in the counts.
 */
export function unsupportedFieldsOf(there: WhatIsThere): readonly string[] {
  const messages = new Set(
    there.uses
      .filter(({ count }) => count > 0)
      .map(({ definition }) => messageNameOf(definition.globalNumber)),
  );
  const names = [
    ...unsupportedSessionFields
      .filter((field) => there.sessions.some((session) => session.fields[field] !== undefined))
      .map((field) => `session.${field}`),
    ...unsupportedRecordFields
      .filter((field) => there.saidByRecords.has(field))
      .map((field) => `record.${field}`),
    ...unsupportedMessages.filter((message) => messages.has(message)),
    ...there.developerFields.map(({ key, name }) =>
      name === null ? key : `${messageOf(key)}.developer.${name}`,
    ),
    ...there.unknownCounts.map(({ key }) => (key.includes('.') ? `${messageOf(key)}.unknown_fields` : key)),
  ];
  return [...new Set(names)].slice(0, mostNamed);
}

const messageOf = (key: string): string => key.slice(0, key.indexOf('.'));
