// Whether the file system under a folder tells of what others change in it. Where a server or another program stands
// behind it, it does not, and asking it to may hang: then only scans find what is new.
import { statfs } from 'node:fs/promises';
import { pathForSystem } from '../system-path.ts';
import type { Watched } from '../watch-calls.ts';

/** By the number that Linux gives them (statfs(2)); FUSE stands for sshfs, gvfs, rclone and all others like them. */
const behindServers: Readonly<Record<string, number>> = {
  nfs: 0x6969,
  smb: 0x517b,
  cifs: 0xff534d42,
  smb2: 0xfe534d42,
  fuse: 0x65735546,
  plan9: 0x01021997,
  afs: 0x5346414f,
  openafs: 0x6b414653,
  coda: 0x73757245,
  ceph: 0x00c36400,
  gfs2: 0x01161970,
  lustre: 0x0bd00bd0,
  virtualBox: 0x786f4256,
  vmware: 0xbacbacbc,
};

const onServers: ReadonlySet<number> = new Set(Object.values(behindServers));

export async function tellsOfChanges(folder: Buffer, watched: Watched): Promise<boolean> {
  if (process.platform === 'win32') return !folder.toString('utf8').startsWith('\\\\');
  try {
    const { type } = await watched(() => statfs(pathForSystem(folder)));
    // Some systems give it with its sign.
    return process.platform !== 'linux' || !onServers.has(type >>> 0);
  } catch {
    return false;
  }
}
