// `window.desktop`: all that the page can ask of the machine. The preload makes it, renderer/desktop uses it.
import type { About, ImportAnswer } from './desktop-channels.ts';

export interface DesktopBridge {
  /** Imports dropped files and folders; paths are resolved outside the page and never shown to it. */
  importFiles(files: readonly File[]): Promise<ImportAnswer>;
  /** Opens the system's dialog and imports what is chosen. */
  chooseAndImport(what: 'files' | 'folder'): Promise<ImportAnswer>;
  about(): Promise<About | { readonly kind: 'refused' }>;
  /** Asks main for the engine's port; it arrives as a message to the window. */
  requestEnginePort(): void;
}
