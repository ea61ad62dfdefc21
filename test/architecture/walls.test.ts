// The walls that imports do not show: the real sources keep to them, and every wall is one.
import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, describe, it } from 'vitest';
import { walls } from '../../eslint.walls.mjs';
import { allowedLines, forbiddenLines } from './forbidden-lines.ts';

const repository = join(import.meta.dirname, '../..');

const config: Linter.Config[] = [
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } },
  ...walls,
];

it('every source file keeps to the walls, and no comment takes one down', { timeout: 60_000 }, async () => {
  const eslint = new ESLint({
    cwd: repository,
    overrideConfigFile: true,
    overrideConfig: config,
    allowInlineConfig: false,
  });
  const results = await eslint.lintFiles([
    'src-main/**/*.ts',
    'src-worker/**/*.ts',
    'src-renderer/**/*.{ts,tsx}',
  ]);
  expect(results.length).toBeGreaterThan(100);
  const report = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId ?? ''}\n  ${message}`),
  );
  expect(report.join('\n')).toBe('');
});

describe('every wall is one', () => {
  const linter = new Linter({ configType: 'flat' });
  const stoppedBy = (file: string, line: string) =>
    linter.verify(line, config, { filename: file }).map(({ ruleId, message }) => ruleId ?? message);

  it.each(forbiddenLines)('$wall stops $line in $file', ({ wall, file, line }) => {
    expect(stoppedBy(file, line)).toContain(`walls/${wall}`);
  });

  it.each(allowedLines)('nothing stops $line in $file', ({ file, line }) => {
    expect(stoppedBy(file, line)).toEqual([]);
  });

  it('every wall has a line here that it stops', () => {
    const tried = new Set(forbiddenLines.map(({ wall }) => `walls/${wall}`));
    expect(walls.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});
