// Bundles the reference upstream into .upstream/: Node runs it without types. Libraries stay where they are installed: PGlite reads
// files that lie beside it.
import { resolve } from 'node:path';

const here = (path) => resolve(import.meta.dirname, path);

export default {
  input: { upstream: here('main.ts') },
  platform: 'node',
  external: [/^[^./]/],
  output: { dir: here('../../.upstream'), format: 'esm' },
};
