// `window.desktop`: all that the page can ask of the machine. The preload makes it, renderer/desktop uses it.
import type {
  About,
  BackgroundChange,
  BackgroundChanged,
  BackgroundNow,
  DiagnosticsAnswer,
  ExportAnswer,
  HeardAnswer,
  ImportAnswer,
  InvokePayload,
  LookAnswer,
  LookImportAnswer,
  OriginalAnswer,
  RetryAnswer,
  PauseAnswer,
  SaveAnswer,
  SettingsChanged,
  SettingsNow,
} from './desktop-channels.ts';
import type { AddFolderAnswer, ChangeSourceAnswer, Source, SourcesNow } from './sources.ts';
import type { PageOrder } from './page-orders.ts';

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
  background(): Promise<BackgroundNow | { readonly kind: 'refused' }>;
  changeBackground(change: BackgroundChange): Promise<BackgroundChanged>;
  lookForOriginal(sha256: string): Promise<OriginalAnswer | { readonly kind: 'refused' }>;
  exportAll(): Promise<ExportAnswer>;
  /** Devices that are plugged in, and watched folders. */
  sources(): Promise<SourcesNow | { readonly kind: 'refused' }>;
  /** Returns how to end it. */
  onSources(listener: (sources: readonly Source[]) => void): () => void;
  addFolder(): Promise<AddFolderAnswer>;
  changeSource(change: InvokePayload<'sources:change'>): Promise<ChangeSourceAnswer>;
  /** Says that the face is there, and hears main's orders from then on. Returns its stop. */
  onOrder(hear: (order: PageOrder) => void): () => void;
  /** Up to which import the athlete has looked; empty where none was. */
  tellLookedAt(upTo: string): void;
  quit(): void;
  /** Asks main for the engine's port; it arrives as a message to the window. */
  requestEnginePort(): void;
}
