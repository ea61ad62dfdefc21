// One Chromium, for as long as the app lives: starts it, holds the protocol connection, ends it with all it started.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { debugLog } from '../debug-log.ts';
import { deferred, within } from '../deferred.ts';
import { connectCdp, type CdpConnection } from './cdp-connection.ts';
import { noteOwner, waitForFormerOwner } from './profile-owner.ts';

export interface Chromium {
  readonly connection: CdpConnection;
  /** "Chrome/156.0.8078.79" or alike. */
  readonly product: string;
  readonly ended: Promise<void>;
  stop(how: 'gently' | 'now'): Promise<void>;
}

interface ChromiumParts {
  readonly executable: string;
  readonly switches: readonly string[];
  readonly profileFolder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Until then Chromium has written what it had to write; after that nothing is worth waiting for. */
const gentleMilliseconds = 1200;
/** What is killed is gone after that, or stuck in the kernel. */
const killMilliseconds = 1000;

export async function startChromium(parts: ChromiumParts): Promise<Chromium> {
  mkdirSync(parts.profileFolder, { recursive: true, mode: 0o700 });
  await waitForFormerOwner(parts.profileFolder);
  debugLog('start', parts.executable, ...parts.switches);
  const child = spawn(parts.executable, parts.switches, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A process group of its own, so that all of it can be ended at once, and Ctrl-C reaches us alone.
    detached: process.platform !== 'win32',
    env: parts.environment,
  });
  if (child.pid !== undefined) noteOwner(parts.profileFolder, child.pid);
  const ended = deferred<undefined>();
  const complaints = listenToErrors(child);
  child.once('error', () => ended.resolve(undefined));
  child.once('exit', (code, signal) => {
    debugLog('Chromium ended', code, signal);
    ended.resolve(undefined);
  });

  const connection = connectCdp(child.stdio[3] as Writable, child.stdio[4] as Readable); // both are pipes, see stdio
  const version = await Promise.race([connection.send('Browser.getVersion'), ended.promise]);
  if (version === undefined) {
    throw new Error(`electron stand-in: ${parts.executable} did not start.\n${complaints()}`);
  }
  debugLog('connected to', version.product);

  return {
    connection,
    product: version.product,
    ended: ended.promise,
    stop: async (how) => {
      if (how === 'gently') {
        connection.tell('Browser.close');
        await within(gentleMilliseconds, ended.promise);
      }
      killGroup(child);
      if (how === 'gently') await within(killMilliseconds, ended.promise);
    },
  };
}

/** Chromium is talkative: all that is passed on is the line test drivers wait for. The rest is kept for a failure. */
function listenToErrors(child: ChildProcess): () => string {
  let heard = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const [line] = /^DevTools listening on ws:\S+$/m.exec(text) ?? [];
    if (line !== undefined) process.stderr.write(`${line}\n`);
    debugLog(text.trimEnd());
    heard = (heard + text).slice(-4000);
  });
  return () => heard;
}

/** A child that was spawned detached, and all it has started. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left: that is what was wanted.
  }
}
