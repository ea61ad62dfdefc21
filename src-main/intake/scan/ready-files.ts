// What a scan found ready, to be staged by the process that made the scan: from its memory, because a name need not be
// text. Each file is reached anew from the root and has to be what the scan saw. Whatever is not, is no failure: nobody
// asked for it, and the next scan tells what it is now. Only what can't be read although it holds still is refused, once.
import type { BigIntStats } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { ReadFailure } from '../../../src-worker/contract/failure.ts';
import type { IntakeReport } from '../../../src-worker/contract/intake-messages.ts';
import { assertNever, failed, type Result } from '../../../src-worker/contract/result.ts';
import { judgeCopy, type CopySeen } from '../copy-check.ts';
import { digestOfLook, type FileLook } from '../file-look.ts';
import { openRegularFile, type OpenRegularFile } from '../open-regular-file.ts';
import { openFolderBelow } from '../recognise/reach-below.ts';
import { childPath, nameForPeople } from '../system-path.ts';
import type { Watched } from '../watch-calls.ts';
import { pathForPeople } from './look-in-source.ts';
import { isStillThere } from './open-source.ts';
import { wasStaged, wasTriedInVain, type FileMemory, type Lesson } from './settle.ts';
import type { SourceMemory } from './source-memory.ts';

export interface ReadyFile {
  readonly kind: 'ready';
  readonly name: string;
  readonly path: string;
  open(): Promise<Result<OpenRegularFile, ReadFailure>>;
  lookOf(stats: BigIntStats): FileLook;
  /** Whether the copy is to be taken for what the file holds; null where nobody doubts it. */
  readonly isBelieved: ((seen: CopySeen) => boolean) | null;
  /** What main is to hear of how it ended; null where the next scan is to decide anew. */
  judge(ending: IntakeReport): Promise<IntakeReport | null>;
}

export interface ReadyParts {
  readonly importId: string;
  readonly watched: Watched;
  /** Monotonic, of awake time. */
  readonly nowMs: () => number;
  readonly report: (report: IntakeReport) => void;
}

/** So many files in a row that a device does not give: it may be gone, although its root seems to be there. */
const failuresInARow = 3;

export function* readyFiles(memory: SourceMemory, parts: ReadyParts): Generator<ReadyFile> {
  const { importId, watched, nowMs, report } = parts;
  const device = { isGone: false, failures: 0 };

  const isRootThere = async (): Promise<boolean> => {
    const isThere = !device.isGone && (await isStillThere(memory, watched));
    // Another file may have found out meanwhile.
    if (isThere || device.isGone) return isThere;
    device.isGone = true;
    report({ type: 'source_gone', importId, root: memory.root });
    return false;
  };

  const judgeRefusal = async (
    refused: Extract<IntakeReport, { type: 'refused' }>,
    file: FileMemory,
  ): Promise<IntakeReport | null> => {
    const { failure } = refused.file;
    const lesson = lessonOf(failure);
    const tell = (inVain: Lesson) => (wasTriedInVain(file, inVain, nowMs()) ? refused : null);
    if (lesson === 'passes' && memory.isMtp) {
      // It is its copy that came out wrong.
      file.badCopies += 1;
      file.sinceMs = nowMs();
      return null;
    }
    if (lesson !== 'ask_after_root') return tell(lesson);
    device.failures += 1;
    // It waits for the device, and is no failure.
    if (!(await isRootThere())) return null;
    // There is a bad place on the disk; or the file alone went.
    return tell(failure.kind === 'read_failed' ? 'repeats' : 'passes');
  };

  for (const below of memory.ready?.files ?? []) {
    if (device.isGone || device.failures >= failuresInARow) return;
    const file = memory.files.get(below);
    if (file === undefined) continue;
    const { look } = file;
    yield {
      kind: 'ready',
      name: nameForPeople(basename(below)),
      path: pathForPeople(memory.root, below),
      open: () => openBelow(memory, { below, look }, watched),
      lookOf: (stats) => memory.lookOf({ below, stats }),
      isBelieved: memory.isMtp ? (seen) => believes(file, seen) : null,
      judge: async (ending) => {
        if (file.look !== look) return ending.type === 'staged' ? ending : null;
        if (ending.type === 'refused') return judgeRefusal(ending, file);
        device.failures = 0;
        if (ending.type !== 'staged') return ending;
        if (file.isCopyDoubted) {
          // It may be the copy that is damaged: nobody remembers it, and at the next plug it is read again.
          wasStaged(file, false);
          return { type: 'staged', file: ending.file };
        }
        wasStaged(file, ending.look !== undefined);
        return ending;
      },
    };
  }
}

/** After so many bad copies in a row the device holds it so: what there is of it is worth having. Of an empty one there is nothing. */
const badCopiesInRow = 3;

function believes(file: FileMemory, seen: CopySeen): boolean {
  const verdict = judgeCopy(seen);
  file.isCopyDoubted = verdict !== 'sound';
  return verdict === 'sound' || (verdict === 'cut' && file.badCopies >= badCopiesInRow);
}

interface FileAsScanned {
  readonly below: string;
  readonly look: string;
}

async function openBelow(
  memory: SourceMemory,
  { below, look }: FileAsScanned,
  watched: Watched,
): Promise<Result<OpenRegularFile, ReadFailure>> {
  const above = dirname(below);
  const folderBelow = above === '.' ? Buffer.alloc(0) : Buffer.from(above, 'latin1');
  const folder = await openFolderBelow(memory.openAt, folderBelow, watched);
  if (!folder.ok) return failed(folder.failure);
  try {
    const openAt = childPath(folder.value.path, basename(below));
    const opened = await openRegularFile({ openAt, step: 'reach_found', watched });
    if (!opened.ok) return opened;
    const { stats } = opened.value;
    const isAsScanned = digestOfLook(memory.lookOf({ below, stats })) === look;
    const isThere = memory.volumeId === null || stats.dev === memory.device;
    if (isAsScanned && isThere) return opened;
    await opened.value.close();
    return failed({ kind: 'changed_while_reading' });
  } finally {
    await folder.value.close();
  }
}

/** Of this process or this computer: the file has nothing to do with it. */
const shortages: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EINTR']);

/** What a refusal says: of the file, of the moment, or perhaps of the whole device. */
function lessonOf(failure: ReadFailure): Lesson | 'ask_after_root' {
  switch (failure.kind) {
    case 'file_too_large':
      return 'stays';
    case 'permission_denied':
    case 'disk_full':
      return 'lasts';
    case 'changed_while_reading':
    case 'link_skipped':
      return 'passes';
    case 'path_not_found':
    case 'link_broken':
    case 'not_a_regular_file':
    case 'vanished_while_reading':
    case 'unplugged_while_reading':
    case 'intake_stopped':
    case 'not_answering':
      return 'ask_after_root';
    case 'read_failed':
      return shortages.has(failure.systemCode) ? 'passes' : 'ask_after_root';
    default:
      return assertNever(failure);
  }
}
