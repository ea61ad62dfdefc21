// What a key means in a list, and where it leads. Pure: the list component does what is decided here.

export type ListCommand =
  | { readonly kind: 'move'; readonly to: 'next' | 'previous' | 'first' | 'last' | 'page_down' | 'page_up' }
  | { readonly kind: 'open' }
  | { readonly kind: 'fold'; readonly open: boolean };

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const commands: Readonly<Record<string, ListCommand>> = {
  ArrowDown: { kind: 'move', to: 'next' },
  j: { kind: 'move', to: 'next' },
  ArrowUp: { kind: 'move', to: 'previous' },
  k: { kind: 'move', to: 'previous' },
  Home: { kind: 'move', to: 'first' },
  End: { kind: 'move', to: 'last' },
  PageDown: { kind: 'move', to: 'page_down' },
  PageUp: { kind: 'move', to: 'page_up' },
  Enter: { kind: 'open' },
  ' ': { kind: 'open' },
  ArrowRight: { kind: 'fold', open: true },
  ArrowLeft: { kind: 'fold', open: false },
};

export function listCommand({ key, ctrlKey, metaKey, altKey }: PressedKey): ListCommand | null {
  if (ctrlKey || metaKey || altKey) return null;
  return commands[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

interface Move {
  readonly to: Extract<ListCommand, { kind: 'move' }>['to'];
  /** Indices at which the list can stop, ascending. */
  readonly stops: readonly number[];
  readonly active: number;
  readonly stopsPerPage: number;
}

/** The index to go to; the list does not wrap around. */
export function moveInList({ to, stops, active, stopsPerPage }: Move): number {
  const at = Math.max(0, stops.indexOf(active));
  const steps = {
    next: at + 1,
    previous: at - 1,
    first: 0,
    last: stops.length - 1,
    page_down: at + stopsPerPage,
    page_up: at - stopsPerPage,
  };
  return stops[Math.min(stops.length - 1, Math.max(0, steps[to]))] ?? active;
}
