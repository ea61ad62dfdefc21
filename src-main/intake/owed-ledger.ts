// What the intake still owes main for one import, so that main can answer in its place when it dies. Pure.
// The intake answers in the order of the named paths: a report about one says that those before it are done.
import { basename, sep } from 'node:path';
import type { IntakeReport } from '../../src-worker/contract/intake-messages.ts';

export interface ImportAccount {
  readonly importId: string;
  readonly paths: readonly string[];
  /** So many of the named paths, from the first on, need no answer any more. */
  readonly pathsAnswered: number;
  readonly filesFound: number;
  readonly filesPassedOver: number;
  readonly staged: number;
  readonly refused: number;
  /** Nothing is owed any more. */
  readonly complete: boolean;
}

export function openAccount(importId: string, paths: readonly string[]): ImportAccount {
  return {
    importId,
    paths,
    pathsAnswered: 0,
    filesFound: 0,
    filesPassedOver: 0,
    staged: 0,
    refused: 0,
    complete: false,
  };
}

export function recordReport(account: ImportAccount, report: IntakeReport): ImportAccount {
  switch (report.type) {
    case 'listed': {
      const { filesFound, filesPassedOver, complete } = report.listed;
      return { ...account, filesFound, filesPassedOver, complete };
    }
    case 'staged':
      return { ...answer(account, report.file.path), staged: account.staged + 1 };
    case 'refused':
      return { ...answer(account, report.file.path), refused: account.refused + 1 };
  }
}

function answer(account: ImportAccount, path: string): ImportAccount {
  for (let index = account.pathsAnswered; index < account.paths.length; index += 1) {
    const named = account.paths[index];
    if (named === path) return { ...account, pathsAnswered: index + 1 };
    // A file below a named folder: the folder itself may have more.
    if (named !== undefined && path.startsWith(named.endsWith(sep) ? named : named + sep)) {
      return { ...account, pathsAnswered: index };
    }
  }
  return account;
}

/** What main says in the place of an intake that died; then nothing is owed. */
export function answerForTheDead(account: ImportAccount, newFileId: () => string): readonly IntakeReport[] {
  if (account.complete) return [];
  const { importId, filesPassedOver } = account;
  const refusals = account.paths.slice(account.pathsAnswered).map((path): IntakeReport => ({
    type: 'refused',
    file: {
      fileId: newFileId(),
      importId,
      name: basename(path),
      path,
      sizeBytes: null,
      failure: { kind: 'intake_stopped' },
    },
  }));
  // Files that were found and not answered have no names here: the folder they lie in is named instead.
  const filesFound = account.staged + account.refused + refusals.length;
  return [...refusals, { type: 'listed', listed: { importId, filesFound, filesPassedOver, complete: true } }];
}
