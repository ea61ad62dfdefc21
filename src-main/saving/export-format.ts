// The folder that “export everything” makes and “restore” reads: its files, and the manifest that vouches for them.
// The manifest is written last and read first: a folder without one is no export.
import { z } from 'zod';

/** Raised when the folder changes its form; an older build refuses to restore a newer one. */
export const exportFormat = 1;

export const exportNames = {
  readme: 'README.txt',
  records: 'records.jsonl',
  events: 'events.jsonl',
  receipts: 'receipts.jsonl',
  settings: 'settings.json',
  letGo: 'let-go.txt',
  originals: 'originals',
  manifest: 'manifest.json',
} as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();

/** A name that leads nowhere but into the folder: what is no file of ours is not opened. */
const exportedPath = z.union([
  z.enum([
    exportNames.readme,
    exportNames.records,
    exportNames.events,
    exportNames.receipts,
    exportNames.settings,
    exportNames.letGo,
  ]),
  z.string().regex(/^originals\/[0-9a-f]{64}(?:\.[a-z0-9]{1,8}){1,2}$/),
]);

const exportedFileSchema = z.object({ path: exportedPath, sha256, bytes: count });
export type ExportedFile = Readonly<z.infer<typeof exportedFileSchema>>;

export const manifestSchema = z.object({
  format: z.literal(exportFormat),
  appVersion: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  /** Of the journal whose records these are. */
  journalFormat: z.int().positive(),
  counts: z.object({
    records: count,
    /** Of those, records of a newer Cooldown: written as they are, but not into the events and receipts. */
    recordsNotUnderstood: count,
    events: count,
    receipts: count,
    originals: count,
  }),
  /** Originals that could not be read any more: they are not among the files. */
  originalsNotReadable: z.array(sha256),
  /** Every file but this one. */
  files: z.array(exportedFileSchema),
});
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** The extension that a file came with, for people and programs: the bytes are named by their digest. */
export function extensionOf(name: string): string {
  const extension = /\.((?:fit|tcx|gpx)\.gz|[a-z0-9]{1,8})$/i.exec(name)?.[1];
  return extension?.toLowerCase() ?? 'bin';
}

export const originalName = (digest: string, extension: string): string =>
  `${exportNames.originals}/${digest}.${extension}`;

/** The digest in the path of an original; null for the other files. */
export function digestOfPath(path: string): string | null {
  return /^originals\/([0-9a-f]{64})\./.exec(path)?.[1] ?? null;
}
