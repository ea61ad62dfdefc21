// Asks the system about processes: who runs, since when, with which children. Start times tell a process from a later
// one that got its number. Only Linux answers all of it; elsewhere a process has no start time and no children here.
import { readdirSync, readFileSync } from 'node:fs';

interface ProcessStatus {
  readonly parent: number;
  readonly state: string;
  readonly startTime: string;
}

export interface ProcessId {
  readonly pid: number;
  readonly startTime: string;
}

export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return statusOf(pid)?.state !== 'Z';
  } catch {
    return false;
  }
}

export function startTimeOf(pid: number): string | undefined {
  return statusOf(pid)?.startTime;
}

/** The same process as then, not another one under its number. */
export function isStillRunning({ pid, startTime }: ProcessId): boolean {
  return isRunning(pid) && (startTimeOf(pid) ?? '') === startTime;
}

/** A process and everything it started, as far as the links still hold. */
export function treeOf(root: number): readonly ProcessId[] {
  const all = allProcesses();
  const from = (pid: number): ProcessId[] => {
    const status = all.get(pid);
    if (status === undefined) return [];
    const children = [...all].filter(([, { parent }]) => parent === pid);
    return [{ pid, startTime: status.startTime }, ...children.flatMap(([child]) => from(child))];
  };
  return from(root);
}

function allProcesses(): ReadonlyMap<number, ProcessStatus> {
  const all = new Map<number, ProcessStatus>();
  for (const name of process.platform === 'linux' ? readdirSync('/proc') : []) {
    const pid = Number(name);
    const status = Number.isInteger(pid) ? statusOf(pid) : undefined;
    if (status !== undefined) all.set(pid, status);
  }
  return all;
}

function statusOf(pid: number): ProcessStatus | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; fields are counted behind it, from field 3 on.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', parent: Number(fields[1]), startTime: fields[19] ?? '' };
  } catch {
    return undefined; // gone, or not Linux
  }
}
