// One writer: a lock file that names its owner. It is whole from its first moment, because it is written under another
// name and then linked; and who may take over from a dead owner is settled by a lock of the same kind, on that owner.
import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { systemCodeOf } from '../disk/system-code.ts';
import type { JournalLock } from './journal-fs.ts';

const ownerSchema = z.object({
  pid: z.int().positive(),
  /** When it started, in the words of the system: tells it from a later process with its number. Null if unknown. */
  startedAt: z.string().nullable(),
  /** When the computer was started, in milliseconds since 1970: a number is given anew after that. */
  bootedAtMs: z.number().nullable().default(null),
  /** No two lock files are alike, so that a claim on a dead one is never mistaken for a claim on the next. */
  nonce: z.uuid(),
});
type Owner = z.infer<typeof ownerSchema>;

/** Null where a living process, this one included, has the lock or is just taking it. */
export function takeLock(path: string): JournalLock | null {
  const startedAt = startOf(process.pid);
  const owner: Owner = { pid: process.pid, startedAt, bootedAtMs: bootedAtMs(), nonce: randomUUID() };
  if (!take(path, owner)) return null;
  sweepTheDead(path);
  return {
    release: () => {
      if (readOwner(path)?.nonce === owner.nonce) rmSync(path, { force: true });
    },
  };
}

/** Found gone again and again while looking: others come and go faster than we look. */
const looks = 100;

function take(path: string, owner: Owner): boolean {
  for (let look = 0; look < looks; look += 1) {
    if (create(path, owner)) return true;
    const found = readLock(path);
    if (found === null) continue; // released meanwhile
    if (isAlive(found.owner)) return false;
    if (takeOver(path, found, owner)) return true;
    if (readLock(path)?.text === found.text) return false; // somebody alive is about to take it over
  }
  return false;
}

interface FoundLock {
  readonly text: string;
  /** Null where a power cut left it without content. */
  readonly owner: Owner | null;
}

/** The one right to replace this dead owner is a lock too, so it survives the death of who has it. */
function takeOver(path: string, dead: FoundLock, owner: Owner): boolean {
  const claim = `${path}.after-${dead.owner?.nonce ?? 'nobody'}`;
  if (!take(claim, owner)) return false;
  // From here on nobody else replaces it; but somebody may have, before we had the claim.
  const isStillThere = readLock(path)?.text === dead.text;
  if (isStillThere) place(path, owner, renameSync);
  rmSync(claim, { force: true });
  return isStillThere;
}

function create(path: string, owner: Owner): boolean {
  try {
    place(path, owner, linkSync);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function place(path: string, owner: Owner, put: (from: string, to: string) => void): void {
  const own = `${path}.of-${randomUUID()}`;
  writeFileSync(own, JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
  try {
    put(own, path);
  } finally {
    rmSync(own, { force: true });
  }
}

function readLock(path: string): FoundLock | null {
  try {
    const text = readFileSync(path, 'utf8');
    return { text, owner: ownerFrom(text) };
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

const readOwner = (path: string): Owner | null => readLock(path)?.owner ?? null;

function ownerFrom(text: string): Owner | null {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Claims and half-placed locks of processes that died over them. Who holds the lock may remove them. */
function sweepTheDead(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const leftover = join(dirname(path), name);
    const owner = readOwner(leftover);
    if (owner !== null && !isAlive(owner)) rmSync(leftover, { force: true });
  }
}

function isAlive(owner: Owner | null): boolean {
  if (owner === null) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // Another user's is there, and may be another process that was given the number.
    if (systemCodeOf(error) !== 'EPERM') return false;
  }
  return owner.startedAt === null ? !isOfEarlierBoot(owner) : startOf(owner.pid) === owner.startedAt;
}

const bootedAtMs = (): number => Math.round(Date.now() - uptime() * 1000);

/** A clock that is set moves the time of the boot with it: so far it may go and still be the same boot. */
const clockMovesMs = 5 * 60 * 1000;

const isOfEarlierBoot = (owner: Owner): boolean =>
  owner.bootedAtMs !== null && bootedAtMs() - owner.bootedAtMs > clockMovesMs;

/** Null for a process that is gone or dead in all but name, and where the system does not tell. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; fields are counted behind it, from field 3 on.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${boot} ${fields[19] ?? ''}`;
  } catch {
    return null;
  }
}
