// The parser worker's entry: opens a file, decodes and maps its members one after the other. Untrusted bytes are read here
// and nowhere else; whoever asks bounds the time by ending this worker. No clock but for timings, no database, no network
// beyond the app's own bytes.
import { expose, transfer } from 'comlink';
import { stagedPath } from './contract/import-job.ts';
import { assertNever, ok } from './contract/result.ts';
import { bytesAsAWhole, bytesInBlocks, type ByteSource } from './formats/container/byte-source.ts';
import { openFile } from './formats/container/open-file.ts';
import type { OpenedFile } from './formats/container/opened-file.ts';
import type { OpenedMember } from './formats/decoded.ts';
import { readMember } from './formats/read-member.ts';
import { mapPart } from './mapping/map-part.ts';
import type { MappedPart } from './mapping/mapped-activity.ts';
import type { BytesSource, ParserApi, ReadContext } from './parser-api.ts';

let file: OpenedFile | null = null;
let member: OpenedMember | null = null;

const copyMissing = { kind: 'staged_copy_missing' } as const;

const api: ParserApi = {
  open: async (source) => {
    [file, member] = [null, null];
    const opened = await openFile(bytesOf(source));
    if (!opened.ok) return opened;
    file = opened.value;
    return ok(file.entries);
  },

  openEntry: async (at) => {
    member = null;
    const opened = (await file?.open(at)) ?? null;
    if (opened === null) return { kind: 'refused', sha256: null, failure: copyMissing };
    if (opened.kind !== 'member') return opened;
    member = opened.member;
    const { member: name, sha256, format } = member;
    return { kind: 'member', member: { member: name, sha256, format } };
  },

  read: async (context) => {
    if (member === null) return [{ kind: 'failed', failure: copyMissing }];
    const parts = await readAndMap(member, context);
    return transfer(
      parts,
      parts.flatMap((part) => (part.kind === 'activity' ? [part.samples.buffer] : [])),
    );
  },

  close: () => {
    [file, member] = [null, null];
    return Promise.resolve();
  },

  spin: () => {
    for (;;);
  },
};

function bytesOf(source: BytesSource): ByteSource {
  const { sizeBytes } = source;
  switch (source.kind) {
    case 'staged':
      return bytesInBlocks(sizeBytes, (from, to) =>
        fetchBytes(`${stagedPath}${source.fileId}/${String(from)}-${String(to)}`),
      );
    case 'original':
      return bytesAsAWhole(sizeBytes, () => fetchBytes(`/_originals/${source.sha256}`));
    default:
      return assertNever(source);
  }
}

async function fetchBytes(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await fetch(path);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null; // they vanished while they were read
  }
}

async function readAndMap(member: OpenedMember, context: ReadContext): Promise<readonly MappedPart[]> {
  const decoded = await readMember(member);
  if (!decoded.ok) return [{ kind: 'failed', failure: decoded.failure }];
  const { format, sha256, title: archiveTitle } = member;
  return Promise.all(
    decoded.value.parts.map((part) =>
      mapPart(part, { ...context, format, sha256, archiveTitle }).catch(notMappable),
    ),
  );
}

/** A part that mapping trips over must not take the others of its file down. */
function notMappable(reason: unknown): MappedPart {
  const detail = reason instanceof Error ? reason.name : 'thrown';
  return { kind: 'failed', failure: { kind: 'not_mappable', field: '', detail } };
}

expose(api);
