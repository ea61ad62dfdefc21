// Writes resources/third-party-licences.txt: the licences of everything that is bundled into the app, as the bundles'
// source maps name it. With --check it writes nothing and tells by its exit code whether the list is up to date.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');
const listFile = join(repository, 'resources/third-party-licences.txt');
const rule = '='.repeat(80);
const preface = `Cooldown contains the packages below. Each is followed by the licence it came with.
Electron and Chromium bring their own: see LICENSE.electron.txt and LICENSES.chromium.html beside the app.
`;

const list = `${preface}${bundledPackages().map(chapterOf).join('')}`;
if (!process.argv.includes('--check')) writeFileSync(listFile, list);
else if (readFileSync(listFile, 'utf8') !== list) {
  process.stderr.write('The list of licences is not up to date: npm run licences\n');
  process.exitCode = 1;
}

/** Folders of packages, by name; nested ones included. */
function bundledPackages() {
  const folder = mkdtempSync(join(tmpdir(), 'cooldown-licences-'));
  try {
    buildWithMaps(folder);
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.map'))
      .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).sources);
    const folders = sources.flatMap((source) => packageFolder(source) ?? []);
    return [...new Set(folders)].sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function buildWithMaps(folder) {
  const electronVite = join(
    dirname(createRequire(import.meta.url).resolve('electron-vite/package.json')),
    'bin/electron-vite.js',
  );
  const { status } = spawnSync(
    process.execPath,
    [electronVite, 'build', '--sourcemap', '--outDir', folder, '--logLevel', 'error'],
    { cwd: repository, stdio: ['ignore', 2, 2] },
  );
  if (status !== 0) throw new Error('the app could not be built');
}

/** `…/node_modules/@scope/name/dist/index.js` → `node_modules/@scope/name`; null for what is ours. */
function packageFolder(source) {
  return /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? null;
}

function chapterOf(folder) {
  const path = join(repository, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  return `\n${rule}\n${name} ${version} (${license})\n\n${licenceText(path, license)}\n`;
}

function licenceText(path, license) {
  const file = readdirSync(path).find((name) => /^(?:licen[cs]e|copying)(?:\.|$)/i.test(name));
  if (file === undefined) return `The package names its licence, ${license}, and brings no text of it.`;
  return readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n').trim();
}
