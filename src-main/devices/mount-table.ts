// Linux: the table of mounts as the kernel writes it (proc(5), mountinfo), as rows. Pure. Names in it are bytes, here one
// character each (latin1), because a mount point need not be valid UTF-8.

export interface MountRow {
  /** Of this mount; the kernel gives it again once it is free. */
  readonly mountId: number;
  readonly parentId: number;
  /** `8:17`; of a file system without a block device `0:52`. */
  readonly device: string;
  /** Which folder of the file system is mounted: `/`, unless it is a bind mount or a subvolume. */
  readonly rootBytes: string;
  readonly mountPointBytes: string;
  /** `vfat`, `fuse.exfat`. */
  readonly fileSystem: string;
  /** `/dev/sdb1`, or whatever the file system calls itself. */
  readonly sourceBytes: string;
}

/** `mountId parentId device root mountPoint options [optional fields …] - fileSystem source superOptions` */
const rowPattern = /^(\d+) (\d+) (\d+:\d+) (\S+) (\S+) \S+(?: \S+)*? - (\S+) (\S*)(?: |$)/;

/** `table` as latin1. What is no row is passed over: a kernel to come may write more than we know. */
export function parseMountTable(table: string): readonly MountRow[] {
  return table.split('\n').flatMap((line) => {
    const [, mountId, parentId, device, root, mountPoint, fileSystem, source] = rowPattern.exec(line) ?? [];
    if (device === undefined || root === undefined || mountPoint === undefined) return [];
    if (fileSystem === undefined || source === undefined) return [];
    return [
      {
        mountId: Number(mountId),
        parentId: Number(parentId),
        device,
        rootBytes: unescaped(root),
        mountPointBytes: unescaped(mountPoint),
        fileSystem: unescaped(fileSystem),
        sourceBytes: unescaped(source),
      },
    ];
  });
}

/** The kernel writes space, tab, newline, backslash and hash as three octal digits. */
const unescaped = (field: string): string =>
  field.replaceAll(/\\([0-3][0-7]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));

/**
 * The mounts that are reached by their names: not those that lie under another mount at the same place, or below a folder
 * that something else was mounted over.
 */
export function reachableMounts(rows: readonly MountRow[]): readonly MountRow[] {
  const ids = new Set(rows.map(({ mountId }) => mountId));
  const isTop = ({ mountId, parentId }: MountRow) => parentId === mountId || !ids.has(parentId);
  const tops = rows.filter(isTop);
  const below = new Map<number, MountRow[]>();
  for (const row of rows) {
    if (isTop(row)) continue;
    const siblings = below.get(row.parentId);
    if (siblings === undefined) below.set(row.parentId, [row]);
    else siblings.push(row);
  }
  return rows.filter((row) => mountAt(row.mountPointBytes, tops, below) === row);
}

/** Walks down as the kernel does: from mount to mount, each time to the one that covers the path first. */
function mountAt(
  path: string,
  tops: readonly MountRow[],
  below: ReadonlyMap<number, readonly MountRow[]>,
): MountRow | undefined {
  let reached: MountRow | undefined;
  let next = firstOnTheWay(path, tops);
  // A table that is no tree can't lead in circles: every step uses one mount up.
  const used = new Set<MountRow>();
  while (next !== undefined && !used.has(next)) {
    reached = next;
    used.add(next);
    next = firstOnTheWay(path, below.get(next.mountId) ?? []);
  }
  return reached;
}

/** Of two at the same place the later one: it lies on top. */
function firstOnTheWay(path: string, mounts: readonly MountRow[]): MountRow | undefined {
  let first: MountRow | undefined;
  for (const mount of mounts) {
    if (!isAtOrBelow(path, mount.mountPointBytes)) continue;
    if (first === undefined || mount.mountPointBytes.length <= first.mountPointBytes.length) first = mount;
  }
  return first;
}

const isAtOrBelow = (path: string, folder: string): boolean => path === folder || isBelow(path, folder);

/** Numbers of the devices that are mounted, and what their mounts name as source: a FUSE file system has only that. */
export const mountedDevices = (rows: readonly MountRow[]): ReadonlySet<string> =>
  new Set(rows.flatMap(({ device, sourceBytes }) => [device, sourceBytes]));

/** Of two absolute paths; a folder is not below itself. */
export function isBelow(path: string, folder: string): boolean {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.length > prefix.length && path.startsWith(prefix);
}
