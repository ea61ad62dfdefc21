// Nothing of an athlete stands in a log or leaves in a report, whatever went wrong: files full of canaries are imported, one of
// which kills the page, the database and the journal are damaged, and every byte of the logs and of the report is searched.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nodeFs } from '../../src-main/journal/node-fs.ts';
import { openJournal } from '../../src-main/journal/open-journal.ts';
import { readRecords } from '../../src-main/journal/read-records.ts';
import { diagnosticsBundleSchema } from '../../src-worker/contract/diagnostics-bundle.ts';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { canariesOf, canarySearch, makeCanaries, type CanaryKind } from '../support/canaries.ts';
import { databaseFile, flipBit } from '../support/profile-damage.ts';
import { runCooldown, temporaryFolder } from '../support/run-cooldown.ts';
import { canaryFiles } from '../worker/diagnostics/canary-files.ts';

const canaries = makeCanaries();
const search = canarySearch(canaries);
const deadly = `${canariesOf(canaries, 'title').at(-1) ?? ''}.fit`;

let root: string;
test.beforeAll(() => {
  root = temporaryFolder('canaries');
});
test.afterAll(() => rmSync(root, { recursive: true, force: true }));

test('no canary of a file, a path or a device is in any log or in the report, after a page that died, a damaged database and a damaged journal', async () => {
  const profile = join(root, 'profile');
  const cooldown = (command: string, ...args: readonly string[]) =>
    runCooldown([command, '--user-data-dir', profile, ...args]);

  const imported = await cooldown('import', `--fault-page-dies-on=${deadly}`, writeCanaryFiles());
  expect(imported.exitStatus, imported.progress).toBe(1);
  const log = databaseFile(profile, /^\d+\.log$/);
  writeFileSync(log, Buffer.alloc(readFileSync(log).length));
  expect((await cooldown('verify')).exitStatus).toBe(0);
  flipBit(join(profile, 'journal.cdj'));
  const report = join(root, 'report.json');
  const exported = await cooldown('export-diagnostics', '--out', report);
  expect(exported.exitStatus, exported.progress).toBe(0);

  // All of it went wrong, and is told of.
  const logs = filesBelow(join(profile, 'logs'));
  const logged = logs.map((path) => readFileSync(path, 'utf8')).join('\n');
  for (const told of ['page gone', '"kind":"rebuilt"', '"kind":"salvaged"']) expect(logged).toContain(told);
  const bundle = diagnosticsBundleSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  expect(bundle.parts.receipts.length).toBeGreaterThan(10);
  expect(bundle.parts.troubles.map(({ event }) => event)).toContain('page gone');

  const hits = [...logs, report].flatMap((path) =>
    search(readFileSync(path)).map(({ canary, how }) => `${path}: ${canary.text}, ${how}`),
  );
  expect(hits).toEqual([]);
  expect(search([...logs, report].join('\n'))).toEqual([]);

  // The same search does find them where they belong.
  const found = new Set(search(await journalText(profile)).map(({ canary }) => canary.kind));
  const planted: readonly CanaryKind[] = ['mail', 'name', 'path', 'serial', 'title'];
  expect([...found]).toEqual(expect.arrayContaining([...planted]));
});

/** Names, folders, titles, devices, developer fields, members of archives; and the file that kills. */
function writeCanaryFiles(): string {
  const folder = join(root, 'files');
  const files = [0, 1].flatMap((round) => canaryFiles(canaries, round));
  const lethal = { path: deadly, bytes: fitFile(fitRide('2026-01-01T08:00:00Z')) };
  for (const { path, bytes } of [...files, lethal]) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
  return folder;
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

async function journalText(profile: string): Promise<string> {
  const opened = await openJournal({
    folder: profile,
    now: () => new Date(),
    newEpoch: randomUUID,
    fs: nodeFs,
  });
  if (!opened.ok) throw new Error(`no journal: ${opened.failure.kind}`);
  const records: unknown[] = [];
  for await (const record of readRecords(opened.value)) records.push(record);
  await opened.value.close();
  return JSON.stringify(records);
}
