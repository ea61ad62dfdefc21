// A process that keeps or exports, and says on standard output how far it is: tests end it in the midst of that.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openArchive } from '../../../src-main/archive/archive.ts';
import { exportAll } from '../../../src-main/saving/export-all.ts';

const [task = '', archiveFolder = '', from = '', to = ''] = process.argv.slice(2);

const archive = await openArchive({
  folder: archiveFolder,
  limitBytes: 1024 ** 3,
  now: () => new Date(),
  onTrouble: (doing, trouble) => say(`${doing} ${trouble.kind}`),
});
if (task === 'keep') await keepAll();
if (task === 'export') await exportIt();
say('over');

/** Every file of the folder, each named by its digest. */
async function keepAll(): Promise<void> {
  const memoryBefore = process.resourceUsage().maxRSS;
  for (const sha256 of readdirSync(from)) {
    const kept = await archive.keep(join(from, sha256), sha256);
    say(kept.ok ? `${kept.value} ${sha256}` : kept.failure.kind);
  }
  const { damaged } = await archive.verify();
  say(`grown ${process.resourceUsage().maxRSS - memoryBefore}`);
  const unfinished = readdirSync(archiveFolder).filter((name) => name.endsWith('.part'));
  say(`damaged ${damaged.length}, unfinished ${unfinished.length}`);
}

async function exportIt(): Promise<void> {
  const records = JSON.parse(readFileSync(from, 'utf8')) as unknown[];
  const exported = await exportAll({
    folder: to,
    appVersion: '0.1.0',
    now: () => new Date(),
    journalFormat: 1,
    records: Readable.from(records),
    originals: {
      list: () => archive.list(),
      missing: () => [],
      letGo: () => archive.letGo(),
      open: (sha256) => archive.openOriginal(sha256),
    },
    settings: { format: 1, archiveLimitBytes: 1, importsPaused: false },
    onProgress: (done) => say(`original ${done}`),
  });
  say(exported.kind === 'not_saved' ? exported.systemCode : exported.kind);
  say(`there ${existsSync(to)}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
