// `npm run soak:backfill -- [FILES] [RECORDS]`: a folder of so many made rides, imported by the command: how long it takes and
// where the time goes, what each process holds at most, and that every ride is there; then the same folder again, all known.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { longRide } from '../bench/long-recordings.ts';
import { inWords, megabytes, watchImport } from './watched-import.ts';

/** About 300 kB each. */
const [files = 2_000, records = 12_500] = process.argv.slice(2).map(Number);
const root = mkdtempSync(join(tmpdir(), 'cooldown-backfill-'));
const folder = join(root, 'rides');
const profile = join(root, 'profile');

try {
  mkdirSync(folder);
  let bytes = 0;
  for (let index = 0; index < files; index += 1) {
    const startsAt = new Date(Date.UTC(2010, 0, 1, 6) + index * 20 * 3_600_000).toISOString();
    const ride = longRide(records, startsAt);
    bytes += ride.length;
    writeFileSync(join(folder, `ride ${String(index)}.fit`), ride);
  }
  say(`${String(files)} rides, ${megabytes(bytes)}`);
  for (let time = 0; time < 2; time += 1) {
    const watched = await watchImport(profile, folder);
    say(inWords(watched));
    const steps = Object.entries(watched.stepsMs).map(([step, ms]) => `${step} ${(ms / 1000).toFixed(1)} s`);
    say(`  in its steps, several at once: ${steps.join(', ')}`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
