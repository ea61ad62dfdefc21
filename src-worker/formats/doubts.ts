// When a recording is doubted for what it says twice and not alike, or for where it says nothing: the thresholds of all formats.

/** Recorders that save space write a point at least every minute or so; of five minutes something is missing. */
export const longestSilenceSeconds = 300;

const toleratedShare = 0.05;
const toleratedMeters = 100;

/** What was declared against what the points counted. */
export const distancesDisagree = (declaredMeters: number, recordedMeters: number): boolean =>
  Math.abs(declaredMeters - recordedMeters) > Math.max(toleratedMeters, toleratedShare * declaredMeters);
