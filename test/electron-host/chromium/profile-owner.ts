// Whose browser a profile is in: noted beside it, so that the next start waits for one that is still on its way out.
// Two browsers in one profile damage it, or the second finds its databases locked.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { debugLog } from '../debug-log.ts';
import { isStillRunning, startTimeOf, type ProcessId } from '../process-tree.ts';

interface Owner {
  readonly host: ProcessId;
  readonly browser: ProcessId;
}

/** A browser whose host died ends by itself as soon as it reads the end of its pipe. */
const patienceMilliseconds = 3000;
/** What is killed is gone by then, or stuck in the kernel. */
const killMilliseconds = 1000;
const lookEveryMilliseconds = 20;

const noteOf = (profileFolder: string): string => `${profileFolder}.owner.json`;

export function noteOwner(profileFolder: string, browserPid: number): void {
  const owner: Owner = { host: processId(process.pid), browser: processId(browserPid) };
  const note = noteOf(profileFolder);
  writeFileSync(`${note}.new`, JSON.stringify(owner), { mode: 0o600 });
  renameSync(`${note}.new`, note);
}

/** Where the host still runs, the profile is its own business: an app without an instance lock wants it so. */
export async function waitForFormerOwner(profileFolder: string): Promise<void> {
  const owner = readOwner(noteOf(profileFolder));
  if (owner === null || isStillRunning(owner.host)) return;
  const deadline = Date.now() + patienceMilliseconds;
  while (isStillRunning(owner.browser) && Date.now() < deadline) await pause(lookEveryMilliseconds);
  if (!isStillRunning(owner.browser)) return;
  debugLog('a browser without a host hangs in the profile', owner.browser.pid);
  try {
    process.kill(process.platform === 'win32' ? owner.browser.pid : -owner.browser.pid, 'SIGKILL');
  } catch {
    // It ended after all.
  }
  const end = Date.now() + killMilliseconds;
  while (isStillRunning(owner.browser) && Date.now() < end) await pause(lookEveryMilliseconds);
}

function processId(pid: number): ProcessId {
  return { pid, startTime: startTimeOf(pid) ?? '' };
}

function readOwner(note: string): Owner | null {
  try {
    return JSON.parse(readFileSync(note, 'utf8')) as Owner; // written by noteOwner, complete from its first moment
  } catch {
    return null;
  }
}
