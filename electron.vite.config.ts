// What is built, from where, to where: main and its utility processes, the preload, the page with its workers.
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: here('out/main'),
      rolldownOptions: {
        input: {
          index: here('src-main/index.ts'),
          intake: here('src-main/intake/process.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: here('out/preload'),
      rolldownOptions: {
        input: { preload: here('src-main/preload.ts') },
        // A sandboxed preload has to be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('src-renderer'),
    base: './',
    worker: { format: 'es' },
    build: {
      outDir: here('out/renderer'),
      rolldownOptions: { input: here('src-renderer/index.html') },
    },
    plugins: [react()],
  },
});
