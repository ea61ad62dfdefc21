// Cards come, go and change their buttons on their own: who stood on one of them stays there, or as near as can be.
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { landmarks } from '../../components/landmarks.ts';
import { cardIn, cardOf } from './use-cards.ts';

interface Stood {
  readonly id: string;
  readonly index: number;
  readonly deed: string | undefined;
}

/** Stands in the empty screen, and in the bar above cards: another button each time. */
export const addMark = { 'data-add': '' };
const addButton = '[data-add]';

export function useKeptFocus(region: RefObject<HTMLElement | null>): void {
  const stood = useRef<Stood | 'adding' | null>(null);

  useEffect(() => {
    const note = ({ target }: Event) => {
      const isAdding = target instanceof Element && target.matches(addButton);
      stood.current = isAdding ? 'adding' : standOf(region.current, target);
    };
    // Who presses beside everything wants no focus: what follows it is noted again.
    const forget = () => {
      stood.current = null;
    };
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', forget);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', forget);
    };
  }, [region]);

  // After every drawing: what had the focus may have gone with it, or may have been moved, which loses it as well.
  useLayoutEffect(() => {
    if (stood.current === null || document.activeElement !== document.body) return;
    const place =
      stood.current === 'adding'
        ? document.querySelector<HTMLElement>(addButton)
        : placeFor(region.current, stood.current);
    place?.focus();
  });
}

const cardsIn = (region: HTMLElement | null): readonly HTMLElement[] => [
  ...(region?.querySelectorAll<HTMLElement>('[data-key]') ?? []),
];

function standOf(region: HTMLElement | null, target: EventTarget | null): Stood | null {
  const card = cardOf(target);
  const id = card?.dataset['key'];
  if (card === null || id === undefined || region?.contains(card) !== true) return null;
  const deed =
    target instanceof Element ? target.closest<HTMLElement>('[data-deed]')?.dataset['deed'] : undefined;
  return { id, index: cardsIn(region).indexOf(card), deed };
}

/** The same button of the same card, else the card, else the one that took its place, else the screen's name. */
function placeFor(region: HTMLElement | null, { id, index, deed }: Stood): HTMLElement | null {
  const cards = cardsIn(region);
  const card = cardIn(region, id) ?? cards[Math.min(index, cards.length - 1)];
  if (card === undefined) return document.querySelector<HTMLElement>(landmarks.screenTitle);
  return (deed === undefined ? null : card.querySelector<HTMLElement>(`[data-deed="${deed}"]`)) ?? card;
}
