// Runs in the thread of Node's module hooks: answers `import 'electron'` with a small module that passes on the names
// of the object the main thread has put on `globalThis`.
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';

export interface ElectronHookData {
  readonly names: readonly string[];
  readonly exportNames: readonly string[];
  readonly globalKey: string;
}

const moduleUrl = 'electron-stand-in:electron';
let names: ReadonlySet<string> = new Set();
let source = '';

export const initialize: InitializeHook<ElectronHookData> = (data) => {
  names = new Set(data.names);
  source = [
    `const electron = globalThis[Symbol.for(${JSON.stringify(data.globalKey)})];`,
    'export default electron;',
    ...data.exportNames.map((name) => `export const ${name} = electron.${name};`),
  ].join('\n');
};

export const resolve: ResolveHook = (specifier, context, next) =>
  names.has(specifier) ? { url: moduleUrl, format: 'module', shortCircuit: true } : next(specifier, context);

export const load: LoadHook = (url, context, next) =>
  url === moduleUrl ? { format: 'module', source, shortCircuit: true } : next(url, context);
