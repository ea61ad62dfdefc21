// `window.desktop`: all that the page can ask of the machine. The preload makes it, renderer/desktop uses it.
import type {
  About,
  DiagnosticsAnswer,
  ExportAnswer,
  HeardAnswer,
  ImportAnswer,
  LookAnswer,
  LookImportAnswer,
  OriginalAnswer,
  RetryAnswer,
  PauseAnswer,
  SaveAnswer,
  SettingsChanged,
  SettingsNow,
} from './desktop-channels.ts';

export interface DesktopBridge {
  /** Imports dropped files and folders; paths are resolved outside the page and never shown to it. */
  importFiles(files: readonly File[]): Promise<ImportAnswer>;
  /** Opens the system's dialog and imports what is chosen. */
  chooseAndImport(what: 'files' | 'folder'): Promise<ImportAnswer>;
  /** Tries files again that could not be taken in: those of these receipts. */
  retryFiles(jobIds: readonly string[]): Promise<RetryAnswer>;
  pauseImports(isPaused: boolean): Promise<PauseAnswer>;
  stopImport(importId: string): Promise<HeardAnswer>;
  /** Opens the system's dialog and looks at what is chosen; how it goes is told by the engine. */
  chooseAndLook(what: 'files' | 'folder'): Promise<LookAnswer>;
  importLooked(lookId: string): Promise<LookImportAnswer>;
  endLook(lookId: string): Promise<HeardAnswer>;
  about(): Promise<About | { readonly kind: 'refused' }>;
  /** The report for support, to be shown before anything is saved. */
  composeDiagnostics(): Promise<DiagnosticsAnswer>;
  /** Saves what was shown, by the system's dialog. */
  saveDiagnostics(bundleId: string): Promise<SaveAnswer>;
  settings(): Promise<SettingsNow | { readonly kind: 'refused' }>;
  changeSettings(change: { readonly archiveLimitBytes: number }): Promise<SettingsChanged>;
  lookForOriginal(sha256: string): Promise<OriginalAnswer | { readonly kind: 'refused' }>;
  exportAll(): Promise<ExportAnswer>;
  /** Asks main for the engine's port; it arrives as a message to the window. */
  requestEnginePort(): void;
}
