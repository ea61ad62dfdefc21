// What a verdict costs in a long log: `npm run soak:verdict -- [ACTIVITIES] [FILES]`. New files come one by one, each among
// activities of its time; what their lines say that judging took is looked at, with the look-up of what is known.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reportLineSchema, type ReportLine } from '../../src-worker/contract/report-line.ts';
import { fileId, fitFile, fitRide, fitTime } from '../fixtures/fit-writer.ts';
import { askApp, statusOf } from '../support/ask-app.ts';
import { writeSeason } from '../support/sample-files.ts';
import { writeLongJournal } from './long-journal.ts';

const mostMs = 20;
const [activities = 100_000, files = 20] = process.argv.slice(2).map(Number);
const host = resolve(import.meta.dirname, '../.electron-host/cooldown.js');
const root = mkdtempSync(join(tmpdir(), 'cooldown-verdict-'));

try {
  const [season, model, profile, rides] = ['season', 'model', 'profile', 'rides'].map((name) => {
    const folder = join(root, name);
    mkdirSync(folder);
    return folder;
  }) as [string, string, string, string]; // as many as there are names
  writeSeason(season);
  await inApp(model, () => importPath(model, season));
  await writeLongJournal(profile, { model, events: activities });
  const judgedMs = await inApp(profile, async () => {
    const before = await statusOf(profile);
    if (before.activities !== activities) throw new Error(`${before.activities} activities`);
    const judged: number[] = [];
    for (let nth = 0; nth < files; nth += 1) judged.push(await judgingMsOf(profile, rides, nth));
    return judged;
  });
  const sorted = [...judgedMs].sort((left, right) => left - right);
  const medianMs = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const [load = 0] = loadavg();
  const said = { activities, files, medianMs, mostMs: sorted.at(-1), firstMs: judgedMs[0], load };
  process.stdout.write(`${JSON.stringify(said)}\n`);
  process.exitCode = medianMs <= mostMs ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}

/** Of one ride that nobody knows yet, somewhere in the years of the log. */
async function judgingMsOf(profile: string, folder: string, nth: number): Promise<number> {
  const minutes = ((nth * 0.618) % 1) * activities * 100;
  const startedAt = new Date(Date.UTC(2026, 4, 13, 6, 31) + Math.round(minutes) * 60_000).toISOString();
  const path = join(folder, `new ${String(nth)}.fit`);
  const own = fileId({
    type: 4,
    manufacturer: 1,
    product: 3121,
    serialNumber: 7,
    timeCreated: fitTime(startedAt),
  });
  writeFileSync(path, fitFile([own, ...fitRide(startedAt).slice(1)]));
  const [line] = await importPath(profile, path);
  const judgingMs = line?.timings_ms['judging'];
  if (line?.write?.result !== 'created' || judgingMs === undefined)
    throw new Error(`not taken in: ${JSON.stringify(line)}`);
  return judgingMs;
}

async function importPath(profile: string, path: string): Promise<readonly ReportLine[]> {
  const paths = [{ typed: path, absolute: path }];
  const task = { kind: 'import', json: true, isDryRun: false, paths } as const;
  const { exitStatus, output, told } = await askApp(profile, task);
  if (exitStatus > 1) throw new Error(told);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => reportLineSchema.parse(JSON.parse(line)));
}

async function inApp<Value>(profile: string, use: () => Promise<Value>): Promise<Value> {
  const app = spawn(process.execPath, [host, '--user-data-dir', profile], {
    stdio: 'ignore',
    env: { ...process.env, COOLDOWN_HEADLESS: '1' },
  });
  const ended = new Promise((end) => app.once('close', end));
  try {
    return await use();
  } finally {
    app.kill('SIGTERM');
    await ended;
  }
}
