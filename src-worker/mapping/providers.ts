// Who made the file, by the marks in its content: rows for the three providers, everyone else is a device.
// Never by the name of a file or folder.
import type { Provider } from '../contract/external-activity.ts';
import type { DecodedMaker } from '../formats/decoded.ts';

interface ProviderMark {
  readonly provider: Provider;
  /** FIT `file_id.manufacturer`, by its profile name. */
  readonly manufacturer: RegExp;
  /** TCX `Creator/Name`, GPX `@creator`. */
  readonly creator: RegExp;
}

const marks: readonly ProviderMark[] = [
  { provider: 'strava', manufacturer: /^strava$/, creator: /^strava/i },
  // Peaksware is the company behind TrainingPeaks.
  {
    provider: 'trainingpeaks',
    manufacturer: /^(?:peaksware|training_?peaks)$/,
    creator: /^training ?peaks/i,
  },
  {
    provider: 'garmin',
    manufacturer: /^garmin(?:_|$)/,
    // Garmin's devices sign with the name of their model only, its programs with theirs.
    creator:
      /^garmin|^(?:edge|forerunner|foretrex|f[eē]nix|v[ií]vo(?:active|sport|smart|fit|move)|etrex|oregon|gpsmap|dakota|montana|colorado|rino|epix|instinct|tactix|quatix|descent|enduro|approach|venu|marq|mapsource|basecamp)(?![a-z])/i,
  },
];

export function providerOf({ manufacturer, creator }: DecodedMaker): Provider {
  const mark = marks.find(
    (row) =>
      (manufacturer !== null && row.manufacturer.test(manufacturer)) ||
      (creator !== null && row.creator.test(creator)),
  );
  return mark?.provider ?? 'device';
}
