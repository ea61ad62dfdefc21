// The reader's revision, last part of every version (domain 3). Raise it whenever decoding or mapping changes what an
// activity says: else the same recording in other wrapping would seem to be one version that says two things. For the golden
// activities a tripwire test asks for it.

/** 0002: our own readers of FIT, TCX and GPX. */
export const readerRevision = '0002';
