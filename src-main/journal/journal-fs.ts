// What the journal asks of a file system, and no more: real in node-fs.ts, recorded and broken on purpose in tests.
// Everything rejects with the system's own code.

export interface JournalFile {
  sizeBytes(): Promise<number>;
  /** Fills `into` from `position` on, or less where the file ends before; answers how many bytes that are. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** All of the bytes; where it rejects, any part of them may be written. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  /** Content and size are on disk for sure. */
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export interface JournalLock {
  release(): void;
}

export interface JournalFs {
  /** `anew` puts an empty file in the place of one that is there. Both are the owner's alone. */
  open(path: string, how: 'existing' | 'anew'): Promise<JournalFile>;
  names(folder: string): Promise<readonly string[]>;
  /** Also over a file that is there; at no moment is there none. */
  rename(from: string, to: string): Promise<void>;
  /** A second name for the same file. */
  link(from: string, to: string): Promise<void>;
  isSameFile(one: string, other: string): Promise<boolean>;
  remove(path: string): Promise<void>;
  /** Names that were made, changed or removed in it are so on disk. */
  syncFolder(folder: string): Promise<void>;
  freeBytes(folder: string): Promise<number>;
  /** Null where another living process, or this one, holds it. */
  lock(path: string): Promise<JournalLock | null>;
}
