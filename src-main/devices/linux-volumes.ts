// Linux: removable volumes by the table of mounts. The kernel tells of changes only to who can poll a file, which Node can't,
// so the table is read again and again: it is short, and costs a fraction of a millisecond.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readBlockFacts, systemFolders } from './block-devices.ts';
import { parseMountTable, type MountRow } from './mount-table.ts';
import { removableMounts, type BlockFacts } from './removable.ts';
import { createDistinctIds, volumeIdOf } from './volume-id.ts';
import type { VolumeReader } from './volume-reader.ts';
import type { Volume } from './volume.ts';

/** Twice in the half second after which a plug is to be seen. */
const lookEveryMs = 250;
/** A table that changes while it is read may lack a row. */
const mostReadsInARow = 6;

interface PlugFacts {
  /** Names this plug. */
  readonly plug: string;
  readonly facts: BlockFacts | null;
}

export interface LinuxParts {
  /** Test switch: every mount below this folder is a removable volume. */
  readonly everythingBelow: string | null;
  /** The table of mounts, one character for each byte. */
  readonly readTable?: () => Promise<string>;
  readonly readFacts?: (row: MountRow) => Promise<BlockFacts | null>;
}

export function linuxVolumes({
  everythingBelow,
  readTable = () => readFile('/proc/self/mountinfo', 'latin1'),
  readFacts = (row) => readBlockFacts(row, systemFolders),
}: LinuxParts): VolumeReader {
  let table: string | null = null;
  let volumes: readonly Volume[] = [];
  /** Of a mount once and for as long as it lasts: udev may name a device later, and that would make it another volume. */
  let known = new Map<string, PlugFacts>();
  const withDistinctIds = createDistinctIds();

  const factsOfAll = async (rows: readonly MountRow[]) => {
    const now = new Map<string, PlugFacts>();
    for (const row of rows) {
      const key = mountKeyOf(row);
      now.set(key, known.get(key) ?? { plug: randomUUID(), facts: await readFacts(row) });
    }
    known = now;
  };

  return {
    everyMs: lookEveryMs,
    watch: null,
    read: async () => {
      const text = await steadyTable(readTable, table);
      if (text === table) return volumes;
      const rows = parseMountTable(text);
      await factsOfAll(rows);
      const factsOf = (row: MountRow) => known.get(mountKeyOf(row))?.facts ?? null;
      const removable = removableMounts(rows, { factsOf, everythingBelow });
      volumes = withDistinctIds(removable.flatMap((row) => volumeOf(row, known.get(mountKeyOf(row)))));
      table = text;
      return volumes;
    },
  };
}

/** The kernel gives the table a page at a time: it is whole when two readings agree. */
async function steadyTable(readTable: () => Promise<string>, before: string | null): Promise<string> {
  let text = await readTable();
  if (text === before) return text;
  for (let reads = 1; reads < mostReadsInARow; reads += 1) {
    const again = await readTable();
    if (again === text) return text;
    text = again;
  }
  return text;
}

const mountKeyOf = ({ mountId, device, fileSystem, sourceBytes }: MountRow) =>
  `${mountId} ${device} ${fileSystem} ${sourceBytes}`;

function volumeOf(row: MountRow, known: PlugFacts | undefined): readonly Volume[] {
  if (known === undefined) return [];
  const { facts, plug } = known;
  const bytes = Buffer.from(row.mountPointBytes, 'latin1');
  const root = bytes.toString('utf8');
  // A place whose name is no text can't be told to another process; desktops make none.
  if (!Buffer.from(root, 'utf8').equals(bytes)) return [];
  const label = facts?.label ?? basename(root);
  return [{ volumeId: volumeIdOf(row, facts, plug), mountKey: mountKeyOf(row), root, label }];
}
