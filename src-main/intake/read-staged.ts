// Reads the staging folder back, at a start and after a process died: every copy with its note, and what is of no use.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stagedNoteSchema, type StagedFile } from '../../src-worker/contract/import-job.ts';
import { unfinishedSuffix } from './stage-file.ts';
import { notePath, noteSuffix } from './staged-note.ts';
import { removeStaged } from './staging-folder.ts';

export interface StagingLook {
  /** Whole copies with their notes, by import and path. */
  readonly staged: readonly StagedFile[];
  /** Names in the folder of which nothing can be made: copies without a note, notes without their copy, cut-off copies. */
  readonly leftovers: readonly string[];
}

/** What an earlier app left in staging. What nothing can be made of is deleted: no intake may be at work there. */
export function readStaged(stagingFolder: string): Promise<StagingLook> {
  const look = lookIntoStaging(stagingFolder);
  removeStaged(stagingFolder, look.leftovers);
  return Promise.resolve(look);
}

/** At once, because a process is being replaced: there are never many, and they are small. */
export function lookIntoStaging(folder: string): StagingLook {
  const names = namesIn(folder);
  const staged = names.flatMap((name) => readCopy(folder, name) ?? []);
  const explained = new Set(staged.flatMap(({ fileId }) => [fileId, fileId + noteSuffix]));
  return {
    staged: staged.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    leftovers: names.filter((name) => !explained.has(name)),
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    // A folder in there is nobody's of ours.
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The copy of that name, as its note tells it; null where the two do not agree. */
function readCopy(folder: string, fileId: string): StagedFile | null {
  if (fileId.endsWith(noteSuffix) || fileId.endsWith(unfinishedSuffix)) return null;
  try {
    const { file } = stagedNoteSchema.parse(JSON.parse(readFileSync(notePath(folder, fileId), 'utf8')));
    const copy = lstatSync(join(folder, fileId));
    return copy.isFile() && copy.size === file.sizeBytes && file.fileId === fileId ? file : null;
  } catch {
    return null;
  }
}

const sortKey = ({ importId, path, fileId }: StagedFile) => `${importId}\0${path}\0${fileId}`;
