// From a requested URL to what it may mean: a built asset, the bytes of a staged file or an original, or nothing. Pure, and the only rule.
import { extname, resolve, sep } from 'node:path';

/** The kinds of file that the build makes; anything else is not served. */
const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export type AppResource =
  | { readonly kind: 'asset'; readonly path: string; readonly mimeType: string }
  | { readonly kind: 'bytes'; readonly fileId: string; readonly from: number; readonly to: number }
  | { readonly kind: 'original'; readonly sha256: string }
  | { readonly kind: 'journal'; readonly epoch: string; readonly afterSeq: number }
  | { readonly kind: 'not_found' };

const notFound = { kind: 'not_found' } as const;
const bytesPath = /^\/_bytes\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(\d{1,10})-(\d{1,10})$/;
const originalPath = /^\/_originals\/([0-9a-f]{64})$/;
const journalFramesPath = /^\/_journal\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(\d{1,10})$/;

/**
 * Decodes once, then refuses NUL, backslash, `..`, drive letters and UNC (reliability 1.2).
 * The caller still has to check that the real path, links resolved, lies under `root`.
 */
export function resolveAppPath(requestUrl: string, origin: string, root: string): AppResource {
  const prefix = `${origin}/`;
  if (!requestUrl.startsWith(prefix)) return notFound;
  // Cut by hand and not by URL: it would fold `..` away before it can be refused.
  const encoded = requestUrl.slice(origin.length).split(/[?#]/, 1)[0] ?? '';
  const path = decodeOnce(encoded);
  if (path === null || path.length > 1024 || /[\0\\:]/.test(path) || path.includes('//')) return notFound;
  if (path.split('/').some((part) => part === '..' || part === '.')) return notFound;

  const [, fileId, from, to] = bytesPath.exec(path) ?? [];
  if (fileId !== undefined) {
    const within = { from: Number(from), to: Number(to) };
    return within.from < within.to ? { kind: 'bytes', fileId, ...within } : notFound;
  }

  const sha256 = originalPath.exec(path)?.[1];
  if (sha256 !== undefined) return { kind: 'original', sha256 };

  const [, epoch, afterSeq] = journalFramesPath.exec(path) ?? [];
  if (epoch !== undefined) return { kind: 'journal', epoch, afterSeq: Number(afterSeq) };

  const asset = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  const mimeType = mimeTypes[extname(asset).toLowerCase()];
  return mimeType !== undefined && isUnder(asset, root) ? { kind: 'asset', path: asset, mimeType } : notFound;
}

/** True where `path` lies below `root`; both absolute. */
export function isUnder(path: string, root: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function decodeOnce(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
