// `npm run soak:bulk -- [MEMBERS] [RECORDS]`: a bulk export of so many made rides, imported by the command: how long it takes,
// what each process holds at most, and that every ride is there; then the same again, all known.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { longRide } from '../bench/long-recordings.ts';
import { writeLargeZip, type LargeMember } from '../support/large-zip.ts';
import { inWords, megabytes, watchImport } from './watched-import.ts';

const [members = 5_000, records = 3_600] = process.argv.slice(2).map(Number);
const root = mkdtempSync(join(tmpdir(), 'cooldown-bulk-'));
const archive = join(root, 'export.zip');
const profile = join(root, 'profile');

try {
  writeLargeZip(archive, rides());
  say(`${String(members)} rides, ${megabytes(statSync(archive).size)}`);
  for (let time = 0; time < 2; time += 1) say(inWords(await watchImport(profile, archive)));
  const journal = statSync(join(profile, 'journal.cdj')).size;
  const originals = readdirSync(join(profile, 'archive')).length;
  say(`journal ${megabytes(journal)}, archive of originals: ${String(originals)} names`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function* rides(): Generator<LargeMember> {
  const titles = ['Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Filename'];
  for (let index = 0; index < members; index += 1) {
    const startsAt = new Date(Date.UTC(2010, 0, 1, 6) + index * 20 * 3_600_000).toISOString();
    const name = `activities/${String(index)}.fit.gz`;
    titles.push(`${String(index)},${startsAt},Ride ${String(index)},Ride,,${name}`);
    yield { name, bytes: gzipSync(longRide(records, startsAt), { level: 0 }) };
  }
  yield { name: 'activities.csv', bytes: Buffer.from(titles.join('\n')) };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
