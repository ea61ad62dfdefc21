// One instance per user-data folder: a lock file that names its owner, and an inbox in which a second instance leaves
// its arguments. Chromium's own lock guards its profile only, and comes too late for an app that wants to hand over.
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { codec } from '../node-codec.ts';
import { isRunning, startTimeOf } from '../process-tree.ts';

/** What the second instance hands to the first. */
export interface HandedOver {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

export interface InstanceLock {
  release(): void;
}

interface LockParts {
  readonly folder: string;
  readonly handOver: HandedOver;
  readonly onSecondInstance: (handedOver: HandedOver) => void;
}

const lockName = 'stand-in.lock';
const inboxName = 'stand-in.inbox';
/** File events get lost on some file systems; looking now and then does not. */
const lookEveryMilliseconds = 500;

/** The lock, or null where another instance has it; then that one has been told. */
export function takeInstanceLock({ folder, handOver, onSecondInstance }: LockParts): InstanceLock | null {
  const lock = join(folder, lockName);
  const inbox = join(folder, inboxName);
  mkdirSync(inbox, { recursive: true, mode: 0o700 });
  if (!createLock(lock) && !(isStale(lock) && replaceStale(lock))) {
    leave(inbox, handOver);
    return null;
  }
  const stopReading = readInbox(inbox, onSecondInstance);
  return {
    release: () => {
      stopReading();
      rmSync(lock, { force: true });
    },
  };
}

/** Complete from its first moment, as it appears by a link; false where there is one already. */
function createLock(lock: string): boolean {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${startTimeOf(process.pid) ?? ''}`, { mode: 0o600 });
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (isNodeError(error) && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The owner is gone, or its number belongs to another process by now. */
function isStale(lock: string): boolean {
  const [pid, startTime] = readFileSync(lock, 'utf8').split(' ');
  return !isRunning(Number(pid)) || (startTimeOf(Number(pid)) ?? '') !== startTime;
}

/** Of several that find a stale lock only the one that moves it away first may take its place. */
function replaceStale(lock: string): boolean {
  const moved = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, moved);
  } catch {
    return false;
  }
  const wasStale = isStale(moved);
  // Meanwhile somebody else replaced it: give it back.
  if (!wasStale) renameSync(moved, lock);
  rmSync(moved, { force: true });
  return wasStale && createLock(lock);
}

function leave(inbox: string, handOver: HandedOver): void {
  const letter = join(inbox, `${process.pid}.${Date.now()}`);
  writeFileSync(letter, codec.encode(handOver), { mode: 0o600 });
  renameSync(letter, `${letter}.json`); // complete from its first moment
}

function readInbox(inbox: string, onLetter: (handedOver: HandedOver) => void): () => void {
  const look = (): void => {
    for (const name of readdirSync(inbox)
      .filter((entry) => entry.endsWith('.json'))
      .sort()) {
      const letter = join(inbox, name);
      const text = readFileSync(letter, 'utf8');
      rmSync(letter, { force: true });
      onLetter(codec.decode(text) as HandedOver); // written by leave()
    }
  };
  const watcher = watch(inbox, look);
  // The folder may vanish with the profile; the lock's owner then hears no one any more, which is all there is to do.
  watcher.on('error', () => undefined);
  const timer = setInterval(look, lookEveryMilliseconds);
  watcher.unref();
  timer.unref();
  return () => {
    watcher.close();
    clearInterval(timer);
  };
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
