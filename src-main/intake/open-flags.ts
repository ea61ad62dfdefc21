// The flags of the careful open. A system that lacks one gets 0 for it, although Node's types promise all of them.
import { constants } from 'node:fs';

const flagsOfThisSystem: Readonly<Record<string, number | undefined>> = { ...constants };
const flag = (name: string): number => flagsOfThisSystem[name] ?? 0;

const noFollow = flag('O_NOFOLLOW');

/** Windows: there a link that took a file's place is only noticed after opening. */
export const canRefuseLinks = noFollow !== 0;

/** Never through a link, never waiting for a pipe's other end, never taking a terminal. */
export const openFileFlags = constants.O_RDONLY | noFollow | flag('O_NONBLOCK') | flag('O_NOCTTY');

/**
 * Linux: so that reading leaves no trace on a device, where it would be a write. Only whoever owns a file may ask for it. Of
 * folders Node has no such listing: theirs are left to how the volume is mounted.
 */
export const traceless = flag('O_NOATIME');

export const openFolderFlags = openFileFlags | flag('O_DIRECTORY');

/** Only ever a new file: whatever has that name already is not ours to write through. */
export const createCopyFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow;
