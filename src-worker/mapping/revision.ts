// The reader's revision, last part of every version (domain 3). Raise it whenever decoding or mapping changes what an
// activity says: else the same recording in other wrapping would seem to be one version that says two things. For the golden
// activities a tripwire test asks for it.

/** 0003: the exercise within its category, transitions and the first schema of TCX, more of what is cut or damaged. */
export const readerRevision = '0003';
