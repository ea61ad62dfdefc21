// What the athlete can set about the face, and how it is kept. Pure: what is stored is text from outside until parsed.

export const themes = ['auto', 'light', 'dark'] as const;
export const densities = ['comfortable', 'compact'] as const;
export const unitChoices = ['auto', 'metric', 'imperial'] as const;

export interface Preferences {
  readonly theme: (typeof themes)[number];
  readonly density: (typeof densities)[number];
  readonly units: (typeof unitChoices)[number];
}

export const defaultPreferences: Preferences = { theme: 'auto', density: 'comfortable', units: 'auto' };

const oneOf = <Choice extends string>(
  choices: readonly Choice[],
  value: unknown,
  otherwise: Choice,
): Choice => choices.find((choice) => choice === value) ?? otherwise;

/** Keeps what it knows and replaces the rest by the default, so that a newer build's values do no harm. */
export function parsePreferences(stored: string | null): Preferences {
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(stored ?? 'null');
  } catch {
    // Not ours, or cut: the defaults are fine.
  }
  const values: Partial<Record<keyof Preferences, unknown>> =
    typeof parsed === 'object' && parsed !== null ? parsed : {};
  return {
    theme: oneOf(themes, values.theme, defaultPreferences.theme),
    density: oneOf(densities, values.density, defaultPreferences.density),
    units: oneOf(unitChoices, values.units, defaultPreferences.units),
  };
}
