// The parser worker's entry: fetches a staged copy, opens it, decodes and maps its members. Untrusted bytes are read here
// and nowhere else; whoever asks bounds the time by ending this worker. No clock but for timings, no database, no network
// beyond the app's own bytes.
import { expose } from 'comlink';
import { failed, ok } from './contract/result.ts';
import { openFile } from './formats/container/open-file.ts';
import type { OpenedMember } from './formats/decoded.ts';
import { readMember } from './formats/read-member.ts';
import { mapPart } from './mapping/map-part.ts';
import type { MappedPart } from './mapping/mapped-activity.ts';
import type { ParserApi, ReadContext } from './parser-api.ts';

let members: readonly OpenedMember[] = [];

const api: ParserApi = {
  open: async (fileId) => {
    members = [];
    const startedAt = performance.now();
    const bytes = await stagedBytes(fileId);
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
    return member === undefined
      ? [{ kind: 'failed', failure: { kind: 'staged_copy_missing' } }]
      : readAndMap(member, context);
  },

  close: () => {
    members = [];
    return Promise.resolve();
  },

  spin: () => {
    for (;;);
  },
};

async function stagedBytes(fileId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await fetch(`/_bytes/${encodeURIComponent(fileId)}`);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null; // the copy vanished while it was read
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
