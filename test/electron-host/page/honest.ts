// A stand-in must not answer questions it does not understand: a property that is not there throws by name,
// instead of being `undefined` and letting the app take a turn it never takes in Electron. Runs on both sides.

/** Asked of any object by the language, by consoles and by assertion libraries; `undefined` is the true answer. */
const harmless = new Set([
  'then',
  'toJSON',
  'constructor',
  'prototype',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  'domain',
  '__esModule',
]);

export class NotImplementedError extends Error {
  override readonly name = 'NotImplementedError';

  constructor(what: string) {
    super(`electron stand-in: ${what} is not implemented`);
  }
}

export function honest<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver): unknown {
      if (typeof key === 'symbol' || Reflect.has(object, key) || harmless.has(key)) {
        return Reflect.get(object, key, receiver);
      }
      throw new NotImplementedError(`${name}.${key}`);
    },
  });
}

/** Stands for a whole module that is left out: may be imported, throws as soon as it is used. */
export function absent(name: string): object {
  const refuse = (): never => {
    throw new NotImplementedError(name);
  };
  return new Proxy(refuse, {
    get(target, key, receiver): unknown {
      if (typeof key === 'symbol' || harmless.has(key)) return Reflect.get(target, key, receiver);
      throw new NotImplementedError(`${name}.${key}`);
    },
    construct: refuse,
  });
}
