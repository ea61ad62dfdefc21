// Electron's `net`: fetch that also reads files and the app's own schemes.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { honest } from '../page/honest.ts';
import { askProtocolHandler, protocol } from './protocol.ts';

const mimeTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export const net = honest('net', {
  /** As in Electron: some interface besides the loopback is up. */
  isOnline: (): boolean =>
    Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal)),

  fetch: async (input: string | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const scheme = new URL(request.url).protocol.slice(0, -1);
    if (scheme === 'file') return readFileResponse(fileURLToPath(request.url));
    if (!protocol.isProtocolHandled(scheme)) return fetch(request);
    const response = await askProtocolHandler(request);
    if (response === null) throw new Error('net::ERR_FAILED');
    return response;
  },
}) satisfies Partial<Electron.Net>;

async function readFileResponse(path: string): Promise<Response> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) throw new Error('net::ERR_FILE_NOT_FOUND');
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>; // one class, declared twice
  return new Response(body, {
    headers: {
      'content-type': mimeTypes[extname(path).toLowerCase()] ?? 'application/octet-stream',
      'content-length': String(found.size),
    },
  });
}
