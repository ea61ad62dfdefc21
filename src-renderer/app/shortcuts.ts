// The keys that work everywhere, as a table, and what a pressed key asks for. Pure.
import { screenNames, type ScreenName } from '../screens/place.ts';

export type Shortcut =
  | { readonly kind: 'choose_files' }
  | { readonly kind: 'search' }
  | { readonly kind: 'visit'; readonly screen: ScreenName }
  | { readonly kind: 'sheet' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'back' };

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** True while the athlete is writing: single letters belong to the text then. */
  readonly isWriting: boolean;
}

export function shortcutOf({ key, ctrlKey, metaKey, altKey, isWriting }: PressedKey): Shortcut | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) {
    const screen = screenNames[Number(key) - 1];
    if (screen !== undefined) return { kind: 'visit', screen };
    switch (key.toLowerCase()) {
      case 'o':
        return { kind: 'choose_files' };
      case 'f':
        return { kind: 'search' };
      case 'q':
        return { kind: 'quit' };
      default:
        return null;
    }
  }
  if (key === 'Escape') return { kind: 'back' };
  if (key === '?' && !isWriting) return { kind: 'sheet' };
  return null;
}
