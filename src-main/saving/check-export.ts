// Looks at the folder of an export before anything of it is used: every file is there and holds the bytes that the
// manifest vouches for, and the records follow one another and say what this build understands.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  journalFormat,
  journalRecordSchema,
  type JournalRecord,
} from '../../src-worker/contract/journal-record.ts';
import {
  digestOfPath,
  exportFormat,
  exportNames,
  manifestSchema,
  type ExportedFile,
  type Manifest,
} from './export-format.ts';
import { readLines } from './read-lines.ts';
import { systemCodeOf } from '../disk/system-code.ts';

export interface Finding {
  /** Inside the folder. */
  readonly path: string;
  readonly what:
    | 'missing'
    /** Its bytes are not those that were exported. */
    | 'changed'
    | 'not_readable'
    /** The manifest does not name it, or not as an export does. */
    | 'not_vouched_for'
    /** From this line on (counted from 1) records do not follow one another, or make no sense. */
    | 'records_broken'
    /** There are not as many records, events, receipts or originals as the manifest says. */
    | 'counts_differ';
  readonly line?: number;
}

export interface SoundExport {
  readonly kind: 'sound';
  readonly manifest: Manifest;
  /** Paths inside the folder by digest, in the order in which the records first tell of them. */
  readonly originals: ReadonlyMap<string, string>;
}

export type CheckedExport =
  | SoundExport
  /** There is no manifest: no export, or one that was cut off. */
  | { readonly kind: 'no_export' }
  | { readonly kind: 'made_by_newer'; readonly appVersion: string }
  | { readonly kind: 'not_sound'; readonly findings: readonly Finding[] };

export async function checkExport(folder: string): Promise<CheckedExport> {
  const read = await readManifest(folder);
  if (read.kind !== 'manifest') return read;
  const { manifest } = read;
  const findings: Finding[] = [...contradictionsOf(manifest)];
  for (const file of manifest.files) {
    const what = await checkFile(folder, file);
    if (what !== null) findings.push({ path: file.path, what });
  }
  // Records that are not the exported ones have been found out already, and say nothing more.
  if (findings.length > 0) return { kind: 'not_sound', findings };
  const told = await checkRecords(join(folder, exportNames.records), manifest);
  if (told.finding !== null) return { kind: 'not_sound', findings: [told.finding] };
  return { kind: 'sound', manifest, originals: inOrder(manifest, told.digests) };
}

const { records, events, receipts, settings, letGo } = exportNames;
/** Without these it is no whole export. */
const neededNames = [records, events, receipts, settings, letGo];

/** What every form of the manifest says, so that a newer one is told from a damaged one. */
const anyManifestSchema = z.object({
  format: z.int().positive(),
  journalFormat: z.int().positive(),
  appVersion: z.string(),
});

type ReadManifest =
  { readonly kind: 'manifest'; readonly manifest: Manifest } | Exclude<CheckedExport, SoundExport>;

async function readManifest(folder: string): Promise<ReadManifest> {
  const path = exportNames.manifest;
  const broken = (what: Finding['what']): ReadManifest => ({ kind: 'not_sound', findings: [{ path, what }] });
  try {
    const json: unknown = JSON.parse(await readFile(join(folder, path), 'utf8'));
    const any = anyManifestSchema.parse(json);
    if (any.format > exportFormat || any.journalFormat > journalFormat) {
      return { kind: 'made_by_newer', appVersion: any.appVersion };
    }
    return { kind: 'manifest', manifest: manifestSchema.parse(json) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return broken('changed');
    const isAbsent = ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error));
    return isAbsent ? { kind: 'no_export' } : broken('not_readable');
  }
}

/** A manifest that leaves out a file, names one twice, or an original by other bytes, vouches for nothing. */
function contradictionsOf({ files, counts }: Manifest): readonly Finding[] {
  const named = new Set<string>();
  const findings: Finding[] = [];
  let originals = 0;
  for (const { path, sha256 } of files) {
    const digest = digestOfPath(path);
    if (digest !== null) originals += 1;
    if (named.has(path) || (digest ?? sha256) !== sha256) findings.push({ path, what: 'not_vouched_for' });
    named.add(path);
  }
  for (const path of neededNames) if (!named.has(path)) findings.push({ path, what: 'not_vouched_for' });
  if (originals !== counts.originals) findings.push({ path: exportNames.manifest, what: 'counts_differ' });
  return findings;
}

async function checkFile(folder: string, file: ExportedFile): Promise<Finding['what'] | null> {
  const path = join(folder, file.path);
  try {
    const found = await lstat(path);
    if (!found.isFile() || found.size !== file.bytes) return 'changed';
    const hash = createHash('sha256');
    const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 256 * 1024 });
    for await (const chunk of chunks) hash.update(chunk);
    return hash.digest('hex') === file.sha256 ? null : 'changed';
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error)) ? 'missing' : 'not_readable';
  }
}

interface ToldByRecords {
  readonly finding: Finding | null;
  readonly digests: ReadonlySet<string>;
}

async function checkRecords(recordsPath: string, { counts }: Manifest): Promise<ToldByRecords> {
  const path = exportNames.records;
  const digests = new Set<string>();
  let line = 0;
  let events = 0;
  let receipts = 0;
  for await (const text of readLines(recordsPath)) {
    line += 1;
    const record = parseRecord(text);
    if (record?.seq !== line) return { finding: { path, what: 'records_broken', line }, digests };
    if (record.kind === 'erasure') events += 1;
    if (record.kind !== 'ending') continue;
    events += record.events.length;
    receipts += 1;
    const { sha256 } = record.receipt.file;
    if (sha256 !== null) digests.add(sha256);
  }
  const isComplete = line === counts.records && events === counts.events && receipts === counts.receipts;
  return { finding: isComplete ? null : { path, what: 'counts_differ' }, digests };
}

/** As it was written, with all that it holds: the schema only judges it. Null where it is no record. */
export function parseRecord(line: string): JournalRecord | null {
  try {
    const record: unknown = JSON.parse(line);
    journalRecordSchema.parse(record);
    // The schema has just said so; its own result would leave out what it does not know.
    return record as JournalRecord;
  } catch {
    return null;
  }
}

/** The archive lets go first of what it was given first: that shall be what came first. */
function inOrder({ files }: Manifest, told: ReadonlySet<string>): ReadonlyMap<string, string> {
  const paths = new Map(files.flatMap(({ path }) => pairOf(digestOfPath(path), path)));
  return new Map([...told, ...paths.keys()].flatMap((digest) => pairOf(digest, paths.get(digest))));
}

const pairOf = (digest: string | null, path: string | undefined): [string, string][] =>
  digest === null || path === undefined ? [] : [[digest, path]];
