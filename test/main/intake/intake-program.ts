// The intake's real entry, built as it ships and run as a forked Node program.
import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { vendorMapFile } from '../../../src-main/disk/read-vendor-map.ts';
import { toArguments, type ProcessSettings } from '../../../src-main/intake/process-arguments.ts';
import {
  intakeReportSchema,
  type IntakeReport,
  type IntakeRequest,
} from '../../../src-worker/contract/intake-messages.ts';
import { packLooks } from '../../../src-main/intake/packed-looks.ts';

/** A process as main starts it first. */
export const argumentsFor = (
  { vendorMap }: IntakeProgram,
  stagingFolder: string,
  settings: Partial<ProcessSettings> = {},
): string[] =>
  toArguments({
    stagingFolder,
    owner: 'shared',
    vendorMap,
    lying: [],
    beatMs: 1000,
    callMs: 8000,
    dieAt: null,
    ...settings,
  });

interface IntakePlace {
  readonly entryPath: string;
  readonly shimPath: string;
}

export interface IntakeProgram extends IntakePlace {
  readonly vendorMap: string;
  remove(): Promise<void>;
}

export async function buildIntakeProgram(): Promise<IntakeProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'intake-program-'));
  // Readable for the other user that some tests run it as.
  await chmod(folder, 0o755);
  const root = resolve(import.meta.dirname, '../../..');
  const build = await rolldown({
    input: {
      intake: join(root, 'src-main/intake/process.ts'),
      shim: fileURLToPath(new URL('./parent-port-shim.ts', import.meta.url)),
    },
    platform: 'node',
    cwd: root,
  });
  await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
  });
  await build.close();
  const vendorMap = join(folder, 'vendors.json');
  await copyFile(vendorMapFile(root), vendorMap);
  return {
    vendorMap,
    entryPath: join(folder, 'intake.mjs'),
    shimPath: join(folder, 'shim.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export function forkIntake(
  program: IntakePlace,
  args: readonly string[],
  options: ForkOptions = {},
): ChildProcess {
  return fork(program.entryPath, args, {
    execArgv: ['--import', program.shimPath],
    serialization: 'advanced',
    ...options,
  });
}

/** Electron's own shape of a utility process, for the host's tests. */
export class FakeUtilityProcess extends EventEmitter {
  readonly child: ChildProcess;

  constructor(program: IntakePlace, args: readonly string[], env: NodeJS.ProcessEnv) {
    super();
    this.child = forkIntake(program, args, { env });
    this.child.on('spawn', () => this.emit('spawn'));
    this.child.on('message', (message) => this.emit('message', message));
    // Not `exit`: what was said before the end is delivered before it.
    this.child.on('close', (code) => this.emit('exit', code));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  postMessage(message: unknown): void {
    // A child that is gone hears nothing, and nobody complains.
    if (this.child.connected) this.child.send(message as object, () => undefined);
  }

  /** Electron asks politely. */
  kill(): boolean {
    return this.child.kill('SIGTERM');
  }
}

/** Talks to a running intake and keeps what it says, parsed. */
export class IntakeTalk {
  readonly reports: IntakeReport[] = [];
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message) => {
      this.reports.push(intakeReportSchema.parse(message));
      for (const look of [...this.#waiting]) look();
    });
  }

  send(request: IntakeRequest): void {
    this.#child.send(request);
  }

  stage(importId: string, paths: readonly string[], knownLooks: readonly string[] = []): void {
    const order = { importId, paths: [...paths], answeredPaths: [], knownLooks: packLooks(knownLooks) };
    this.send({ type: 'stage', isDryRun: false, ...order });
  }

  /** Resolves as soon as what was said satisfies `isEnough`. */
  async until(isEnough: (reports: readonly IntakeReport[]) => boolean): Promise<readonly IntakeReport[]> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!isEnough(this.reports)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
    return this.reports;
  }

  complete(importId: string): Promise<readonly IntakeReport[]> {
    return this.until((reports) =>
      reports.some(
        (report) => report.type === 'listed' && report.listed.importId === importId && report.listed.complete,
      ),
    );
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}
