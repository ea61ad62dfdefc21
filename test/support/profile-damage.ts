// Damage to the browser's own database files in a profile of an app that has ended, as disks, power cuts and people do it.
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the database's files, on whichever host. */
export function databaseFolder(profile: string): string {
  const found = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.endsWith('.indexeddb.leveldb'))
    .map(({ parentPath, name }) => join(parentPath, name));
  const [folder, ...more] = found;
  if (folder === undefined || more.length > 0) throw new Error(`${found.length} databases in ${profile}`);
  return folder;
}

/** The largest file of that kind. */
export function databaseFile(profile: string, kind: RegExp): string {
  const folder = databaseFolder(profile);
  const sized = readdirSync(folder)
    .filter((name) => kind.test(name))
    .map((name) => ({ path: join(folder, name), bytes: readFileSync(join(folder, name)).length }))
    .sort((one, other) => other.bytes - one.bytes);
  const [largest] = sized;
  if (largest === undefined || largest.bytes === 0) throw new Error(`no ${kind.source} in ${folder}`);
  return largest.path;
}

const written = /^\d+\.log$/;
const sorted = /^\d+\.ldb$/;
const manifest = /^MANIFEST-/;

export function flipBit(path: string, share = 0.5): void {
  change(path, (bytes) => {
    const place = Math.floor(bytes.length * share);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 0x10, place);
  });
}

function change(path: string, how: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  how(bytes);
  writeFileSync(path, bytes);
}

/** By name: what is done to a profile. */
export const damages = {
  'a flipped bit in the middle of the log': (profile) => flipBit(databaseFile(profile, written)),
  'the last 100 bytes of the log overwritten': (profile) =>
    change(databaseFile(profile, written), (bytes) => bytes.fill(0xa5, bytes.length - 100)),
  'the last KiB of the log zeroed': (profile) =>
    change(databaseFile(profile, written), (bytes) => bytes.fill(0, bytes.length - 1024)),
  'the log cut to half': (profile) => {
    const path = databaseFile(profile, written);
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
  },
  'the log removed': (profile) => rmSync(databaseFile(profile, written)),
  'CURRENT zeroed': (profile) => change(databaseFile(profile, /^CURRENT$/), (bytes) => bytes.fill(0)),
  'CURRENT removed': (profile) => rmSync(databaseFile(profile, /^CURRENT$/)),
  'the manifest removed': (profile) => rmSync(databaseFile(profile, manifest)),
  'a flipped bit in the manifest': (profile) => flipBit(databaseFile(profile, manifest)),
  'the end of the manifest cut off': (profile) => {
    const path = databaseFile(profile, manifest);
    truncateSync(path, Math.floor(readFileSync(path).length * 0.6));
  },
  'a sorted file removed': (profile) => rmSync(databaseFile(profile, sorted)),
  'a flipped bit in a sorted file': (profile) => flipBit(databaseFile(profile, sorted), 0.3),
  'the whole folder removed': (profile) => rmSync(databaseFolder(profile), { recursive: true }),
} satisfies Record<string, (profile: string) => void>;

/** The files as they were in another copy of the profile. */
export function putBackDatabase(profile: string, earlier: string): void {
  const folder = databaseFolder(profile);
  rmSync(folder, { recursive: true });
  cpSync(databaseFolder(earlier), folder, { recursive: true });
}
