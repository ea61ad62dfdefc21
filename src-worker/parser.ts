// The parser worker's entry: fetches a file's bytes, opens it, decodes and maps its members. Untrusted bytes are read here
// and nowhere else; whoever asks bounds the time by ending this worker. No clock but for timings, no database, no network
// beyond the app's own bytes.
import { expose, transfer } from 'comlink';
import { assertNever, failed, ok } from './contract/result.ts';
import { openFile } from './formats/container/open-file.ts';
import type { OpenedMember } from './formats/decoded.ts';
import { readMember } from './formats/read-member.ts';
import { mapPart } from './mapping/map-part.ts';
import type { MappedPart } from './mapping/mapped-activity.ts';
import type { BytesSource, ParserApi, ReadContext } from './parser-api.ts';

let members: readonly OpenedMember[] = [];

const api: ParserApi = {
  open: async (source) => {
    members = [];
    const startedAt = performance.now();
    const bytes = await fetchBytes(source);
    if (bytes === null) return failed({ kind: 'staged_copy_missing' });
    const opened = await openFile(bytes);
    if (!opened.ok) return opened;
    members = opened.value.members;
    return ok({
      members: members.map(({ member, sha256, format }, index) => ({ index, member, sha256, format })),
      refused: opened.value.refused,
      openingMs: performance.now() - startedAt,
    });
  },

  read: async (index, context) => {
    const member = members[index];
    if (member === undefined) return [{ kind: 'failed', failure: { kind: 'staged_copy_missing' } }];
    const parts = await readAndMap(member, context);
    return transfer(
      parts,
      parts.flatMap((part) => (part.kind === 'activity' ? [part.samples.buffer] : [])),
    );
  },

  close: () => {
    members = [];
    return Promise.resolve();
  },

  spin: () => {
    for (;;);
  },
};

async function fetchBytes(source: BytesSource): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await fetch(pathOf(source));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null; // the copy vanished while it was read
  }
}

function pathOf(source: BytesSource): string {
  switch (source.kind) {
    case 'staged':
      return `/_bytes/${encodeURIComponent(source.fileId)}`;
    case 'original':
      return `/_originals/${encodeURIComponent(source.sha256)}`;
    default:
      return assertNever(source);
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
