#!/usr/bin/env node
// `npm run corpus [FOLDER]`: the command over a folder of activity files, in a throw-away profile, its lines in
// `.corpus/results.jsonl`. Where the folder brings a judge of its own, that says how many were read right, and lists each
// difference in `.corpus/differences.txt`. Plain JavaScript, as nothing may be built yet.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

const repository = resolve(import.meta.dirname, '../..');
const folder = resolve(
  process.env.INIT_CWD ?? '.',
  process.argv[2] ?? process.env.COOLDOWN_CORPUS ?? join(repository, '../shared/corpus'),
);
const results = join(repository, '.corpus/results.jsonl');
const differences = join(repository, '.corpus/differences.txt');

if (existsSync(folder)) await run();
else {
  process.stderr.write(
    `There is no folder ${folder}: name one with activity files, npm run corpus FOLDER.\n`,
  );
  process.exitCode = 2;
}

async function run() {
  mkdirSync(join(repository, '.corpus'), { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), 'cooldown-corpus-'));
  const begun = Date.now();
  try {
    const status = await importTo(profile);
    process.stderr.write(`${results}, ${((Date.now() - begun) / 1000).toFixed(1)} s.\n`);
    // One that could not be read is no reason to stop: the lines say which.
    process.exitCode = status === 1 ? 0 : status;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  const judge = join(folder, 'judge/score.py');
  if (process.exitCode !== 0 || !existsSync(judge)) return;
  const { status } = spawnSync('python3', [judge, folder, results, '--failures', differences], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 2;
}

/** The two folders that a judged collection has, else all of it. */
function paths() {
  const judged = ['files', 'malformed'].map((name) => join(folder, name)).filter((path) => existsSync(path));
  return judged.length > 0 ? judged : [folder];
}

async function importTo(profile) {
  const command = join(repository, 'test/electron-host/cooldown.mjs');
  const child = spawn(
    process.execPath,
    [command, 'import', '--json', '--user-data-dir', profile, ...paths()],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((end) => child.once('close', end));
  await pipeline(child.stdout, createWriteStream(results));
  return ended;
}
