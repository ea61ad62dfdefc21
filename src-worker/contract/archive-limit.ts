// The one limit of the archive that is none: more than any disk, and read as a number like any other.

export const noLimitBytes = Number.MAX_SAFE_INTEGER;
