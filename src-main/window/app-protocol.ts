// Serves the built page, and to it the bytes of staged files and originals and the journal's frames, and nothing else on the disk.
import { createReadStream } from 'node:fs';
import { open, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { protocol } from 'electron';
import { appOrigin, appScheme } from './app-origin.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { isUnder, resolveAppPath } from './resolve-app-path.ts';

const safetyHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** What is the athlete's must not lie in the browser's cache. */
const ownBytes = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };

const refuse = (status: number) => new Response(null, { status, headers: safetyHeaders });

interface Served {
  /** Where the build put the page. */
  readonly pageFolder: string;
  /** Where intake puts staged copies, each named by its id. */
  readonly stagingFolder: string;
  /** As it was before the archive compressed it; null where it is not kept. A damaged one breaks the stream. */
  readonly openOriginal: (sha256: string) => Promise<Readable | null>;
  /** Whole frames after that place; null where the epoch is another. */
  readonly journalFrames: (epoch: string, afterSeq: number) => Promise<Uint8Array | null>;
}

export function serveApp({ pageFolder, stagingFolder, openOriginal, journalFrames }: Served): void {
  protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const resource = resolveAppPath(request.url, appOrigin, pageFolder);
    switch (resource.kind) {
      case 'asset':
        return assetResponse(resource.path, resource.mimeType, pageFolder);
      case 'bytes':
        return bytesResponse(join(stagingFolder, resource.fileId), resource);
      case 'original':
        return originalResponse(() => openOriginal(resource.sha256));
      case 'journal':
        return journalResponse(() => journalFrames(resource.epoch, resource.afterSeq));
      case 'not_found':
        return refuse(404);
    }
  });
}

async function assetResponse(path: string, mimeType: string, pageFolder: string): Promise<Response> {
  const real = await realpath(path).catch(() => null);
  if (real === null || !isUnder(real, await realpath(pageFolder))) return refuse(404);
  const body = await readFile(real).catch(() => null);
  if (body === null) return refuse(404);
  return new Response(new Uint8Array(body), { headers: { ...safetyHeaders, 'content-type': mimeType } });
}

async function journalResponse(read: () => Promise<Uint8Array | null>): Promise<Response> {
  const frames = await read().catch(() => null);
  if (frames === null) return refuse(404);
  return new Response(new Uint8Array(frames), { headers: { ...safetyHeaders, ...ownBytes } });
}

/** Streams: a stretch of a staged file may have 64 MiB. */
async function bytesResponse(path: string, { from, to }: { from: number; to: number }): Promise<Response> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return refuse(404);
  const size = await file.stat().then(
    (stat) => stat.size,
    () => 0,
  );
  if (to > size) {
    await file.close();
    return refuse(404);
  }
  const stretch = createReadStream(path, { fd: file, start: from, end: to - 1 });
  return streamed(stretch, { 'content-length': String(to - from) });
}

async function originalResponse(open: () => Promise<Readable | null>): Promise<Response> {
  const original = await open().catch(() => null);
  return original === null ? refuse(404) : streamed(original);
}

function streamed(stream: Readable, headers: Readonly<Record<string, string>> = {}): Response {
  // Node's and the DOM's ReadableStream are the same class at run time; their types are declared apart.
  const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: { ...safetyHeaders, ...ownBytes, ...headers } });
}
