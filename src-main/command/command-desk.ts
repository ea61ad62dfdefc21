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
  import(request: ImportRequest, listeners: ImportListeners): Promise<Result<null, EngineFailure>>;
  ask(question: EngineQuestion): Promise<Result<EngineAnswer, EngineFailure>>;
  status(): Promise<Result<StatusReport, EngineFailure>>;
  verify(): Promise<Result<VerifyReport, EngineFailure>>;
  /** The bundle, as the text that is saved. */
  composeDiagnostics(): Promise<Result<string, EngineFailure>>;
  /** Writes a new file, whole or not at all; never takes the place of one. */
  saveNew(path: string, text: string): Promise<Result<null, SaveFailure>>;
  exportAll(folder: string, onProgress: OnProgress): Promise<Result<ExportedAll, ExportFailure>>;
  restore(folder: string, onProgress: OnProgress): Promise<Result<Restored, RestoreFailure>>;
}

export interface ImportRequest {
  /** Absolute, at least one. */
  readonly paths: readonly string[];
  readonly isDryRun: boolean;
}

export interface ImportListeners {
  /** Called as the listing grows. */
  readonly onFound: (listed: ImportListed) => void;
  /**
   * Settles when the reader has room for more. Who gives files their place back only then lets a slow reader slow
   * down its own import; who does not wait loses nothing until the reader is very far behind.
   */
  readonly onLines: (lines: readonly ReportLine[]) => Promise<void>;
}

/** How far it is; `all` is null as long as nobody knows. */
export type OnProgress = (done: number, all: number | null) => void;

export type EngineFailure =
  | { readonly kind: 'engine_stopped' }
  /** It tried and could not; a category, for support. */
  | { readonly kind: 'engine_failed'; readonly name: string };

/** `taken`: there is a file or folder of that name already. */
export type SaveFailure =
  { readonly kind: 'taken' } | { readonly kind: 'not_saved'; readonly systemCode: string };

export interface ExportedAll {
  readonly records: number;
  readonly originals: number;
  /** Originals that could not be read any more, and are not in the export. */
  readonly originalsNotReadable: number;
}

export type ExportFailure =
  | EngineFailure
  | { readonly kind: 'folder_not_empty' }
  | { readonly kind: 'not_saved'; readonly systemCode: string };

export interface Restored {
  readonly records: number;
  readonly originals: number;
}

export type RestoreFailure =
  | EngineFailure
  | { readonly kind: 'profile_not_empty' }
  /** The folder is not there, can't be read, or is none that export-all wrote. */
  | { readonly kind: 'no_export' }
  /** A part is missing or is not what was written. `part`: its name inside the export. */
  | { readonly kind: 'export_damaged'; readonly part: string }
  /** Written by a newer Cooldown. */
  | { readonly kind: 'export_newer' }
  | { readonly kind: 'not_saved'; readonly systemCode: string };
