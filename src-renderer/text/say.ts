// Says a sentence by its id. Pure but for the catalog: components get it through useText, tests make their own.
import { setupI18n, type I18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { english, type TextId } from './english.ts';

export type TextValues = Readonly<Record<string, string | number>>;
export type Say = (id: TextId, values?: TextValues) => string;

/** The language of the one catalog there is. */
export const sentenceLanguage = 'en';

export function makeI18n(readingLocale: string): I18n {
  const i18n = setupI18n();
  i18n.setMessagesCompiler(compileMessage);
  i18n.loadAndActivate({ locale: sentenceLanguage, locales: readingLocale, messages: english });
  return i18n;
}

/** A part of a sentence may be left empty on purpose; Lingui would take that for a missing one. */
export const sayWith =
  (i18n: I18n): Say =>
  (id, values) =>
    english[id] === '' ? '' : i18n._(id, values);
