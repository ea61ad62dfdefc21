// `npm run demo`: imports two invented months into a throw-away profile and shows them: in the window, or as a table
// where there is no display. Nothing of it stays.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { reportLineSchema, type ReportLine } from '../../src-worker/contract/report-line.ts';
import { chooseHost, describeHost, type HostChoice } from '../electron-host/find-host.ts';
import { probeHost } from '../electron-host/probe-host.ts';
import { repository, runHost } from '../electron-host/run-host.ts';
import { demoFiles, type DemoFile } from './demo-files.ts';
import { tableOf, type DemoRow } from './table.ts';

type Host = Exclude<HostChoice, { kind: 'none' }>;

interface Demo {
  readonly host: Host;
  readonly files: readonly DemoFile[];
  readonly filesFolder: string;
  readonly profileFolder: string;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const choice = chooseHost(probeHost());
if (choice.kind === 'none') {
  process.stderr.write(`${describeHost(choice)}\n`);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'cooldown-demo-'));
try {
  process.exitCode = await runDemo({
    host: choice,
    files: demoFiles(new Date()),
    filesFolder: join(folder, 'files'),
    profileFolder: join(folder, 'profile'),
  });
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  say('Files and profile are removed.');
}

async function runDemo(demo: Demo): Promise<number> {
  for (const { name, bytes } of demo.files) {
    const path = join(demo.filesFolder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  say(`${demo.files.length} invented files: ${demo.filesFolder}`);
  say(`Throw-away profile:  ${demo.profileFolder}`);
  say('Both are removed at the end.\n');
  return demo.host.headless ? await showTable(demo) : await showWindow(demo);
}

async function showWindow({ host, filesFolder, profileFolder }: Demo): Promise<number> {
  say('The window opens with the import; close it to end the demo.');
  return await runHost({
    choice: host,
    app: repository,
    args: [`--user-data-dir=${profileFolder}`, filesFolder],
    workingFolder: repository,
    environment: process.env,
  });
}

async function showTable({ host, files, filesFolder, profileFolder }: Demo): Promise<number> {
  let output = '';
  const exitStatus = await runHost({
    choice: host,
    app: repository,
    args: ['import', '--json', '--user-data-dir', profileFolder, filesFolder],
    workingFolder: repository,
    environment: { ...process.env, COOLDOWN_HEADLESS: '1' },
    onOutput: (text) => (output += text),
  });
  const lines = output.split('\n').filter((text) => text !== '');
  if (lines.length === 0) return exitStatus;
  const rows = lines.map((text) => rowOf(reportLineSchema.parse(JSON.parse(text)), files, filesFolder));
  const inOrder = rows.sort((a, b) => placeOf(a, files) - placeOf(b, files));
  say(`\n${tableOf(inOrder, process.stdout.isTTY ? process.stdout.columns : 140)}\n`);
  // The damaged file makes the command's own exit status 1, which is what a demo of it wants.
  return 0;
}

function rowOf(line: ReportLine, files: readonly DemoFile[], filesFolder: string): DemoRow {
  const name = relative(filesFolder, line.path).replaceAll('\\', '/');
  return {
    file: line.member === null ? name : `${name} › ${line.member}`,
    shows: files.find((file) => file.name === name)?.shows ?? '',
    line,
  };
}

function placeOf({ file }: DemoRow, files: readonly DemoFile[]): number {
  return files.findIndex(({ name }) => file === name || file.startsWith(`${name} ›`));
}
