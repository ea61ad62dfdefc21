// Where the athlete can be: a screen, and what is opened on it. Screens ask to go elsewhere by naming a place.

import type { OutcomeFilter } from '../engine/live.ts';

export type Place =
  | {
      readonly screen: 'activities';
      /** An activity, or a session by hand. */
      readonly activityKey: string | null;
      /** A session is being written down: this one is corrected, or a new one where there is none. */
      readonly isWriting?: true;
    }
  | {
      readonly screen: 'imports';
      /** The import whose files are listed; null: the newest. */
      readonly importId: string | null;
      readonly jobId: string | null;
      readonly filter: OutcomeFilter;
    }
  | { readonly screen: 'devices' }
  | { readonly screen: 'health' }
  | { readonly screen: 'settings' }
  | { readonly screen: 'about' }
  /** The report for support, before it is saved. */
  | { readonly screen: 'report' };

export type ScreenName = Place['screen'];

export const screenNames = [
  'activities',
  'imports',
  'devices',
  'health',
  'settings',
  'about',
] as const satisfies readonly ScreenName[];
/** Those that stand in the rail. */
export type RailName = (typeof screenNames)[number];

/** How a screen asks to go somewhere. */
export interface Places {
  /** Another thing on the same screen. By keyboard, the details take the focus. */
  open(place: Place, byKeyboard?: boolean): void;
  /** Somewhere else, with a way back. */
  jump(place: Place): void;
  /** Where one came from. */
  back(): void;
}

export function placeOf(screen: ScreenName): Place {
  switch (screen) {
    case 'activities':
      return { screen, activityKey: null };
    case 'imports':
      return { screen, importId: null, jobId: null, filter: 'all' };
    case 'devices':
    case 'health':
    case 'settings':
    case 'about':
    case 'report':
      return { screen };
  }
}

/** The same place with nothing opened beside it. */
export function withoutDetail(place: Place): Place {
  switch (place.screen) {
    case 'activities':
      return { screen: place.screen, activityKey: null };
    case 'imports':
      return { ...place, jobId: null };
    case 'devices':
    case 'health':
    case 'settings':
    case 'about':
    case 'report':
      return place;
  }
}

export function hasDetail(place: Place): boolean {
  switch (place.screen) {
    case 'activities':
      return place.activityKey !== null || place.isWriting === true;
    case 'imports':
      return place.jobId !== null;
    case 'devices':
    case 'health':
    case 'settings':
    case 'about':
    case 'report':
      return false;
  }
}
