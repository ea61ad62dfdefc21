// Where the athlete is and how they came there. Pure: the frame asks, this decides.
import { hasDetail, placeOf, withoutDetail, type Place } from '../screens/place.ts';

export interface History {
  readonly place: Place;
  /** Where “Show it” was pressed, latest last. */
  readonly behind: readonly Place[];
  /** The details were opened by keyboard and take the focus. */
  readonly focusesDetail: boolean;
}

export type Step =
  /** By the rail, the status line or an import just begun: the way back ends here. */
  | { readonly type: 'visit'; readonly place: Place }
  | { readonly type: 'open'; readonly place: Place; readonly byKeyboard: boolean }
  | { readonly type: 'jump'; readonly place: Place }
  | { readonly type: 'back' };

export const start: History = { place: placeOf('activities'), behind: [], focusesDetail: false };

export function walk(history: History, step: Step): History {
  switch (step.type) {
    case 'visit':
      return { place: step.place, behind: [], focusesDetail: false };
    case 'open':
      return { ...history, place: step.place, focusesDetail: step.byKeyboard };
    case 'jump':
      return { place: step.place, behind: [...history.behind, history.place], focusesDetail: true };
    case 'back': {
      const previous = history.behind.at(-1);
      if (previous !== undefined) {
        return { place: previous, behind: history.behind.slice(0, -1), focusesDetail: true };
      }
      return { ...history, place: withoutDetail(history.place), focusesDetail: false };
    }
  }
}

export const canGoBack = ({ place, behind }: History): boolean => behind.length > 0 || hasDetail(place);
