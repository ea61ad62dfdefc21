// Makes the name `electron` mean the stand-in, for `import` and for `require`.
import { createRequire, register } from 'node:module';
import type { ElectronHookData } from './module-hooks-thread.ts';

/** Where the synthetic module finds the real object: hooks run in a thread of their own and can't hand one over. */
const globalKey = 'electron stand-in';

const names: ReadonlySet<string> = new Set(['electron', 'electron/main', 'electron/common']);

/** Node's module loader: not in its types, but what every hook of `require` holds on to. */
interface ModuleLoader {
  _load: (request: string, ...rest: unknown[]) => unknown;
}

export function serveElectronModule(electronModule: object, exportNames: readonly string[]): void {
  Object.assign(globalThis, { [Symbol.for(globalKey)]: electronModule });

  const loader = createRequire(import.meta.url)('node:module') as ModuleLoader; // see above
  const load = loader._load.bind(loader);
  loader._load = (request, ...rest) => (names.has(request) ? electronModule : load(request, ...rest));

  register('./module-hooks-thread.js', import.meta.url, {
    data: { names: [...names], exportNames, globalKey } satisfies ElectronHookData,
  });
}
