// What the contract's preload puts on `window.bridge`: one method for each thing a page can do through a preload.

export interface Bridge {
  readonly fixed: { readonly number: number; readonly list: readonly string[] };
  add(a: number, b: number): number;
  fail(): void;
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  send(channel: string, ...args: unknown[]): void;
  /** The callback hears what main sends; the answer ends that. */
  onMessage(channel: string, callback: (...args: unknown[]) => void): () => void;
  /** Calls back at once, within the call. */
  callNow(callback: (value: number) => number): number;
  pathOf(file: File): string;
  pathsOf(files: readonly File[]): readonly string[];
  requestPort(): void;
  /** What the preload sees of the world. */
  preloadGlobals(): Record<string, string>;
}
