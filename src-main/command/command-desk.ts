// What a command may ask of the app it runs in. index.ts wires it; commands know neither engine nor files.
import type { StatusReport, VerifyReport } from '../../src-worker/contract/command-reports.ts';
import type { EngineAnswer, EngineQuestion } from '../../src-worker/contract/engine-questions.ts';
import type { EngineState } from '../../src-worker/contract/engine-state.ts';
import type { ImportListed } from '../../src-worker/contract/intake-messages.ts';
import type { ReportLine } from '../../src-worker/contract/report-line.ts';
import type { Result } from '../../src-worker/contract/result.ts';

export interface CommandDesk {
  now(): Date;
  /** Tells the state as it stands, and each later one, until the returned function is called. */
  onState(hear: (state: EngineState) => void): () => void;
  /** Settles when every file of it has ended and every line was given to the listener. */
  import(request: ImportRequest, listeners: ImportListeners): Promise<Result<null, ImportFailure>>;
  /** Likewise, of files that could not be taken in before: those of these jobs that are not under way. */
  retry(jobIds: readonly string[], listeners: ImportListeners): Promise<RetryEnd>;
  ask(question: EngineQuestion): Promise<Result<EngineAnswer, EngineFailure>>;
  status(): Promise<Result<StatusReport, EngineFailure>>;
  verify(): Promise<Result<VerifyReport, EngineFailure>>;
  /** The bundle, as the text that is saved. */
  composeDiagnostics(): Promise<Result<string, EngineFailure>>;
  /** Writes a new file, whole or not at all; never takes the place of one. */
  saveNew(path: string, text: string): Promise<Result<null, SaveFailure>>;
  exportAll(folder: string, onProgress: OnProgress): Promise<ExportAnswer>;
  restore(folder: string, onProgress: OnProgress): Promise<RestoreAnswer>;
}

export interface ImportRequest {
  /** Absolute, at least one. */
  readonly paths: readonly string[];
  readonly isDryRun: boolean;
}

/** `nothing`: none of them waited to be tried again. `not_now`, `engine_stopped`: nobody could say. */
export type RetryEnd =
  'done' | 'nothing' | 'read_only' | 'not_now' | 'engine_stopped' | Exclude<ImportFailure, EngineFailure>;

export interface ImportListeners {
  /** Called as the listing grows. */
  readonly onFound: (listed: ImportListed) => void;
  /**
   * Settles when the reader has room for more. Who gives files their place back only then lets a slow reader slow
   * down its own import; who does not wait loses nothing until the reader is very far behind.
   */
  readonly onLines: (lines: readonly ReportLine[]) => Promise<void>;
}

/** How far it is. */
export type OnProgress = (done: number, all: number) => void;

export type EngineFailure =
  | { readonly kind: 'engine_stopped' }
  /** It tried and could not; a category, for support. */
  | { readonly kind: 'engine_failed'; readonly name: string };

export type ImportFailure =
  | EngineFailure
  /** The athlete paused imports: nothing was begun. */
  | { readonly kind: 'imports_paused' }
  /** The athlete stopped this one; what was told of before has ended. */
  | { readonly kind: 'import_cancelled'; readonly notBegun: number };

/** `taken`: there is a file or folder of that name already. */
export type SaveFailure =
  { readonly kind: 'taken' } | { readonly kind: 'not_saved'; readonly systemCode: string };

/** As src-main/saving answers. */
export type ExportAnswer =
  | {
      readonly kind: 'exported';
      readonly records: number;
      readonly originals: number;
      /** Digests of originals that could not be read any more, and are not in the export. */
      readonly originalsNotReadable: readonly string[];
    }
  | ExportFailure;

export type ExportFailure =
  | EngineFailure
  | { readonly kind: 'not_empty' }
  | { readonly kind: 'not_saved'; readonly systemCode: string };

/** As src-main/saving answers. */
export type RestoreAnswer =
  { readonly kind: 'restored'; readonly records: number; readonly originals: number } | RestoreFailure;

export type RestoreFailure =
  | EngineFailure
  | { readonly kind: 'profile_not_empty' }
  /** The folder is not there, can't be read, or is none that export-all wrote. */
  | { readonly kind: 'no_export' }
  | { readonly kind: 'made_by_newer'; readonly appVersion: string }
  /** Parts are missing or are not what was written; `path` inside the export. */
  | { readonly kind: 'not_sound'; readonly findings: readonly { readonly path: string }[] }
  /** Nothing of it counts. `part` is a word of ours, `code` the system's where there is one. */
  | { readonly kind: 'not_restored'; readonly part: string; readonly code: string };
