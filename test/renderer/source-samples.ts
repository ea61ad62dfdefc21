// Devices and folders for the tests of what is said about them: one device at rest and one watched folder, each state there is,
// and whatever is asked to differ.
import { deviceHintSchema } from '../../src-worker/contract/vendor-map.ts';
import { awayReasonSchema, type Source, type SourceState } from '../../src-worker/contract/sources.ts';

export const edge = (other: Partial<Source> = {}): Source => ({
  sourceId: 'device-edge',
  kind: 'device',
  name: 'Edge 530',
  place: '/media/rider/GARMIN',
  vendor: 'garmin',
  state: { kind: 'at_rest' },
  filesFound: 12,
  filesKnown: 12,
  newActivities: 3,
  filesWaiting: 0,
  badCopies: 0,
  filesUnread: 0,
  partsUnlisted: 0,
  unfinishedRide: null,
  isWatchingLimited: false,
  isRecursive: false,
  isOn: true,
  lastSeenAt: '2026-05-12T16:04:00.000Z',
  hints: [],
  ...other,
});

export const zwiftFolder = (other: Partial<Source> = {}): Source =>
  edge({
    sourceId: 'folder-zwift',
    kind: 'folder',
    name: 'Activities',
    place: '/home/rider/Documents/Zwift/Activities',
    vendor: null,
    isRecursive: true,
    filesFound: 240,
    filesKnown: 240,
    newActivities: 0,
    ...other,
  });

/** One of each kind; the type says when one is missing. */
const stateOfKind = {
  looking: { kind: 'looking' },
  settling: { kind: 'settling', files: 2 },
  importing: { kind: 'importing', filesDone: 4, filesAll: 12 },
  at_rest: { kind: 'at_rest' },
  asks: { kind: 'asks', activityFiles: 14 },
  off: { kind: 'off' },
  away: { kind: 'away', reason: 'not_there' },
  stuck: { kind: 'stuck' },
  no_volume: { kind: 'no_volume' },
} as const satisfies { [Kind in SourceState['kind']]: Extract<SourceState, { kind: Kind }> };

export const everyState: readonly SourceState[] = [
  ...Object.values(stateOfKind),
  ...awayReasonSchema.options.map((reason) => ({ kind: 'away', reason }) as const),
];

export const everyHint = deviceHintSchema.options;
