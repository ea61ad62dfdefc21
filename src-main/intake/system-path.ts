// Paths as the bytes that the system knows them by, because a name on disk need not be valid UTF-8.
// What people read is a lossy text beside it, never used to open anything.
import { sep, toNamespacedPath } from 'node:path';

const separator = Buffer.from(sep);
const isWindows = process.platform === 'win32';

/** `nameBytes` is one character per byte (latin1): small to keep, and `<` sorts it bytewise. */
export function childPath(folder: Buffer, nameBytes: string): Buffer {
  return Buffer.concat([folder, separator, Buffer.from(nameBytes, 'latin1')]);
}

export function nameForPeople(nameBytes: string): string {
  return Buffer.from(nameBytes, 'latin1').toString('utf8');
}

export function childPathForPeople(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

/** Windows knows names as text, and long ones only with their full prefix, which Node adds to strings alone. */
export function pathForSystem(path: Buffer): Buffer | string {
  return isWindows ? toNamespacedPath(path.toString('utf8')) : path;
}
