// Bundles the measurements into .bench/: Node runs them without types, with the product's own code inside.
import { resolve } from 'node:path';

const here = (path) => resolve(import.meta.dirname, path);

const output = { dir: resolve(import.meta.dirname, '../../.bench'), chunkFileNames: '[name].js' };

export default [
  {
    input: { bench: here('bench.ts'), 'decode-once': here('decode-once.ts') },
    platform: 'node',
    external: ['@playwright/test', '@sparticuz/chromium'],
    output: { ...output, format: 'esm' },
  },
  {
    input: { 'decode-worker': here('decode-worker.ts') },
    platform: 'browser',
    output: { ...output, format: 'iife' },
  },
];
