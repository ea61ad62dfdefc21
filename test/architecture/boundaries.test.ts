// Who may import whom: the real tree keeps to the walls, and every wall is one.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet, type IViolation } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { beforeAll, describe, expect, it } from 'vitest';
import { allowedImports, forbiddenImports, type Specimen } from './forbidden-imports.ts';

const repository = join(import.meta.dirname, '../..');
const options = await extractDepcruiseOptions(join(repository, '.dependency-cruiser.mjs'));
const rules: NonNullable<IFlattenedRuleSet['forbidden']> = options.ruleSet?.forbidden ?? [];

const processes = ['src-main', 'src-worker', 'src-renderer'] as const;

async function violationsIn(folder: string): Promise<readonly IViolation[]> {
  const { output } = await cruise([...processes], {
    ...options,
    validate: true,
    baseDir: folder,
  });
  return resultOf(output).summary.violations;
}

function resultOf(output: ICruiseResult | string): ICruiseResult {
  if (typeof output === 'string') throw new Error('a result without a reporter is no text');
  return output;
}

const commentOf = (name: string): string => rules.find((rule) => rule.name === name)?.comment ?? '';

it('every import keeps to the walls', { timeout: 60_000 }, async () => {
  const violations = await violationsIn(repository);
  const report = violations.map(({ rule, from, to, cycle }) => {
    const path = cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ');
    return `${rule.name}: ${from} → ${path}\n  ${commentOf(rule.name)}`;
  });
  expect(report.join('\n')).toBe('');
});

describe('every wall is one', () => {
  let broken: ReadonlyMap<Specimen, readonly string[]> = new Map();

  beforeAll(async () => {
    const found = await Promise.all(treesOf([...forbiddenImports, ...allowedImports]).map(rulesBroken));
    broken = new Map(found.flat());
  }, 60_000);

  it.each(forbiddenImports)('$rule stops $from → $to', (specimen) => {
    expect(broken.get(specimen)).toContain(specimen.rule);
  });

  it.each(allowedImports)('nothing stops $from → $to', (specimen) => {
    expect(broken.get(specimen)).toEqual([]);
  });

  it('every rule has an import here that it stops, and says where the thing belongs', () => {
    const tried = new Set(forbiddenImports.map(({ rule }) => rule));
    expect(rules.map(({ name = '' }) => name).filter((name) => !tried.has(name))).toEqual([]);
    expect(rules.filter(({ comment = '' }) => comment.length < 40)).toEqual([]);
  });
});

/** Few trees, because each costs a cruise; in none of them two specimens share a file. */
function treesOf(specimens: readonly Specimen[]): readonly (readonly Specimen[])[] {
  const trees: Specimen[][] = [];
  const filesIn = (tree: readonly Specimen[]) => tree.flatMap(({ from, to }) => [from, to].filter(isInTree));
  for (const specimen of specimens) {
    const free = trees.find((tree) => !filesIn(tree).some((file) => filesIn([specimen]).includes(file)));
    if (free === undefined) trees.push([specimen]);
    else free.push(specimen);
  }
  return trees;
}

/** The rules that each import of a tree breaks. */
async function rulesBroken(specimens: readonly Specimen[]): Promise<[Specimen, readonly string[]][]> {
  const tree = realpathSync(mkdtempSync(join(tmpdir(), 'walls-')));
  try {
    for (const [path, text] of specimens.flatMap(filesOf)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    const devDependencies = { electron: '*', vitest: '*' };
    writeFileSync(
      join(tree, 'package.json'),
      JSON.stringify({ dependencies: { zod: '*' }, devDependencies }),
    );
    symlinkSync(join(repository, 'node_modules'), join(tree, 'node_modules'));
    for (const process of processes) mkdirSync(join(tree, process), { recursive: true });
    const violations = await violationsIn(tree);
    return specimens.map((specimen) => [
      specimen,
      violations.filter(({ from }) => from === specimen.from).map(({ rule }) => rule.name),
    ]);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function filesOf({ from, to, kind }: Specimen): readonly (readonly [path: string, text: string])[] {
  const importing = (source: string, target: string) =>
    `import ${kind === 'type' ? 'type ' : ''}{ here as there } from '${specifier(source, target)}';\n` +
    `export type There = typeof there;\n${alone}`;
  const alone = 'export const here = 1;\n';
  return [
    [from, kind === 'alone' ? alone : importing(from, to)],
    ...(isInTree(to) && kind !== 'missing'
      ? [[to, kind === 'circle' ? importing(to, from) : alone] as const]
      : []),
  ];
}

const isInTree = (target: string) => /^(?:src-|test\/)/.test(target);

function specifier(from: string, to: string): string {
  if (!isInTree(to)) return to;
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
