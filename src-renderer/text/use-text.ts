// What a component needs to speak: the sentences, and how the athlete reads numbers and dates.
import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { usePreferences } from '../preferences/use-preferences.ts';
import { readingLocale, unitsOfLocale, type Reader } from './reader.ts';
import { sayWith, sentenceLanguage, type Say } from './say.ts';

export interface Text {
  readonly say: Say;
  readonly reader: Reader;
}

export const pageLocale = (): string => readingLocale(navigator.language, sentenceLanguage);

export function useText(): Text {
  const { i18n } = useLingui();
  const { units } = usePreferences();
  return useMemo(
    () => ({
      say: sayWith(i18n),
      reader: {
        locale: pageLocale(),
        units: units === 'auto' ? unitsOfLocale(navigator.language) : units,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    }),
    [i18n, units],
  );
}
