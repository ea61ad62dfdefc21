// Bundles the long runs into .soak/: Node runs them without types, with the product's own code inside.
import { resolve } from 'node:path';

const here = (path) => resolve(import.meta.dirname, path);

const output = { dir: resolve(import.meta.dirname, '../../.soak'), chunkFileNames: '[name].js' };

export default [
  {
    input: {
      'power-cut': here('power-cut.ts'),
      'journal-writer': here('journal-writer.ts'),
      rebuild: here('rebuild.ts'),
      verdict: here('verdict.ts'),
      'bulk-export': here('bulk-export.ts'),
      'huge-files': here('huge-files.ts'),
      backfill: here('backfill.ts'),
      engine: here('engine.ts'),
      scan: here('scan.ts'),
      'watched-loop': here('watched-loop.ts'),
      'parent-port-shim': here('../main/intake/parent-port-shim.ts'),
    },
    platform: 'node',
    external: ['@playwright/test', '@sparticuz/chromium'],
    output: { ...output, format: 'esm' },
  },
  {
    input: { 'engine-page': here('engine-page.ts') },
    platform: 'browser',
    output: { ...output, format: 'iife' },
  },
];
