#!/usr/bin/env node
// `npm run corpus [FOLDER] [--orders=N]`: the command over a folder of activity files, in a throw-away profile, its lines in
// `.corpus/results.jsonl`. Where the folder brings a judge of its own, that says how many were read right, and lists each
// difference in `.corpus/differences.txt`; with orders, so many times, the files by chance in another order each time, and
// of each what was linked. Plain JavaScript, as nothing may be built yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { orders: { type: 'string' } },
});

const repository = resolve(import.meta.dirname, '../..');
const folder = resolve(
  process.env.INIT_CWD ?? '.',
  positionals[0] ?? process.env.COOLDOWN_CORPUS ?? join(repository, '../shared/corpus'),
);
const results = join(repository, '.corpus/results.jsonl');
const differences = join(repository, '.corpus/differences.txt');

if (existsSync(folder)) await (options.orders === undefined ? run() : runInOrders(Number(options.orders)));
else {
  process.stderr.write(
    `There is no folder ${folder}: name one with activity files, npm run corpus FOLDER.\n`,
  );
  process.exitCode = 2;
}

/** By chance that can be repeated: the order's number makes it. */
async function runInOrders(orders) {
  const files = paths().flatMap((path) => readdirSync(path).map((name) => join(path, name)));
  for (let order = 1; order <= orders && !process.exitCode; order += 1) {
    const place = (path) => createHash('sha256').update(`${order} ${path}`).digest('hex');
    const arriving = files.toSorted((left, right) => (place(left) < place(right) ? -1 : 1));
    process.stdout.write(`order ${order}\n`);
    await run(arriving, (line) => /^(D\.|B\.|C\.| {5}\w)/.test(line));
  }
}

/** `wanted`: which lines of the judge are shown. */
async function run(from = paths(), wanted = () => true) {
  mkdirSync(join(repository, '.corpus'), { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), 'cooldown-corpus-'));
  const begun = Date.now();
  try {
    const status = await importTo(profile, from);
    process.stderr.write(`${results}, ${((Date.now() - begun) / 1000).toFixed(1)} s.\n`);
    // One that could not be read is no reason to stop: the lines say which.
    process.exitCode = status === 1 ? 0 : status;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  const judge = join(folder, 'judge/score.py');
  if (process.exitCode !== 0 || !existsSync(judge)) return;
  const { status, stdout } = spawnSync('python3', [judge, folder, results, '--failures', differences], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = stdout.split('\n').filter(wanted);
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = status ?? 2;
}

/** The two folders that a judged collection has, else all of it. */
function paths() {
  const judged = ['files', 'malformed'].map((name) => join(folder, name)).filter((path) => existsSync(path));
  return judged.length > 0 ? judged : [folder];
}

async function importTo(profile, from) {
  const command = join(repository, 'test/electron-host/cooldown.mjs');
  const child = spawn(process.execPath, [command, 'import', '--json', '--user-data-dir', profile, ...from], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((end) => child.once('close', end));
  await pipeline(child.stdout, createWriteStream(results));
  return ended;
}
