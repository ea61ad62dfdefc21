// An EventEmitter that throws by name where the app asks for something the stand-in does not have: a property that is
// missing, or an event that would never come.
import { EventEmitter } from 'node:events';
import { honest, NotImplementedError } from './page/honest.ts';

export class HonestEmitter<Events extends Record<keyof Events, unknown[]>> extends EventEmitter<Events> {
  constructor(name: string, events: readonly (keyof Events & string)[]) {
    super();
    const heard = new Set<string>(['newListener', 'removeListener', ...events]);
    const check = (event: unknown): void => {
      if (typeof event === 'string' && !heard.has(event)) {
        throw new NotImplementedError(`the event '${event}' of ${name}`);
      }
    };
    EventEmitter.prototype.on.call(this, 'newListener', check);
    // What a constructor returns is `this` to its subclasses: every one of them is guarded from its first line.
    return honest(name, this);
  }
}

/** Electron's event object, as far as listeners can act on it. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function createEvent<Extra extends object>(extra: Extra): PreventableEvent & Extra {
  let prevented = false;
  return {
    ...extra,
    get defaultPrevented() {
      return prevented;
    },
    preventDefault: () => void (prevented = true),
  };
}

export const plainEvent = (): PreventableEvent => createEvent({});
