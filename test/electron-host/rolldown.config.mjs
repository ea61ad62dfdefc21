// Builds the stand-in into .electron-host/: the Node half as modules, the page's two halves as text for Chromium.
import { resolve } from 'node:path';

const here = (path) => resolve(import.meta.dirname, path);
const outputFolder = resolve(import.meta.dirname, '../../.electron-host');

/** Runs as a plain script in a document, hence one file and no imports. */
const pageHalf = (name) => ({
  input: here(`page/${name}.ts`),
  output: { file: `${outputFolder}/${name}.js`, format: 'iife', name: 'standIn' },
});

/** The little app of the contract specs: Electron's own layout, typed against Electron. */
const contractApp = (names, output, plugins = []) => ({
  input: Object.fromEntries(names.map((name) => [name, here(`contract/app/${name}.ts`)])),
  external: ['electron', /^node:/],
  plugins,
  output: { dir: `${outputFolder}/contract-app`, ...output },
});

const manifest = {
  name: 'write-manifest',
  generateBundle() {
    const source = {
      name: 'contract',
      productName: 'Contract',
      version: '1.2.3',
      type: 'module',
      main: 'main.js',
    };
    this.emitFile({ type: 'asset', fileName: 'package.json', source: JSON.stringify(source) });
  },
};

export default [
  {
    input: {
      electron: here('main.ts'),
      'module-hooks-thread': here('module-hooks-thread.ts'),
      'utility-child': here('utility-child.ts'),
      start: here('start.ts'),
      cooldown: here('cooldown.ts'),
      dev: here('dev.ts'),
      demo: here('../demo/demo.ts'),
    },
    platform: 'node',
    external: [/^@sparticuz\//, /^electron/],
    output: { dir: outputFolder, format: 'esm', chunkFileNames: '[name].js' },
  },
  pageHalf('main-world'),
  pageHalf('isolated-world'),
  contractApp(
    ['main', 'utility', 'page', 'worker', 'nested-worker'],
    { format: 'esm', chunkFileNames: '[name].js' },
    [manifest],
  ),
  // A sandboxed preload has to be CommonJS.
  contractApp(['preload'], { format: 'cjs', entryFileNames: '[name].cjs' }),
];
