// What one TCX Activity, or the legs of a MultiSportSession, say of one recording. Pure: what was read in, the decoded form out.
import type { QualityFlag } from '../../contract/activity-summary.ts';
import { unsupportedTcxFields } from '../../contract/unsupported-fields.ts';
import { earliest, latest, rounded, sum, weightedMean } from '../amounts.ts';
import type {
  ComputedField,
  DecodedActivity,
  DecodedDevice,
  DecodedMaker,
  DecodedSession,
  DecodedSpan,
} from '../decoded.ts';
import { longestSilenceSeconds } from '../doubts.ts';
import { isClockSuspect, isTooLong } from '../plausible.ts';
import type { Samples } from '../../contract/samples.ts';
import { endsOf, firstFixOf, highestOf, meanOf } from '../track-facts.ts';
import { parseInstant } from '../xml/values.ts';
import type { TcxLap, TcxLeg, TcxRecording } from './document.ts';
import { distanceDisagrees, hasGap } from './doubts.ts';

interface DocumentState {
  readonly sound: boolean;
  /** The document was not read to its end. */
  readonly recovered: boolean;
}

/** Null where nothing was recorded: no lap at all. */
export function tcxActivity(
  recording: TcxRecording,
  { sound, recovered }: DocumentState,
): DecodedActivity | null {
  const { legs, points, plausible, isMultisport } = recording;
  const laps = legs.flatMap((leg) => leg.laps);
  const [firstLeg] = legs;
  if (laps.length === 0 || firstLeg === undefined) return null;

  const { samples, flags: pointFlags } = points.finish();
  const timed = legs.map((leg, index) => timeLeg(leg, { samples, nextLeg: legs[index + 1] }));
  const startedAtMs = earliest(timed.map(({ startMs }) => startMs)) ?? parseInstant(firstLeg.id)?.ms ?? null;
  const lastMs = latest(timed.map(({ endMs }) => endMs));
  const endsBeforeStart = lastMs !== null && startedAtMs !== null && lastMs < startedAtMs;
  const elapsedSeconds = sum(timed.map(({ elapsedSeconds: seconds }) => seconds));
  const maker = makerOf(firstLeg);
  const declared = amountsOf(laps);
  const sport = { sport: isMultisport ? 'multisport' : firstLeg.sport, subSport: null };

  const flags = new Set<QualityFlag>(recovered ? ['recovered', ...pointFlags] : pointFlags);
  if (isClockSuspect(startedAtMs)) flags.add('clock_suspect');
  if (plausible.sawImplausible() || endsBeforeStart) flags.add('value_out_of_range');
  if (laps.some(({ start }) => start?.hasZone === false)) flags.add('time_without_zone');
  if (isTooLong(elapsedSeconds) || timed.some(({ hasGap: gap }) => gap)) flags.add('gaps');
  if (!isMultisport && distanceDisagrees(samples, declared.distanceMeters)) flags.add('distance_disagrees');

  return {
    ...declared,
    ...sport,
    identityParts: [
      recordingId(recording, startedAtMs),
      maker.creator,
      maker.serialNumber,
      points.firstPosition,
    ].filter((part) => part !== null),
    maker,
    devices: deviceOf(firstLeg, maker),
    title: null,
    startedAtMs,
    endedAtMs: endsBeforeStart ? null : lastMs,
    elapsedSeconds,
    avgHeartRateBpm: declared.avgHeartRateBpm ?? meanOf(samples.heartRateBpm),
    maxHeartRateBpm: declared.maxHeartRateBpm ?? highestOf(samples.heartRateBpm),
    avgPowerWatts: declared.avgPowerWatts ?? meanOf(samples.powerWatts),
    hasPosition: samples.latitudeDegrees !== null,
    firstFix: firstFixOf(samples),
    recordCount: samples.count,
    lapCount: laps.length,
    sessionCount: legs.length,
    lengthCount: 0,
    setCount: 0,
    sets: [],
    sessions: legs.map((leg, index) => sessionOf(leg, timed[index])),
    laps: laps.map(lapSpan),
    lengths: [],
    events: [],
    developerFields: [],
    samples,
    latestInstantMs: latest([
      endsOf(samples, { from: 0, to: samples.count }).latestMs,
      ...laps.map(({ start }) => start?.ms ?? null),
    ]),
    sound,
    utcOffsetSeconds: laps[0]?.start?.offsetSeconds ?? points.offsetSeconds,
    flags: [...flags],
    computedFields: computedFields(
      declared,
      laps.some(({ start }) => start !== null),
    ),
    unsupportedFields: unsupportedTcxFields.filter((field) => recording.unsupported.has(field)),
  };
}

interface LegTimes {
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly elapsedSeconds: number | null;
  readonly hasGap: boolean;
}

function timeLeg(
  { laps, firstRow }: TcxLeg,
  { samples, nextLeg }: { readonly samples: Samples; readonly nextLeg: TcxLeg | undefined },
): LegTimes {
  const rows = { from: firstRow, to: nextLeg?.firstRow ?? samples.count };
  const points = endsOf(samples, rows);
  // A lap is over with its last point; one without any, when its timer says.
  const untrackedEnds = laps.map(({ start, timerSeconds, firstRow }, index) => {
    const own = endsOf(samples, { from: firstRow, to: laps[index + 1]?.firstRow ?? rows.to });
    const isTracked = own.latestMs !== null;
    return isTracked || start === null || timerSeconds === null ? null : start.ms + timerSeconds * 1000;
  });
  const startMs = earliest(laps.map(({ start }) => start?.ms ?? null)) ?? points.earliestMs;
  const untrackedMs = latest(untrackedEnds);
  // The moments until somebody pressed stop are a lap in some files, and none of the recording.
  const goesOn =
    untrackedMs !== null && untrackedMs - (points.latestMs ?? -Infinity) > longestSilenceSeconds * 1000;
  const endMs = goesOn ? untrackedMs : points.latestMs;
  const elapsedSeconds =
    startMs === null || endMs === null || endMs < startMs ? null : (endMs - startMs) / 1000;
  const timerSeconds = sum(laps.map((lap) => lap.timerSeconds));
  return {
    startMs,
    endMs,
    elapsedSeconds,
    hasGap:
      elapsedSeconds !== null &&
      timerSeconds !== null &&
      hasGap(samples, rows, { elapsedSeconds, timerSeconds }),
  };
}

/** Sums over laps, and means by their time. */
function amountsOf(laps: readonly TcxLap[]): Omit<DecodedSpan, 'startedAtMs' | 'elapsedSeconds'> {
  const mean = (field: 'avgHeartRateBpm' | 'avgPowerWatts'): number | null =>
    rounded(weightedMean(laps.map((lap) => ({ value: lap[field], weight: lap.timerSeconds }))), 1);
  return {
    timerSeconds: rounded(sum(laps.map((lap) => lap.timerSeconds)), 3),
    distanceMeters: rounded(sum(laps.map((lap) => lap.distanceMeters)), 2),
    caloriesKcal: sum(laps.map((lap) => lap.caloriesKcal)),
    avgHeartRateBpm: mean('avgHeartRateBpm'),
    maxHeartRateBpm: latest(laps.map((lap) => lap.maxHeartRateBpm)),
    avgPowerWatts: mean('avgPowerWatts'),
    ascentMeters: null,
  };
}

const sessionOf = (leg: TcxLeg, times: LegTimes | undefined): DecodedSession => ({
  ...amountsOf(leg.laps),
  sport: leg.sport,
  subSport: null,
  startedAtMs: times?.startMs ?? null,
  elapsedSeconds: times?.elapsedSeconds ?? null,
});

/** A lap declares the time that the timer ran, and not how long it took. */
const lapSpan = (lap: TcxLap): DecodedSpan => ({
  startedAtMs: lap.start?.ms ?? null,
  elapsedSeconds: null,
  timerSeconds: lap.timerSeconds,
  distanceMeters: lap.distanceMeters,
  caloriesKcal: lap.caloriesKcal,
  avgHeartRateBpm: lap.avgHeartRateBpm,
  maxHeartRateBpm: lap.maxHeartRateBpm,
  avgPowerWatts: lap.avgPowerWatts,
  ascentMeters: null,
});

const makerOf = ({ creator }: TcxLeg): DecodedMaker => ({
  manufacturer: null,
  product: creator.productId,
  serialNumber: creator.unitId === '0' ? null : creator.unitId,
  creator: creator.name,
});

function deviceOf(
  { creator: { name, version } }: TcxLeg,
  { serialNumber }: DecodedMaker,
): readonly DecodedDevice[] {
  if (name === null) return [];
  const softwareVersion = version.length === 0 ? null : version.slice(0, 2).join('.');
  return [{ isRecorder: true, type: null, manufacturer: null, product: name, serialNumber, softwareVersion }];
}

/** Without an `Id` the start stands in: otherwise every such file would be the same activity. */
const recordingId = ({ id, legs }: TcxRecording, startedAtMs: number | null): string | null =>
  id ?? legs[0]?.id ?? (startedAtMs === null ? null : new Date(startedAtMs).toISOString());

function computedFields(
  declared: Pick<DecodedSpan, 'avgHeartRateBpm' | 'maxHeartRateBpm'>,
  startIsDeclared: boolean,
): readonly ComputedField[] {
  const fields: readonly (ComputedField | null)[] = [
    startIsDeclared ? null : 'startedAtMs',
    'endedAtMs',
    'elapsedSeconds',
    declared.avgHeartRateBpm === null ? 'avgHeartRateBpm' : null,
    declared.maxHeartRateBpm === null ? 'maxHeartRateBpm' : null,
  ];
  return fields.filter((field) => field !== null);
}
