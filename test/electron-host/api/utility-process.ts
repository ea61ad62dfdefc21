// Electron's utilityProcess: a Node process of its own, here a forked one.
import { fork, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Readable } from 'node:stream';
import { HonestEmitter } from '../honest-emitter.ts';
import { honest, NotImplementedError } from '../page/honest.ts';
import { onShutdown } from '../shutdown.ts';

interface UtilityEvents {
  spawn: [];
  message: [message: unknown];
  exit: [code: number];
  error: [type: string, location: string, report: string];
}

type UtilitySurface = Pick<Electron.UtilityProcess, 'kill' | 'pid' | 'postMessage'>;

/** Gets its place on the child's side from utility-child.ts. */
export interface UtilityEnvelope {
  readonly data: unknown;
}

const childModule = pathToFileURL(join(import.meta.dirname, 'utility-child.js')).href;
/** A child that ignores SIGTERM for so long gets SIGKILL. */
const patienceMilliseconds = 2000;

const running = new Set<ChildProcess>();
// A child that is stuck in the kernel does not die, even so: nobody waits for it.
onShutdown(() => {
  for (const child of running) child.kill('SIGKILL');
});

class UtilityProcess extends HonestEmitter<UtilityEvents> implements UtilitySurface {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  private readonly child: ChildProcess;
  private exited = false;

  constructor(child: ChildProcess) {
    super('UtilityProcess', ['spawn', 'message', 'exit', 'error']);
    this.child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    running.add(child);
    child.once('spawn', () => this.emit('spawn'));
    child.on('message', (envelope) => this.emit('message', (envelope as UtilityEnvelope).data)); // utility-child.ts
    child.once('exit', (code, signal) => this.end(code ?? signalNumber(signal)));
    child.once('error', (error) => {
      process.stderr.write(`electron stand-in: utility process: ${error.message}\n`);
      this.end(1);
    });
  }

  get pid(): number | undefined {
    return this.exited ? undefined : this.child.pid;
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new NotImplementedError('a port handed to a utility process');
    // A child that is gone hears nothing; Electron does not complain either.
    if (this.child.connected) this.child.send({ data: message } satisfies UtilityEnvelope, () => undefined);
  }

  kill(): boolean {
    if (this.exited) return false;
    setTimeout(() => this.exited || this.child.kill('SIGKILL'), patienceMilliseconds).unref();
    return this.child.kill('SIGTERM');
  }

  private end(code: number): void {
    if (this.exited) return;
    this.exited = true;
    running.delete(this.child);
    this.emit('exit', code);
  }
}

/** Electron tells a process's end by a signal as that signal's number. */
function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : constants.signals[signal];
}

export const utilityProcess = honest('utilityProcess', {
  fork: (
    modulePath: string,
    args: readonly string[] = [],
    options: Electron.ForkOptions = {},
  ): UtilityProcess => {
    const output = outputOf(options.stdio ?? 'inherit');
    const child = fork(modulePath, args, {
      serialization: 'advanced',
      stdio: ['ignore', ...output, 'ipc'],
      env: { ...((options.env as NodeJS.ProcessEnv | undefined) ?? process.env) },
      execArgv: ['--import', childModule, ...(options.execArgv ?? [])],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.serviceName === undefined ? {} : { argv0: options.serviceName }),
    });
    return new UtilityProcess(child);
  },
});

type Output = 'pipe' | 'ignore' | 'inherit';

function outputOf(stdio: NonNullable<Electron.ForkOptions['stdio']>): readonly [Output, Output] {
  if (typeof stdio !== 'string') return [stdio[1] ?? 'inherit', stdio[2] ?? 'inherit'];
  if (stdio !== 'pipe' && stdio !== 'ignore' && stdio !== 'inherit') {
    throw new TypeError(`stdio must be one of: 'ignore', 'inherit', 'pipe'`);
  }
  return [stdio, stdio];
}
