// What one TCX Activity, or the legs of a MultiSportSession, say of one recording. Pure: nodes in, the decoded form out.
import type { QualityFlag } from '../../contract/activity-summary.ts';
import { earliest, latest, rounded, sum, weightedMean } from '../amounts.ts';
import type { ComputedField, DecodedActivity, DecodedMaker } from '../decoded.ts';
import { isClockSuspect, plausibility, plausibleRanges, type Plausibility } from '../plausible.ts';
import { pointFacts, positionPart, readPoint, type TrackPoint } from '../track-points.ts';
import { attribute, child, children, textAt, textBelow, type XmlNode } from '../xml/node.ts';
import { label, parseInstant, parseNumber, type XmlInstant } from '../xml/values.ts';

interface Lap {
  readonly start: XmlInstant | null;
  readonly timerSeconds: number | null;
  readonly distanceMeters: number | null;
  readonly caloriesKcal: number | null;
  readonly avgHeartRateBpm: number | null;
  readonly maxHeartRateBpm: number | null;
  readonly avgPowerWatts: number | null;
  readonly points: readonly TrackPoint[];
}

interface Leg {
  readonly laps: readonly Lap[];
  readonly startMs: number | null;
  readonly endMs: number | null;
}

interface Recording {
  /** The Activity itself, or the MultiSportSession around its legs. */
  readonly wrapper: XmlNode;
  readonly legs: readonly XmlNode[];
  readonly sound: boolean;
}

/** Null where nothing was recorded: no lap at all. */
export function tcxActivity({ wrapper, legs: legNodes, sound }: Recording): DecodedActivity | null {
  const plausible = plausibility();
  const ids = legNodes.map((leg) => textAt(leg, 'Id'));
  const legs = legNodes.map((node) => readLeg(node, plausible));
  const laps = legs.flatMap((leg) => leg.laps);
  const [firstLeg] = legNodes;
  if (laps.length === 0 || firstLeg === undefined) return null;

  const points = laps.flatMap((lap) => lap.points);
  const facts = pointFacts(points);
  const startedAtMs =
    earliest(legs.map(({ startMs }) => startMs)) ?? parseInstant(ids[0] ?? null)?.ms ?? null;
  const lastMs = latest(legs.map(({ endMs }) => endMs));
  const endsBeforeStart = lastMs !== null && startedAtMs !== null && lastMs < startedAtMs;
  const endedAtMs = endsBeforeStart ? null : lastMs;
  const elapsedSeconds = sum(legs.map(legSeconds));
  const maker = readMaker(firstLeg);
  const isMultisport = legNodes.length > 1 || wrapper !== firstLeg;

  const declaredAvg = weightedMean(
    laps.map((lap) => ({ value: lap.avgHeartRateBpm, weight: lap.timerSeconds })),
  );
  const declaredMax = latest(laps.map((lap) => lap.maxHeartRateBpm));
  const computed: readonly (ComputedField | null)[] = [
    'endedAtMs',
    'elapsedSeconds',
    declaredAvg === null ? 'avgHeartRateBpm' : null,
    declaredMax === null ? 'maxHeartRateBpm' : null,
  ];
  const flags: QualityFlag[] = [...facts.flags];
  const longerThanPlausible = elapsedSeconds !== null && elapsedSeconds > plausibleRanges.elapsedSeconds.max;
  if (isClockSuspect(startedAtMs)) flags.push('clock_suspect');
  if (plausible.sawImplausible() || longerThanPlausible || endsBeforeStart) flags.push('value_out_of_range');
  const withoutZone = laps.some(({ start }) => start !== null && !start.hasZone);
  if (withoutZone && !flags.includes('time_without_zone')) flags.push('time_without_zone');

  return {
    identityParts: identityParts(idOf(wrapper, ids, startedAtMs), maker, points),
    maker,
    title: null,
    sport: isMultisport ? 'multisport' : label(attribute(firstLeg, 'Sport')),
    subSport: null,
    startedAtMs,
    endedAtMs,
    elapsedSeconds,
    timerSeconds: rounded(sum(laps.map((lap) => lap.timerSeconds)), 3),
    distanceMeters: rounded(sum(laps.map((lap) => lap.distanceMeters)), 2),
    caloriesKcal: sum(laps.map((lap) => lap.caloriesKcal)),
    avgHeartRateBpm: rounded(declaredAvg, 1) ?? facts.avgHeartRateBpm,
    maxHeartRateBpm: declaredMax ?? facts.maxHeartRateBpm,
    avgPowerWatts: rounded(
      weightedMean(laps.map((lap) => ({ value: lap.avgPowerWatts, weight: lap.timerSeconds }))),
      1,
    ),
    ascentMeters: null,
    hasPosition: facts.hasPosition,
    recordCount: points.length,
    lapCount: laps.length,
    sessionCount: legs.length,
    lengthCount: 0,
    setCount: 0,
    sets: [],
    latestInstantMs: latest([facts.lastMs, ...laps.map(({ start }) => start?.ms ?? null)]),
    sound,
    utcOffsetSeconds: laps[0]?.start?.offsetSeconds ?? facts.firstOffsetSeconds,
    flags,
    computedFields: computed.filter((field) => field !== null),
    unsupportedFields: unsupportedFields(legNodes),
  };
}

function readLeg(node: XmlNode, plausible: Plausibility): Leg {
  const laps = children(node, 'Lap').map((lap) => readLap(lap, plausible));
  const pointTimes = laps.flatMap(({ points }) => points.map(({ time }) => time?.ms ?? null));
  const lapEnds = laps.map(({ start, timerSeconds }) =>
    start === null || timerSeconds === null ? null : start.ms + timerSeconds * 1000,
  );
  return {
    laps,
    startMs: earliest(laps.map(({ start }) => start?.ms ?? null)) ?? earliest(pointTimes),
    endMs: latest(pointTimes) ?? latest(lapEnds),
  };
}

const legSeconds = ({ startMs, endMs }: Leg): number | null =>
  startMs === null || endMs === null || endMs < startMs ? null : (endMs - startMs) / 1000;

function readLap(lap: XmlNode, { check }: Plausibility): Lap {
  const number = (...path: readonly string[]): number | null => parseNumber(textAt(lap, ...path));
  const extensions = child(lap, 'Extensions');
  const avgWatts = extensions === null ? null : parseNumber(textBelow(extensions, 'AvgWatts'));
  return {
    start: parseInstant(attribute(lap, 'StartTime')),
    timerSeconds: check('timerSeconds', number('TotalTimeSeconds')),
    distanceMeters: check('distanceMeters', number('DistanceMeters')),
    caloriesKcal: check('caloriesKcal', number('Calories')),
    avgHeartRateBpm: heartRate(number('AverageHeartRateBpm', 'Value')),
    maxHeartRateBpm: heartRate(number('MaximumHeartRateBpm', 'Value')),
    avgPowerWatts: check('powerWatts', avgWatts),
    points: children(lap, 'Track').flatMap((track) => children(track, 'Trackpoint').map(readTrackpoint)),
  };
}

/** Zero is how a lap without a strap says that it has none. */
const heartRate = (bpm: number | null): number | null =>
  bpm !== null && bpm >= plausibleRanges.heartRateBpm.min && bpm <= plausibleRanges.heartRateBpm.max
    ? bpm
    : null;

function readTrackpoint(point: XmlNode): TrackPoint {
  return readPoint({
    time: textAt(point, 'Time'),
    latitude: textAt(point, 'Position', 'LatitudeDegrees'),
    longitude: textAt(point, 'Position', 'LongitudeDegrees'),
    heartRate: textAt(point, 'HeartRateBpm', 'Value'),
  });
}

function readMaker(activity: XmlNode): DecodedMaker {
  const creator = child(activity, 'Creator');
  const text = (name: string): string | null => (creator === null ? null : label(textAt(creator, name)));
  const unitId = text('UnitId');
  return {
    manufacturer: null,
    product: text('ProductID'),
    serialNumber: unitId === '0' ? null : unitId,
    creator: text('Name'),
  };
}

/** Without an `Id` the start stands in: otherwise every such file would be the same activity. */
const idOf = (
  wrapper: XmlNode,
  legIds: readonly (string | null)[],
  startedAtMs: number | null,
): string | null =>
  textAt(wrapper, 'Id') ?? legIds[0] ?? (startedAtMs === null ? null : new Date(startedAtMs).toISOString());

function identityParts(
  id: string | null,
  { creator, serialNumber }: DecodedMaker,
  points: readonly TrackPoint[],
): readonly string[] {
  const first = points.find(({ position }) => position !== null)?.position;
  return [id, creator, serialNumber, first == null ? null : positionPart(first)].filter(
    (part) => part !== null,
  );
}

/** Per lap or point, by the element that carries it. */
const unsupported = [
  { element: 'AverageHeartRateBpm', field: 'Lap.AverageHeartRateBpm' },
  { element: 'MaximumHeartRateBpm', field: 'Lap.MaximumHeartRateBpm' },
  { element: 'Cadence', field: 'Lap.Cadence' },
  { element: 'MaximumSpeed', field: 'Lap.MaximumSpeed' },
] as const;

const unsupportedInExtensions = ['AvgWatts', 'MaxWatts', 'AvgRunCadence', 'MaxRunCadence', 'Steps'] as const;

function unsupportedFields(legs: readonly XmlNode[]): readonly string[] {
  const laps = legs.flatMap((leg) => children(leg, 'Lap'));
  const extensions = laps.flatMap((lap) => children(lap, 'Extensions'));
  return [
    ...unsupported
      .filter(({ element }) => laps.some((lap) => child(lap, element) !== null))
      .map(({ field }) => field),
    ...unsupportedInExtensions
      .filter((element) => extensions.some((extension) => textBelow(extension, element) !== null))
      .map((element) => `Lap.LX.${element}`),
  ];
}
