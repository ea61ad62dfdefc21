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
  /** From here on who comes does not hand over, but waits for the release. */
  announceEnd(): void;
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
/** An owner that has announced its end takes no longer: its browser is given less, and the rest is at once. */
const endWithinMilliseconds = 5000;
const lookForEndEveryMilliseconds = 20;
const ending = 'ending';

/** The lock, or null where another instance has it; then that one has been told. */
export function takeInstanceLock({ folder, handOver, onSecondInstance }: LockParts): InstanceLock | null {
  const lock = join(folder, lockName);
  const inbox = join(folder, inboxName);
  mkdirSync(inbox, { recursive: true, mode: 0o700 });
  if (!takeLock(lock)) {
    leave(inbox, handOver);
    return null;
  }
  const stopReading = readInbox(inbox, onSecondInstance);
  return {
    announceEnd: () => {
      stopReading();
      rewriteLock(lock, ending);
    },
    release: () => {
      stopReading();
      rmSync(lock, { force: true });
    },
  };
}

/** Asked for synchronously, as in Electron: also the wait for an owner that is about to end is one. */
function takeLock(lock: string): boolean {
  const deadline = Date.now() + endWithinMilliseconds;
  for (;;) {
    if (createLock(lock)) return true;
    switch (ownerOf(lock)) {
      case 'running':
        return false;
      case 'stale':
        if (replaceStale(lock)) return true;
        break;
      case 'ending':
        if (Date.now() > deadline) return false;
        break;
      case 'nobody':
        break;
    }
    sleep(lookForEndEveryMilliseconds);
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Complete from its first moment, as it appears by a link; false where there is one already. */
function createLock(lock: string): boolean {
  const own = writeOwn(lock, 'running');
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

function rewriteLock(lock: string, state: string): void {
  try {
    renameSync(writeOwn(lock, state), lock);
  } catch {
    // The folder is gone, and with it what was locked.
  }
}

function writeOwn(lock: string, state: string): string {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${startTimeOf(process.pid) ?? ''} ${state}`, { mode: 0o600 });
  return own;
}

/** Stale: the owner is gone, or its number belongs to another process by now. */
function ownerOf(lock: string): 'running' | 'ending' | 'stale' | 'nobody' {
  const text = readOrNull(lock);
  if (text === null) return 'nobody';
  const [pid, startTime, state] = text.split(' ');
  const isOwner = isRunning(Number(pid)) && (startTimeOf(Number(pid)) ?? '') === startTime;
  if (!isOwner) return 'stale';
  return state === ending ? 'ending' : 'running';
}

/** Null where it is gone: another instance may take or release what this one has just seen. */
function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Of several that find a stale lock only the one that moves it away first may take its place. */
function replaceStale(lock: string): boolean {
  const moved = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, moved);
  } catch {
    return false;
  }
  const wasStale = ownerOf(moved) === 'stale';
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
    for (const name of lettersIn(inbox)) {
      const letter = join(inbox, name);
      const text = readOrNull(letter);
      if (text === null) continue;
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

/** The folder may vanish with the profile: then nobody writes any more. */
function lettersIn(inbox: string): readonly string[] {
  try {
    return readdirSync(inbox)
      .filter((entry) => entry.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
