// How the athlete reads numbers and dates: their locale, their units, where they are now.

export type Units = 'metric' | 'imperial';

export interface Reader {
  /** BCP 47: the language of the sentences with the habits of the athlete's region. */
  readonly locale: string;
  readonly units: Units;
  /** IANA name of the zone the athlete is in, for instants that have no zone of their own. */
  readonly timeZone: string;
}

/** Distances on the road in miles (CLDR, unitPreferenceData). */
const regionsWithMiles = new Set(['US', 'GB', 'LR', 'MM']);

const regionOf = (systemLocale: string): string | undefined => {
  // Systems without a desktop name theirs `en-US@posix` or `de_AT.UTF-8`, which Intl refuses.
  const tag = systemLocale.replace(/[@.].*$/, '').replaceAll('_', '-');
  try {
    return new Intl.Locale(tag).maximize().region;
  } catch {
    return undefined;
  }
};

export const unitsOfLocale = (systemLocale: string): Units =>
  regionsWithMiles.has(regionOf(systemLocale) ?? '') ? 'imperial' : 'metric';

/**
 * `de-DE` with sentences in English gives `en-DE`: month names that fit the sentence around them,
 * order of day and month, decimal marks and clock as at home.
 */
export function readingLocale(systemLocale: string, sentenceLanguage: string): string {
  const region = regionOf(systemLocale);
  const locale = region === undefined ? sentenceLanguage : `${sentenceLanguage}-${region}`;
  return Intl.DateTimeFormat.supportedLocalesOf([locale]).length > 0 ? locale : sentenceLanguage;
}
