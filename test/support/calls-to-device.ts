// What an app and all that it starts ask of a device, as the kernel sees it: by strace, which follows every process.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LaunchedApp } from './launch-app.ts';
import { temporaryFolder } from './run-cooldown.ts';

export const canTrace = spawnSync('strace', ['-V']).status === 0;

/** Calls that give bytes of a file. */
const reads = [
  'read',
  'pread64',
  'readv',
  'preadv',
  'preadv2',
  'mmap',
  'sendfile',
  'copy_file_range',
  'splice',
];

/** Calls that change what lies on a file system; a system may lack some. */
const changes = [
  ...['write', 'pwrite64', 'writev', 'pwritev', 'pwritev2', 'truncate', 'ftruncate', 'fallocate'],
  ...['creat', 'mkdir', 'mkdirat', 'mknod', 'mknodat', 'symlink', 'symlinkat', 'link', 'linkat'],
  ...['rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'rmdir'],
  ...['chmod', 'fchmod', 'fchmodat', 'chown', 'lchown', 'fchown', 'fchownat'],
  ...['utime', 'utimes', 'futimesat', 'utimensat', 'setxattr', 'lsetxattr', 'fsetxattr', 'removexattr'],
];

export interface DeviceCalls {
  /** Names of files that were opened. */
  readonly opened: ReadonlySet<string>;
  /** Names of files whose bytes were read. */
  readonly read: ReadonlySet<string>;
  /** Calls, as strace writes them, that change anything or open a file to be written to. */
  readonly changing: readonly string[];
}

/** From now on, until it is asked for. Descriptors and paths are told in full, of bytes nothing. */
export async function traceCalls(app: LaunchedApp, folder: string): Promise<() => Promise<DeviceCalls>> {
  const output = join(temporaryFolder('calls'), 'strace');
  const words = ['open', 'openat', 'openat2', ...reads, ...changes].map((name) => `?${name}`).join(',');
  // A process that is started for the device comes from one of these.
  const processes = app.processes().flatMap(({ pid }) => ['-p', String(pid)]);
  const tracer = spawn(
    'strace',
    ['-f', '-y', '-s', '0', '-e', `trace=${words}`, '-o', output, ...processes],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((settle, fail) => {
    let attached = 0;
    createInterface({ input: tracer.stderr }).on('line', (line) => {
      if (line.includes('attached')) attached += 1;
      if (attached === processes.length / 2) settle();
    });
    tracer.once('exit', () => fail(new Error('strace could not attach')));
  });
  return async () => {
    const ended = once(tracer, 'exit');
    tracer.kill('SIGINT');
    await ended;
    return callsIn(readFileSync(output, 'utf8').split('\n'), folder);
  };
}

function callsIn(lines: readonly string[], folder: string): DeviceCalls {
  const [opened, read, changing] = [new Set<string>(), new Set<string>(), new Array<string>()];
  for (const line of lines) {
    const call = /^\d+ +(?:<\.\.\. )?(?<name>\w+)(?:\(| resumed>)(?<rest>.*)/.exec(line)?.groups;
    if (call === undefined) continue;
    const { name = '', rest = '' } = call;
    const [file = ''] = rest
      .split(folder)
      .slice(-1)
      .map((after) => after.split(/[>"]/)[0] ?? '');
    // A name that is reached from an open folder does not say where that is: nothing may be changed that way at all.
    const isOnDevice = rest.includes(folder) || (changes.includes(name) && rest.includes('/proc/self/fd/'));
    if (!isOnDevice) continue;
    if (changes.includes(name) || /\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)\b/.test(rest)) changing.push(line);
    else if (reads.includes(name)) read.add(file);
    else opened.add(file);
  }
  return { opened, read, changing };
}
