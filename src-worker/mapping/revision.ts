// The reader's revision, last part of every version (domain 3). Raise it whenever decoding or mapping changes
// what a golden activity says; a tripwire test asks for it.

export const readerRevision = '0001';
