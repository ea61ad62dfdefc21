#!/usr/bin/env node
// The command in the repository: builds what is missing or older than its sources, then runs it in the folder in which
// the person typed. Plain JavaScript, as nothing may be built yet. What the build says goes to standard error.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const repository = resolve(import.meta.dirname, '../..');
const inRepository = (path) => join(repository, path);
const couldNotRun = 2;

const steps = [
  {
    sources: ['src-main', 'src-worker', 'src-renderer', 'package.json', 'electron.vite.config.ts'],
    results: ['out/main/index.js', 'out/preload/preload.cjs', 'out/renderer/index.html'],
    command: ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
  },
  {
    sources: ['test/electron-host', 'package.json'],
    results: ['.electron-host/electron.js', '.electron-host/cooldown.js'],
    command: ['test/electron-host/build.mjs'],
  },
];

if (steps.some(isStale)) await alone(() => steps.filter(isStale).forEach(build));
run();

function isStale({ sources, results }) {
  const oldestResult = Math.min(...results.map((path) => modified(inRepository(path))));
  return sources.some((path) => newest(inRepository(path)) > oldestResult);
}

function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function build({ command }) {
  const { status } = spawnSync(process.execPath, command, { cwd: repository, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  process.stderr.write('Cooldown could not be built; see above.\n');
  process.exitCode = couldNotRun;
  throw new Error(`${command[0]} failed`);
}

/** Two commands at once must not build into one folder. A lock that nobody gives back is worth a minute's wait. */
async function alone(work) {
  const lock = inRepository('node_modules/.cache/cooldown-build.lock');
  mkdirSync(inRepository('node_modules/.cache'), { recursive: true });
  for (let waited = 0; !tryToLock(lock) && waited < 60_000; waited += 100) await pause(100);
  try {
    work();
  } finally {
    rmdirSync(lock);
  }
}

function tryToLock(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

function run() {
  const { INIT_CWD, npm_lifecycle_event: script } = process.env;
  // npm runs scripts in the repository's folder and tells where it was called.
  const cwd = script === 'cooldown' && INIT_CWD !== undefined ? INIT_CWD : process.cwd();
  const child = spawn(
    process.execPath,
    [inRepository('.electron-host/cooldown.js'), ...process.argv.slice(2)],
    {
      cwd,
      stdio: 'inherit',
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // From a terminal the child has Ctrl-C already.
    process.on(signal, () => (signal !== 'SIGINT' || !process.stdin.isTTY) && child.kill(signal));
  }
  child.once('close', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
