// What a command says about the app it runs in, and about what it could not do.
import type { EngineNotice, EngineState } from '../../src-worker/contract/engine-state.ts';
import type { JournalTrouble } from '../../src-worker/contract/journal-messages.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import type { EngineFailure, ExportFailure, ImportFailure, RestoreFailure } from './command-desk.ts';
import { counted, plainText } from './words.ts';

export const engineStopped =
  'The part of Cooldown that judges activities stopped. What was taken in is kept; run the command again.';

/** What a person should know of the engine's life; null where it simply goes on. */
export function lifeInWords(life: EngineState['life']): string | null {
  switch (life.kind) {
    case 'starting':
    case 'running':
      return null;
    case 'rebuilding':
      return 'Your activities are being put back from the journal; this may take a minute.';
    case 'paused':
      return pausedInWords(life.trouble);
    case 'read_only':
      return readOnlyInWords(life.reason);
    default:
      return assertNever(life);
  }
}

function pausedInWords(trouble: JournalTrouble): string {
  switch (trouble.kind) {
    case 'disk_full':
      return 'Paused: no room left on this computer’s disk. Unfinished files wait; it goes on when there is room.';
    case 'write_failed':
      return `Paused: this computer did not let Cooldown write to its journal (${trouble.systemCode}). Unfinished files wait; it goes on when it can.`;
    case 'newer_format':
      return readOnlyInWords('newer_journal');
    case 'not_available':
      return readOnlyInWords('not_available');
    default:
      return assertNever(trouble);
  }
}

type ReadOnlyReason = Extract<EngineState['life'], { kind: 'read_only' }>['reason'];

function readOnlyInWords(reason: ReadOnlyReason): string {
  switch (reason) {
    case 'newer_journal':
    case 'newer_database':
      return 'A newer Cooldown wrote this data, so this one only reads it. Everything is kept; use the newer one to change it.';
    case 'not_available':
      return 'The journal can’t be opened, so nothing is changed. See whether another program holds the data folder, and start Cooldown again.';
    default:
      return assertNever(reason);
  }
}

export function noticeInWords(notice: EngineNotice): string {
  switch (notice.kind) {
    case 'rebuilt':
      return `Your activities were put back from the journal: ${counted(notice.records, 'record')}.`;
    case 'tail_cut':
      return 'The last time, Cooldown was cut off while writing. Nothing that it had confirmed is lost.';
    case 'salvaged':
      return `${damagedInWords(notice.framesLost)} The rest goes on, and the damaged journal is kept whole, as ${plainText(notice.keptAs)}. If an activity is missing, import its file again.`;
    default:
      return assertNever(notice);
  }
}

/** Where nothing but rubbish was found, nobody knows how many parts it had. */
const damagedInWords = (framesLost: number): string =>
  framesLost === 0
    ? 'The journal was damaged.'
    : `The journal was damaged: ${counted(framesLost, 'part')} of it could not be read.`;

export function engineFailureInWords(failure: EngineFailure): string {
  switch (failure.kind) {
    case 'engine_stopped':
      return engineStopped;
    case 'engine_failed':
      return `Cooldown could not find the answer (${plainText(failure.name)}). Your data is kept; run the command again.`;
    default:
      return assertNever(failure);
  }
}

export function importFailureInWords(failure: ImportFailure): string {
  switch (failure.kind) {
    case 'imports_paused':
      return 'Imports are paused in Cooldown’s window (imports_paused). Nothing was begun; choose “Go on” under Imports there, and run the command again.';
    case 'import_cancelled':
      return `This import was stopped in Cooldown’s window: ${notBegunInWords(failure.notBegun)}. What was taken in is kept; run the command again for the rest.`;
    case 'engine_stopped':
    case 'engine_failed':
      return engineFailureInWords(failure);
    default:
      return assertNever(failure);
  }
}

/** Where it was stopped before any were found, nobody knows how many there are. */
const notBegunInWords = (files: number): string =>
  files === 0
    ? 'no file that had been found by then was left out'
    : `${counted(files, 'file was', 'files were')} not begun`;

/** `folder` as it was typed. */
export function exportFailureInWords(failure: ExportFailure, folder: string): string {
  switch (failure.kind) {
    case 'not_empty':
      return `There is something in ${plainText(folder)} already, and it was left as it is. Name a new or an empty folder.`;
    case 'not_saved':
      return `${notWritten(plainText(folder), failure.systemCode)} Your data is kept as it is.`;
    case 'engine_stopped':
    case 'engine_failed':
      return engineFailureInWords(failure);
    default:
      return assertNever(failure);
  }
}

/** `folder` as it was typed. */
export function restoreFailureInWords(failure: RestoreFailure, folder: string): string {
  const named = plainText(folder);
  switch (failure.kind) {
    case 'profile_not_empty':
      return 'This profile already holds data, and it was left as it is. Name an empty folder with --user-data-dir.';
    case 'no_export':
      return `${named} is no folder that export-all wrote. Nothing was changed; name the folder with the export in it.`;
    case 'not_sound':
      return `The export in ${named} is not what was written: ${partsInWords(failure.findings)}. Nothing was put back; use another copy of it.`;
    case 'made_by_newer':
      return `A newer Cooldown (${plainText(failure.appVersion)}) wrote the export in ${named}. Nothing was put back; restore it with that version or a newer one.`;
    case 'not_restored':
      return notRestoredInWords(failure, named);
    case 'engine_stopped':
    case 'engine_failed':
      return engineFailureInWords(failure);
    default:
      return assertNever(failure);
  }
}

type NotRestored = Extract<RestoreFailure, { kind: 'not_restored' }>;

/** An original or a record that could be read a moment ago, when the export was looked at. */
const codesOfExport = ['copy_missing', 'read_failed', 'not_the_same_bytes', 'not_in_order'];

function notRestoredInWords({ part, code }: NotRestored, exportNamed: string): string {
  if (part === 'export' || codesOfExport.includes(code)) {
    return `The export in ${exportNamed} could not be read to its end (${plainText(code)}). No activity was put back, and the profile is still empty; see that the disk with the export is connected, and run the same command again.`;
  }
  return `${notWritten('the data folder', plainText(code))} It stopped at the ${plainText(part)}. No activity was put back, and the export is as it was; run the same command again when that is mended.`;
}

function partsInWords(findings: readonly { readonly path: string }[]): string {
  const first = plainText(findings[0]?.path ?? '');
  const others = findings.length - 1;
  return `${first} ${others > 0 ? `and ${counted(others, 'other part')} are` : 'is'} missing, changed or not readable`;
}

/** The system's code, or the archive's word, said for those that a person can do something about. */
export function notWritten(where: string, systemCode: string): string {
  switch (systemCode) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'disk_full':
      return `There is not enough room for ${where}.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `This computer does not let Cooldown write to ${where}.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no such place as ${where}.`;
    default:
      return `This computer could not write to ${where} (${systemCode}).`;
  }
}
