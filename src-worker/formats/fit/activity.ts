// What one part of a FIT file says of its recording: sessions first, then records, then laps. Pure: messages in, decoded form out.
import type { QualityFlag } from '../../contract/activity-summary.ts';
import { earliest, latest, rounded, sum, weightedMean } from '../amounts.ts';
import type { ComputedField, DecodedActivity, DecodedSet } from '../decoded.ts';
import { isClockSuspect, plausibility, type Plausibility } from '../plausible.ts';
import { firstNameOf, instantOf, nameOf, numberOf, type FitMessage, type FitMessages } from './messages.ts';
import type { FitPart } from './split-parts.ts';
import { unsupportedSessionFields } from './unsupported-fields.ts';
import { relativeTimeBelow, type FitWalk } from './walk-messages.ts';

const fitEpochMs = Date.UTC(1989, 11, 31);
const fitToMs = (fitSeconds: number): number => fitSeconds * 1000 + fitEpochMs;
const relativeMsBelow = fitToMs(relativeTimeBelow);

interface PartToSumUp {
  readonly messages: FitMessages;
  readonly walk: FitWalk;
  readonly sound: boolean;
  readonly checksum: FitPart['checksum'];
  /** What people call the product, where its number has a name. */
  readonly productName: string | null;
}

export function fitActivity({ messages, walk, sound, checksum, productName }: PartToSumUp): DecodedActivity {
  const { sessions, laps, records, lengths } = messages;
  const plausible = plausibility();
  const startedAtMs = startOf(messages);
  const amounts = sessions.length > 0 ? declared(sessions, plausible) : fromRecords(messages, plausible);
  const endedAtMs = endOf(sessions, walk, startedAtMs);
  const sets = messages.sets.map(decodeSet);
  const fileId = messages.fileIds[0] ?? {};
  const outOfRange = records.some(positionIsOutOfRange);

  const flags: QualityFlag[] = [];
  if (!sound && (checksum !== 'wrong' || !walk.whole)) flags.push('recovered');
  if (checksum === 'wrong') flags.push('crc_mismatch');
  if (isClockSuspect(startedAtMs)) flags.push('clock_suspect');
  if (walk.recordsRunBackward) flags.push('time_backward');
  if (outOfRange) flags.push('position_out_of_range');
  if (plausible.sawImplausible()) flags.push('value_out_of_range');

  return {
    identityParts: identityParts(walk),
    maker: {
      manufacturer: nameOf(fileId, 'manufacturer'),
      product: nameOf(fileId, 'product_name') ?? productName ?? nameOf(fileId, 'product'),
      serialNumber: walk.fileId?.serialNumber == null ? null : String(walk.fileId.serialNumber),
      creator: null,
    },
    title: null,
    ...sportOf(sessions.length > 0 ? sessions : messages.sports),
    startedAtMs,
    endedAtMs,
    ...amounts,
    hasPosition: records.some((record) => positionOf(record) !== null),
    recordCount: records.length,
    lapCount: laps.length,
    sessionCount: sessions.length,
    lengthCount: lengths.length,
    setCount: sets.filter(({ setType }) => setType !== 'rest').length,
    sets,
    latestInstantMs: walk.latestTime === null ? null : fitToMs(walk.latestTime),
    sound,
    utcOffsetSeconds: utcOffsetOf(messages.activities),
    flags,
    unsupportedFields: unsupportedSessionFields(sessions),
  };
}

/** Raw numbers in the order of domain 3, as far as present; the recording's own first instant last. */
function identityParts({ fileId, ...walk }: FitWalk): readonly string[] {
  const firstInstant = walk.firstRecordTime ?? walk.firstTimerStartTime ?? walk.firstSessionStartTime;
  return [fileId?.manufacturer, fileId?.product, fileId?.serialNumber, fileId?.timeCreated, firstInstant]
    .filter((part) => part != null)
    .map(String);
}

/** The first kind of message that names a real instant; where the clock was never set, the first that names any. */
function startOf({ sessions, laps, records }: FitMessages): number | null {
  const candidates = [
    sessions.map((session) => instantOf(session, 'start_time')),
    laps.map((lap) => instantOf(lap, 'start_time')),
    records.map((record) => instantOf(record, 'timestamp')),
  ];
  const isAbsolute = (ms: number | null): ms is number => ms !== null && ms >= relativeMsBelow;
  const absolute = candidates.map((instants) => earliest(instants.filter(isAbsolute)));
  const any = candidates.map(earliest);
  return [...absolute, ...any].find((ms) => ms !== null) ?? null;
}

function endOf(sessions: readonly FitMessage[], walk: FitWalk, startedAtMs: number | null): number | null {
  const sessionEnds = sessions.map((session) => {
    const start = instantOf(session, 'start_time');
    const elapsed = numberOf(session, 'total_elapsed_time');
    return start === null || elapsed === null || elapsed > longestElapsedSeconds
      ? null
      : start + elapsed * 1000;
  });
  const lastRecord = walk.latestRecordTime === null ? null : fitToMs(walk.latestRecordTime);
  const end = latest(sessionEnds) ?? lastRecord;
  return end === null || startedAtMs === null || end < startedAtMs ? null : Math.round(end);
}

/** Half the range of the field: beyond it stands a negative time that wrapped around. */
const longestElapsedSeconds = 2 ** 31 / 1000;

type Amounts = Pick<
  DecodedActivity,
  | 'elapsedSeconds'
  | 'timerSeconds'
  | 'distanceMeters'
  | 'caloriesKcal'
  | 'avgHeartRateBpm'
  | 'maxHeartRateBpm'
  | 'avgPowerWatts'
  | 'ascentMeters'
  | 'computedFields'
>;

/** Zero is how a recording without a strap says that it has none. */
const heartRateOf = (message: FitMessage, field: string): number | null => {
  const bpm = numberOf(message, field);
  return bpm === 0 ? null : bpm;
};

/** Legs are summed; means are weighted by timer time. */
function declared(sessions: readonly FitMessage[], { check }: Plausibility): Amounts {
  const all = (range: Parameters<typeof check>[0], field: string): (number | null)[] =>
    sessions.map((session) => check(range, numberOf(session, field)));
  const timers = all('timerSeconds', 'total_timer_time');
  const mean = (values: readonly (number | null)[]): number | null =>
    rounded(weightedMean(values.map((value, index) => ({ value, weight: timers[index] ?? null }))), 1);
  return {
    elapsedSeconds: rounded(sum(all('elapsedSeconds', 'total_elapsed_time')), 3),
    timerSeconds: rounded(sum(timers), 3),
    distanceMeters: rounded(sum(all('distanceMeters', 'total_distance')), 2),
    caloriesKcal: sum(all('caloriesKcal', 'total_calories')),
    avgHeartRateBpm: mean(sessions.map((session) => heartRateOf(session, 'avg_heart_rate'))),
    maxHeartRateBpm: latest(sessions.map((session) => heartRateOf(session, 'max_heart_rate'))),
    avgPowerWatts: mean(all('powerWatts', 'avg_power')),
    ascentMeters: sum(all('ascentMeters', 'total_ascent')),
    computedFields: [],
  };
}

/** A recording that was never summed up (the battery died): what its records say, or its laps where it has none. */
function fromRecords({ records, laps }: FitMessages, { check }: Plausibility): Amounts {
  const times = records.flatMap((record) => {
    const ms = instantOf(record, 'timestamp');
    return ms === null || ms < relativeMsBelow ? [] : [ms];
  });
  const first = earliest(times);
  const last = latest(times);
  const spanSeconds = first === null || last === null ? null : (last - first) / 1000;
  const lapSum = (field: string): number | null => sum(laps.map((lap) => numberOf(lap, field)));
  const heartRates = records.map((record) => heartRateOf(record, 'heart_rate'));
  const covered = records.length > 0;
  const computedFields: readonly ComputedField[] = [
    'elapsedSeconds',
    'timerSeconds',
    'distanceMeters',
    'caloriesKcal',
    'avgHeartRateBpm',
    'maxHeartRateBpm',
  ];
  return {
    elapsedSeconds: check('elapsedSeconds', covered ? spanSeconds : lapSum('total_elapsed_time')),
    // Laps that were closed cover only a part of a recording that was not.
    timerSeconds: covered ? null : check('timerSeconds', lapSum('total_timer_time')),
    distanceMeters: check(
      'distanceMeters',
      covered ? latest(records.map((record) => numberOf(record, 'distance'))) : lapSum('total_distance'),
    ),
    caloriesKcal: covered ? null : check('caloriesKcal', lapSum('total_calories')),
    avgHeartRateBpm: rounded(weightedMean(heartRates.map((value) => ({ value, weight: 1 }))), 1),
    maxHeartRateBpm: latest(heartRates),
    avgPowerWatts: null,
    ascentMeters: null,
    computedFields,
  };
}

function sportOf(messages: readonly FitMessage[]): Pick<DecodedActivity, 'sport' | 'subSport'> {
  const sports = messages.map((message) => nameOf(message, 'sport'));
  const [sport = null] = sports;
  if (new Set(sports).size > 1) return { sport: 'multisport', subSport: null };
  const subSports = new Set(messages.map((message) => nameOf(message, 'sub_sport')));
  const [subSport = null] = subSports;
  return { sport, subSport: subSports.size === 1 ? subSport : null };
}

function positionOf(record: FitMessage): { readonly latitude: number; readonly longitude: number } | null {
  const latitude = numberOf(record, 'position_lat');
  const longitude = numberOf(record, 'position_long');
  if (latitude === null || longitude === null || Math.abs(latitude) > 90) return null;
  return { latitude, longitude };
}

/** Semicircles hold no longitude beyond 180°, but latitudes far beyond the poles. */
const positionIsOutOfRange = (record: FitMessage): boolean => {
  const latitude = numberOf(record, 'position_lat');
  return latitude !== null && Math.abs(latitude) > 90;
};

const quarterHourSeconds = 900;
const widestOffsetSeconds = 14 * 3600;

/** Local time minus UTC, to the quarter hour: the two clocks of a device are read seconds apart. */
function utcOffsetOf(activities: readonly FitMessage[]): number | null {
  const activity = activities.at(-1) ?? {};
  const utc = instantOf(activity, 'timestamp');
  const local = instantOf(activity, 'local_timestamp');
  if (utc === null || local === null) return null;
  const offset = Math.round((local - utc) / 1000 / quarterHourSeconds) * quarterHourSeconds;
  return Math.abs(offset) <= widestOffsetSeconds ? offset : null;
}

function decodeSet(set: FitMessage): DecodedSet {
  return {
    exercise: firstNameOf(set, 'category'),
    setType: nameOf(set, 'set_type'),
    reps: numberOf(set, 'repetitions'),
    weightKg: numberOf(set, 'weight'),
    durationSeconds: numberOf(set, 'duration'),
  };
}
