// What is told of a path: where it begins, how deep it lies, its extension, and a sign that is equal for equal paths.
import type { FileExtension, PathRoot } from '../contract/diagnostics-words.ts';
import { fileExtensions } from '../contract/diagnostics-words.ts';
import { among } from './among.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** The first row that fits is told. Separators are `/`; Windows' own are turned before. */
const roots: readonly { readonly root: PathRoot; readonly begins: RegExp }[] = [
  {
    root: 'temp',
    begins: /^(?:\/private)?(?:\/var)?\/tmp\/|^(?:\/private)?\/var\/folders\/|^[a-z]:\/(?:.*\/)?temp\//i,
  },
  { root: 'removable', begins: /^\/(?:run\/)?media\/|^\/mnt\/|^\/volumes\/|\/gvfs\/mtp:/i },
  { root: 'network', begins: /^\/\/|^\/net\/|\/gvfs\/(?:smb|sftp|ftp|dav)/i },
  { root: 'home', begins: /^\/home\/|^\/root\/|^\/users\/|^[a-z]:\/users\//i },
];

const deepest = 64;

export interface RedactedPath {
  readonly root: PathRoot;
  readonly extension: FileExtension;
  readonly depth: number;
  readonly hash: string;
}

export async function redactPath(path: string, pseudonym: Pseudonyms): Promise<RedactedPath> {
  const plain = path.replaceAll('\\', '/');
  return {
    root: roots.find(({ begins }) => begins.test(plain))?.root ?? 'other',
    extension: extensionOf(plain),
    depth: Math.min(deepest, Math.max(0, plain.split('/').filter((part) => part !== '').length - 1)),
    hash: await pseudonym('path', path),
  };
}

function extensionOf(path: string): FileExtension {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return 'none';
  const written = name.slice(dot + 1).toLowerCase();
  return written === 'none' ? 'other' : (among(fileExtensions, written) ?? 'other');
}
