// The half of the stand-in that runs in the page's own world, before the page's scripts: puts what the preload exposes
// on `window`, frozen, and turns `window.open` into a question to main. It leaves nothing else that a page can see.
import { hasPreload } from './has-preload.ts';
import type { WorldParameters } from './host-messages.ts';
import { createMembrane, isPlain } from './membrane.ts';

export function start({ secret }: WorldParameters): void {
  if (!hasPreload()) return;

  const membrane = createMembrane({
    secret,
    side: 'page',
    serves: {
      expose: (key, api) => {
        expose(String(key), api);
      },
    },
  });

  // Every window is denied, so this can answer at once. Chromium blocks what slips past (see chromium/switches.ts).
  const open = (url?: string | URL, target?: string, features?: string): null => {
    const absolute = new URL(url ?? '', location.href).href;
    membrane.call('openWindow', absolute, target ?? '', features ?? '');
    return null;
  };
  Object.defineProperty(window, 'open', { value: open, writable: true, configurable: true });
}

function expose(key: string, api: unknown): void {
  if (Object.hasOwn(window, key)) {
    throw new Error(`Cannot bind an API on top of an existing property on the window object`);
  }
  Object.defineProperty(window, key, { value: freezeDeeply(api), enumerable: true });
}

function freezeDeeply(value: unknown): unknown {
  if (!Array.isArray(value) && !isPlain(value)) return value;
  if (Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(freezeDeeply);
  return value;
}
