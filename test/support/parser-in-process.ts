// A parser for tests that need no worker: what src-worker/parser.ts does in its own, on bytes at hand.
import { failed, ok } from '../../src-worker/contract/result.ts';
import { bytesInMemory } from '../../src-worker/formats/container/byte-source.ts';
import { openFile } from '../../src-worker/formats/container/open-file.ts';
import type { OpenedFile } from '../../src-worker/formats/container/opened-file.ts';
import type { OpenedMember } from '../../src-worker/formats/decoded.ts';
import { readMember } from '../../src-worker/formats/read-member.ts';
import type { Parser } from '../../src-worker/imports/parser-lane.ts';
import { mapPart } from '../../src-worker/mapping/map-part.ts';
import type { BytesSource, ParserApi } from '../../src-worker/parser-api.ts';

/** `bytesOf`: undefined where main has nothing to serve. */
export function parserInProcess(
  bytesOf: (source: BytesSource) => Uint8Array<ArrayBuffer> | undefined,
): Parser {
  let file: OpenedFile | null = null;
  let member: OpenedMember | null = null;
  const api: ParserApi = {
    async open(source) {
      const bytes = bytesOf(source);
      if (bytes === undefined) return failed({ kind: 'staged_copy_missing' });
      const opened = await openFile(bytesInMemory(bytes));
      if (!opened.ok) return opened;
      file = opened.value;
      return ok(file.entries);
    },
    async openEntry(at) {
      const opened = (await file?.open(at)) ?? null;
      if (opened === null) return { kind: 'refused', sha256: null, failure: { kind: 'staged_copy_missing' } };
      if (opened.kind === 'member') member = opened.member;
      return opened;
    },
    async read(context) {
      if (member === null) return [];
      const decoded = await readMember(member);
      if (!decoded.ok) return [{ kind: 'failed', failure: decoded.failure }];
      const { format, sha256 } = member;
      return Promise.all(decoded.value.parts.map((part) => mapPart(part, { ...context, format, sha256 })));
    },
    close: () => Promise.resolve(),
    spin: () => new Promise(() => undefined),
  };
  return { api, died: new Promise(() => undefined), end: () => undefined };
}
