// Bundles the measurements into .bench/: Node runs them without types, with the product's own code inside.
import { resolve } from 'node:path';

const here = (path) => resolve(import.meta.dirname, path);

export default {
  input: { bench: here('bench.ts'), 'decode-once': here('decode-once.ts') },
  platform: 'node',
  output: { dir: resolve(import.meta.dirname, '../../.bench'), format: 'esm', chunkFileNames: '[name].js' },
};
