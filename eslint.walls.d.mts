// What eslint.walls.mjs exports, for the test that tries every wall.
import type { Linter } from 'eslint';

export const walls: readonly (Linter.Config & { readonly name: string })[];
