// Which TCP ports a set of processes listens on, as Linux tells it.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const listening = '0A';

/** As "address:port", each in the kernel's hexadecimal form. */
export function listeningSockets(pids: readonly number[]): readonly string[] {
  return pids.flatMap((pid) => {
    const inodes = new Set(socketInodes(pid));
    return ['tcp', 'tcp6'].flatMap((table) =>
      rows(`/proc/${pid}/net/${table}`)
        .filter((row) => row[3] === listening && inodes.has(row[9] ?? ''))
        .map((row) => row[1] ?? ''),
    );
  });
}

function socketInodes(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return entries(folder).flatMap((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1] ?? [];
    } catch {
      return []; // closed while we looked
    }
  });
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // the process is gone
  }
}

function rows(table: string): readonly string[][] {
  try {
    return readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
  } catch {
    return [];
  }
}
