// `npm run soak:huge -- FOLDER`: each file of the folder by itself, imported by the command: that it ends, in what time, and
// what its processes hold at most. Meant for files that are made to be too much (the collection's `gen_huge.py`).
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inWords, watchImport } from './watched-import.ts';

const [folder = '.'] = process.argv.slice(2);
for (const name of readdirSync(folder).sort()) {
  const root = mkdtempSync(join(tmpdir(), 'cooldown-huge-'));
  const watched = await watchImport(join(root, 'profile'), join(folder, name));
  process.stdout.write(`${name}: ${inWords(watched)}\n`);
  rmSync(root, { recursive: true, force: true });
}
