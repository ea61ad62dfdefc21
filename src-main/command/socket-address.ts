// Where the running instance listens for commands: a socket in the data folder, on Windows a named pipe.
//
// Who may connect is decided by the file system: the data folder belongs to its owner (0700), and the socket is made
// so that nobody else can even be seen trying (0600). The pipe's name tells nobody the folder; who may open it is
// decided by Windows' own default for pipes, which lets others read but not write: without writing, nothing is asked.
// The pipe has not been tried on a real Windows yet.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { systemCodeOf } from '../disk/system-code.ts';

export interface SocketAddress {
  /** What `listen` and `connect` take; valid until released. */
  readonly path: string;
  /** Where the socket lies as a file, for all other calls; null for a pipe. */
  readonly file: string | null;
  release(): Promise<void>;
}

export type AddressFailure =
  /** A folder of this name can't hold a socket on this system. */
  { readonly kind: 'name_too_long' } | { readonly kind: 'no_folder'; readonly systemCode: string };

const socketName = 'cooldown.sock';

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, the closing zero among them. */
const mostPathBytes = 103;

export async function openSocketAddress(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<SocketAddress, AddressFailure>> {
  if (platform === 'win32') return ok({ path: pipeName(folder), file: null, release });
  const file = join(folder, socketName);
  if (Buffer.byteLength(file) <= mostPathBytes) return ok({ path: file, file, release });
  if (platform !== 'linux') return failed({ kind: 'name_too_long' });
  return shortWay(folder, file);
}

const release = (): Promise<void> => Promise.resolve();

/** Linux reaches a folder, however long its name, over a descriptor of it. */
async function shortWay(folder: string, file: string): Promise<Result<SocketAddress, AddressFailure>> {
  try {
    const handle = await open(folder, 'r');
    return ok({ path: `/proc/self/fd/${handle.fd}/${socketName}`, file, release: () => handle.close() });
  } catch (error) {
    return failed({ kind: 'no_folder', systemCode: systemCodeOf(error) });
  }
}

function pipeName(folder: string): string {
  // Windows reads the same folder from names in any case.
  const owner = `${folder.toLowerCase()}\n${userInfo().username}`;
  return `\\\\.\\pipe\\cooldown-${createHash('sha256').update(owner).digest('hex').slice(0, 32)}`;
}
