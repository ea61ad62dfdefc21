// Builds the process of child-entry.ts once, and runs it until it is over, or is killed after so many lines.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rolldown } from 'rolldown';

export async function buildChild(folder: string): Promise<string> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'child-entry.ts'),
    platform: 'node',
    logLevel: 'silent',
  });
  await bundle.write({ dir: folder, entryFileNames: 'child.mjs', format: 'esm' });
  await bundle.close();
  return join(folder, 'child.mjs');
}

export interface ChildRun {
  readonly given: readonly string[];
  readonly killAfterLines?: number;
  /** A file system of its own at this folder, as large as that; it goes with the process. */
  readonly smallDisk?: { readonly folder: string; readonly mebibytes: number };
}

/** The lines it said. */
export async function runChild(program: string, run: ChildRun): Promise<readonly string[]> {
  const { given, killAfterLines = Infinity, smallDisk } = run;
  const own = [process.execPath, program, ...given];
  const mounting = (mebibytes: number) => `mount -t tmpfs -o size=${mebibytes}m none "$0" && exec "$@"`;
  const [command = '', ...rest] =
    smallDisk === undefined
      ? own
      : ['unshare', '--mount', 'sh', '-c', mounting(smallDisk.mebibytes), smallDisk.folder, ...own];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === killAfterLines) child.kill('SIGKILL');
  }
  await ended;
  return lines;
}
