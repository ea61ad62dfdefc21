// Listens for the keys that work everywhere.
import { useEffect } from 'react';
import { shortcutOf, type Shortcut } from './shortcuts.ts';

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'radio'));

/** `act` says whether it did anything: a key that did not goes on its way. */
export function useShortcuts(act: (shortcut: Shortcut) => boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // A key held down must not ask for one dialog after the other.
      if (event.defaultPrevented || event.repeat) return;
      const { key, ctrlKey, metaKey, altKey } = event;
      const shortcut = shortcutOf({ key, ctrlKey, metaKey, altKey, isWriting: isWriting(event.target) });
      if (shortcut !== null && act(shortcut)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [act]);
}
