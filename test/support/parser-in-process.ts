// A parser for tests that need no worker: what src-worker/parser.ts does in its own, on bytes at hand.
import { failed, ok } from '../../src-worker/contract/result.ts';
import { openFile } from '../../src-worker/formats/container/open-file.ts';
import type { OpenedMember } from '../../src-worker/formats/decoded.ts';
import { readMember } from '../../src-worker/formats/read-member.ts';
import type { Parser } from '../../src-worker/imports/parser-lane.ts';
import { mapPart } from '../../src-worker/mapping/map-part.ts';
import type { BytesSource, ParserApi } from '../../src-worker/parser-api.ts';

/** `bytesOf`: undefined where main has nothing to serve. */
export function parserInProcess(
  bytesOf: (source: BytesSource) => Uint8Array<ArrayBuffer> | undefined,
): Parser {
  let members: readonly OpenedMember[] = [];
  const api: ParserApi = {
    async open(source) {
      const bytes = bytesOf(source);
      if (bytes === undefined) return failed({ kind: 'staged_copy_missing' });
      const opened = await openFile(bytes);
      if (!opened.ok) return opened;
      members = opened.value.members;
      return ok({
        members: members.map(({ member, sha256, format }, index) => ({ index, member, sha256, format })),
        refused: opened.value.refused,
        openingMs: 1,
      });
    },
    async read(index, context) {
      const member = members[index];
      if (member === undefined) return [];
      const decoded = await readMember(member);
      if (!decoded.ok) return [{ kind: 'failed', failure: decoded.failure }];
      const { format, sha256 } = member;
      return Promise.all(decoded.value.parts.map((part) => mapPart(part, { ...context, format, sha256 })));
    },
    close: () => Promise.resolve(),
    spin: () => Promise.reject(new Error('not here')),
  };
  return { api, died: new Promise(() => undefined), end: () => undefined };
}
