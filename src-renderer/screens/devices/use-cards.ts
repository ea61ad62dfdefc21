// The keys of a list of cards: arrows and J/K go from card to card, Enter goes to what can be done on one, Esc back to the card.
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { listCommand, moveInList } from '../../components/list-keys.ts';

interface CardsParts {
  /** Holds the cards, which bear `data-key`; on them `data-deeds` holds what is offered, each `data-deed`. */
  readonly region: RefObject<HTMLElement | null>;
  /** In the order in which they stand. */
  readonly ids: readonly string[];
  /** Takes the focus once, as soon as it is there. */
  readonly wanted: string | null;
}

const cardsPerPage = 4;

export const cardOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;

export const cardIn = (region: HTMLElement | null, id: string | undefined): HTMLElement | null =>
  id === undefined ? null : (region?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`) ?? null);

export function useCards({ region, ids, wanted }: CardsParts) {
  const [lastFocused, setLastFocused] = useState<string | null>(null);
  const stopId = lastFocused !== null && ids.includes(lastFocused) ? lastFocused : (ids[0] ?? null);

  const met = useRef<string | null>(null);
  useEffect(() => {
    if (wanted === null || wanted === met.current) return;
    const card = cardIn(region.current, wanted);
    if (card === null) return;
    met.current = wanted;
    card.focus();
  });

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const id = cardOf(event.target)?.dataset['key'];
    if (id !== undefined) setLastFocused(id);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const card = cardOf(event.target);
    const id = card?.dataset['key'];
    if (card === null || id === undefined) return;
    const isOnCard = event.target === card;
    if (event.key === 'Escape') {
      // From the card itself it goes on its way.
      if (isOnCard) return;
      card.focus();
      event.preventDefault();
      return;
    }
    const command = listCommand(event);
    switch (command?.kind) {
      case 'move': {
        const stops = ids.map((_id, index) => index);
        const to = moveInList({ to: command.to, stops, active: ids.indexOf(id), stopsPerPage: cardsPerPage });
        cardIn(region.current, ids[to])?.focus();
        break;
      }
      case 'open':
        // On a button it presses the button.
        if (!isOnCard) return;
        deedIn(card)?.focus();
        break;
      case 'fold':
      case undefined:
        return;
    }
    event.preventDefault();
  };

  return { stopId, onFocus, onKeyDown };
}

/** The first of what is offered always; what is offered beside it, like an unfinished ride, is not come upon by a key alone. */
const deedIn = (card: HTMLElement): HTMLElement | null =>
  card.querySelector<HTMLElement>('[data-deeds] [data-deed]') ??
  card.querySelector<HTMLElement>('[data-deed]');
