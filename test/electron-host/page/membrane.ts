// The wall between the preload's isolated world and the page's own world, with one membrane on each side of it.
// Synchronous DOM events carry the calls; Chromium itself clones what they carry. Functions stay where they are and
// become callable proxies on the other side, promises are settled across. Both worlds run this same code.

type Outcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

type Signal =
  | { readonly kind: 'call'; readonly id: number; readonly target: string; readonly args: unknown }
  | { readonly kind: 'returned'; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: 'settled'; readonly promise: number; readonly outcome: Outcome };

type Callable = (...args: unknown[]) => unknown;

/** A function or promise on its way through the wall. The key is the launch's secret, so no page can forge one. */
type Marker = readonly ['function', string] | readonly ['promise', number];

export interface Membrane {
  /** Calls what the other side serves under this name. */
  call(name: string, ...args: unknown[]): unknown;
}

interface MembraneParts {
  readonly secret: string;
  readonly side: 'page' | 'preload';
  /** What this side offers by name. */
  readonly serves: Readonly<Record<string, Callable>>;
}

/** As deep as Electron goes. */
const deepest = 1000;

export function createMembrane({ secret, side, serves }: MembraneParts): Membrane {
  // Taken before the page's scripts can replace them.
  const { document, CustomEvent } = globalThis;
  const dispatch = document.dispatchEvent.bind(document);
  const [inbound, outbound] =
    side === 'page' ? [`${secret}>page`, `${secret}>preload`] : [`${secret}>preload`, `${secret}>page`];

  const callables = new Map<string, Callable>(Object.entries(serves));
  const namesGiven = new WeakMap<Callable, string>();
  const proxies = new Map<string, Callable>();
  const returned = new Map<number, Outcome>();
  const pending = new Map<number, (outcome: Outcome) => void>();
  let lastId = 0;

  const signal = (detail: Signal): void => {
    dispatch(new CustomEvent(outbound, { detail }));
  };

  /** Copies what the other side can't take as it is; an object met twice stays one, so cycles end. */
  const convert = (value: unknown, change: (leaf: unknown) => unknown): unknown => {
    const copies = new Map<object, object>();
    const copy = (part: unknown, depth: number): unknown => {
      if (depth > deepest) throw new Error('contextBridge: the object is nested too deeply');
      const changed = change(part);
      if (changed !== part || !(Array.isArray(part) || isPlain(part))) return changed;
      const known = copies.get(part);
      if (known !== undefined) return known;
      const made: object = Array.isArray(part) ? [] : {};
      copies.set(part, made);
      for (const [key, item] of Object.entries(part)) define(made, key, copy(item, depth + 1));
      return made;
    };
    return copy(value, 0);
  };

  const wrap = (value: unknown): unknown =>
    convert(value, (part) => {
      if (typeof part === 'function') return { [secret]: markFunction(part as Callable) };
      return part instanceof Promise ? { [secret]: markPromise(part) } : part;
    });

  const unwrap = (value: unknown): unknown =>
    convert(value, (part) => {
      const marker = isPlain(part) ? (part[secret] as Marker | undefined) : undefined; // only a membrane knows the key
      if (marker === undefined) return part;
      switch (marker[0]) {
        case 'function':
          return proxyFor(marker[1]);
        case 'promise':
          return promiseFor(marker[1]);
      }
    });

  const markFunction = (callable: Callable): Marker => {
    let name = namesGiven.get(callable);
    if (name === undefined) {
      name = `#${String(++lastId)}`;
      namesGiven.set(callable, name);
      callables.set(name, callable);
    }
    return ['function', name];
  };

  const markPromise = (promise: Promise<unknown>): Marker => {
    const id = ++lastId;
    promise.then(
      (value) => signal({ kind: 'settled', promise: id, outcome: { ok: true, value: wrap(value) } }),
      (error: unknown) => signal({ kind: 'settled', promise: id, outcome: failed(error) }),
    );
    return ['promise', id];
  };

  const proxyFor = (name: string): Callable => {
    const known = proxies.get(name);
    if (known !== undefined) return known;
    const proxy: Callable = (...args) => callOther(name, args);
    proxies.set(name, proxy);
    return proxy;
  };

  const promiseFor = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      pending.set(id, (outcome) => {
        if (outcome.ok) resolve(unwrap(outcome.value));
        else reject(new Error(outcome.message));
      });
    });

  const callOther = (target: string, args: unknown[]): unknown => {
    const id = ++lastId;
    signal({ kind: 'call', id, target, args: wrap(args) });
    const outcome = returned.get(id);
    returned.delete(id);
    if (outcome === undefined) throw new Error('contextBridge: the other world did not answer');
    if (!outcome.ok) throw new Error(outcome.message);
    return unwrap(outcome.value);
  };

  const answer = (target: string, args: unknown): Outcome => {
    try {
      const callable = callables.get(target);
      if (callable === undefined) throw new Error(`contextBridge: nothing is called ${target}`);
      return { ok: true, value: wrap(callable(...(unwrap(args) as unknown[]))) }; // the other membrane wraps an array
    } catch (error) {
      return failed(error);
    }
  };

  document.addEventListener(inbound, (event) => {
    const heard = (event as CustomEvent<Signal>).detail; // only the other membrane knows the event's name
    switch (heard.kind) {
      case 'call':
        return signal({ kind: 'returned', id: heard.id, outcome: answer(heard.target, heard.args) });
      case 'returned':
        returned.set(heard.id, heard.outcome);
        return;
      case 'settled': {
        const settle = pending.get(heard.promise);
        pending.delete(heard.promise);
        return settle?.(heard.outcome);
      }
    }
  });

  return { call: (name, ...args) => callOther(name, args) };
}

/** Of an error only its message passes, as in Electron. */
function failed(error: unknown): Outcome {
  return { ok: false, message: error instanceof Error ? error.message : String(error) };
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Not assigned: a key named __proto__ is a key. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
