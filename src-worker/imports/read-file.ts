// The first half of the pipeline: staged bytes → opened → known or decoded → mapped → validated → anchored.
// Works on one file, in one lane; writes nothing.
import { anchorActivity } from '../canonical/anchor.ts';
import { buildEnvelope } from '../canonical/build-envelope.ts';
import type { Failure } from '../contract/failure.ts';
import type { StagedFile } from '../contract/import-job.ts';
import type { RefusedFile } from '../contract/intake-messages.ts';
import { limits } from '../contract/limits.ts';
import { assertNever } from '../contract/result.ts';
import type { MappedPart } from '../mapping/mapped-activity.ts';
import type { ParserApi, ReadableMember } from '../parser-api.ts';
import type { KnownBytes } from '../store/rows.ts';
import { brokenEntry, type FileReading, type FileSeen, type ReadEntry } from './file-reading.ts';
import type { ParserLane } from './parser-lane.ts';

export interface ReadingTools {
  readonly lane: ParserLane;
  readonly now: () => Date;
  readonly athleteTimeZone: string;
  /** Rows for those of the digests whose bytes were imported whole before. */
  readonly findKnownBytes: (sha256: readonly string[]) => Promise<ReadonlyMap<string, KnownBytes>>;
  /** Test switch: a parser never comes back from a file of this name. */
  readonly endlessParserOn: string | null;
}

export async function readFile(file: StagedFile, tools: ReadingTools): Promise<FileReading> {
  const { lane, now } = tools;
  const startedAt = now().toISOString();
  const startedMs = performance.now();
  const entries: ReadEntry[] = [];

  const opened = await openFile(file, lane);
  const openedMs = performance.now();
  if (opened.ok) {
    entries.push(...opened.value.refused.map((refusal) => failedEntry(refusal, refusal.failure)));
    const known = await tools.findKnownBytes(opened.value.members.map((member) => member.sha256));
    for (const member of opened.value.members) {
      const knownBytes = known.get(member.sha256);
      if (knownBytes === undefined && performance.now() - startedMs > limits.fileSeconds * 1000) {
        entries.push(failedEntry(originOf(member), { kind: 'too_slow', limitSeconds: limits.fileSeconds }));
      } else if (knownBytes === undefined) entries.push(...(await readMember(file, member, tools)));
      else
        entries.push({ kind: 'known_bytes', ...originOf(member), sha256: member.sha256, known: knownBytes });
    }
    await lane.run((parser) => parser.close());
  } else {
    entries.push(failedEntry({ member: null, sha256: null, format: null }, opened.failure));
  }

  return {
    file: seen(file),
    entries,
    startedAt,
    timingsMs: {
      staging: file.stagingMs,
      opening: openedMs - startedMs,
      decoding: performance.now() - openedMs,
    },
  };
}

async function openFile(file: StagedFile, lane: ParserLane) {
  const opened = await lane.run((parser) => parser.open({ kind: 'staged', fileId: file.fileId }));
  return opened.ok ? opened.value : opened;
}

async function readMember(
  file: StagedFile,
  member: ReadableMember,
  tools: ReadingTools,
): Promise<readonly ReadEntry[]> {
  const { lane, now, athleteTimeZone, endlessParserOn } = tools;
  const context = { now: now().toISOString(), athleteTimeZone };
  const generation = lane.generation;
  const step = (parser: ParserApi) =>
    file.name === endlessParserOn ? parser.spin() : parser.read(member.index, context);
  const parts = await lane.run(step);
  if (parts.ok) return Promise.all(parts.value.map((part) => readEntry(member, part, context.now)));
  // The parser that held this file's members is gone. One bad member does not take the others down: open anew.
  if (lane.generation !== generation) await openFile(file, lane);
  return [failedEntry(originOf(member), parts.failure)];
}

export async function readEntry(member: ReadableMember, part: MappedPart, now: string): Promise<ReadEntry> {
  const origin = { ...originOf(member), sha256: member.sha256 };
  switch (part.kind) {
    case 'activity':
      return validated(origin, part, now);
    case 'not_an_activity':
      return { kind: 'not_an_activity', ...origin, what: part.what };
    case 'failed':
      return failedEntry(origin, part.failure);
    default:
      return assertNever(part);
  }
}

async function validated(
  origin: {
    readonly member: string | null;
    readonly sha256: string;
    readonly format: ReadableMember['format'];
  },
  { mapped, samples }: Extract<MappedPart, { kind: 'activity' }>,
  now: string,
): Promise<ReadEntry> {
  const envelope = buildEnvelope({ mapped, sha256: origin.sha256, now });
  const activity = envelope.canonical_activity;
  if (activity === null) {
    const { field, message } = envelope.validation_report.errors[0] ?? { field: '', message: '' };
    return { kind: 'failed', ...origin, failure: { kind: 'not_valid', field, detail: message }, envelope };
  }
  const anchor = await anchorActivity(activity);
  return {
    kind: 'activity',
    ...origin,
    envelope,
    activity,
    anchor,
    summary: mapped.summary,
    quality: mapped.quality,
    samples,
  };
}

function failedEntry(
  origin: Pick<ReadEntry, 'member' | 'sha256'> & Partial<Pick<ReadEntry, 'format'>>,
  failure: Failure,
): ReadEntry {
  return {
    kind: 'failed',
    member: origin.member,
    sha256: origin.sha256,
    format: origin.format ?? null,
    failure,
    envelope: null,
  };
}

function originOf({ member, sha256, format }: ReadableMember) {
  return { member, sha256, format };
}

function seen({ fileId, importId, name, path, sizeBytes, sha256 }: StagedFile): FileSeen {
  return { jobId: fileId, importId, name, path, sizeBytes, sha256, isStaged: true };
}

/** A file that a bug of ours kept from being read. */
export function brokenReading(file: StagedFile, now: string): FileReading {
  return {
    file: seen(file),
    entries: [brokenEntry()],
    startedAt: now,
    timingsMs: { staging: file.stagingMs, opening: 0, decoding: 0 },
  };
}

/** A file that killed its reader twice: it is not read again. */
export function setAsideReading(file: StagedFile, readerRevision: string, now: string): FileReading {
  const origin = { member: null, sha256: file.sha256 };
  return {
    file: seen(file),
    entries: [failedEntry(origin, { kind: 'set_aside', readerRevision })],
    startedAt: now,
    timingsMs: { staging: file.stagingMs, opening: 0, decoding: 0 },
  };
}

/** A file that intake could not hand over: there is nothing to read, only an ending to write down. */
export function refusedReading(file: RefusedFile, now: string): FileReading {
  const { fileId, importId, name, path, sizeBytes, failure } = file;
  return {
    file: { jobId: fileId, importId, name, path, sizeBytes, sha256: null, isStaged: false },
    entries: [failedEntry({ member: null, sha256: null }, failure)],
    startedAt: now,
    timingsMs: { staging: 0, opening: 0, decoding: 0 },
  };
}
