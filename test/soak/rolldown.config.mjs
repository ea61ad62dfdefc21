// Bundles the long runs into .soak/: Node runs them without types, with the product's own code inside.
import { resolve } from 'node:path';

const here = (path) => resolve(import.meta.dirname, path);

export default {
  input: {
    'power-cut': here('power-cut.ts'),
    'journal-writer': here('journal-writer.ts'),
    rebuild: here('rebuild.ts'),
    'bulk-export': here('bulk-export.ts'),
    'huge-files': here('huge-files.ts'),
    backfill: here('backfill.ts'),
  },
  platform: 'node',
  output: { dir: resolve(import.meta.dirname, '../../.soak'), format: 'esm', chunkFileNames: '[name].js' },
};
