// The reader's revision, last part of every version (domain 3). Raise it whenever decoding or mapping changes what an
// activity says: else the same recording in other wrapping would seem to be one version that says two things. For the golden
// activities a tripwire test asks for it. Raise it as well when something can be read that was refused before: what this
// reader refused lies on devices and in folders, and is not read again by itself before then.

/** 0004: the zone by the place of the start, the local day by that zone, every sport of FIT and Strava decided. */
export const readerRevision = '0004';
