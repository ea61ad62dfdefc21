// What one FIT recording says of itself: sessions first, then records, then laps. Pure: messages and columns in, decoded
// form out.
import type { QualityFlag } from '../../contract/activity-summary.ts';
import { earliest, latest, rounded, sum, weightedMean } from '../amounts.ts';
import type {
  ComputedField,
  DecodedActivity,
  DecodedEvent,
  DecodedLength,
  DecodedSession,
  DecodedSet,
  DecodedSpan,
} from '../decoded.ts';
import { isClockSuspect, plausibility, type Plausibility } from '../plausible.ts';
import { distanceDisagrees, hasGaps } from './doubts.ts';
import {
  firstNameOf,
  fitToMs,
  instantOf,
  nameOf,
  numberOf,
  relativeTimeBelow,
  timeOf,
  type FitMessage,
} from './messages.ts';
import { recordFacts, type RecordFacts } from './record-facts.ts';
import type { FitMessages, RawFileId, Recording } from './recording.ts';
import type { RecordTable } from './records.ts';
import { samplesOf } from './samples.ts';
import { unknownCounts } from './unknown-counts.ts';
import { unsupportedSessionFields } from './unsupported-fields.ts';
import type { DefinitionUse } from './walk-messages.ts';

const relativeMsBelow = fitToMs(relativeTimeBelow);

interface RecordingToSumUp {
  readonly recording: Recording;
  readonly table: RecordTable;
  readonly uses: readonly DefinitionUse[];
  readonly sound: boolean;
  readonly wrongChecksum: boolean;
  /** Every byte of every part belonged to a whole message. */
  readonly structureHolds: boolean;
}

export function fitActivity(read: RecordingToSumUp): DecodedActivity {
  const { recording, table, uses, sound } = read;
  const { messages } = recording;
  const { sessions, laps, lengths, events } = messages;
  const plausible = plausibility();
  const facts = recordFacts(table);
  const startedAtMs = startOf(messages, facts);
  const amounts = sessions.length > 0 ? declared(sessions, plausible) : computed(facts, laps, plausible);
  const endedAtMs = endOf(sessions, facts, startedAtMs);
  const sets = messages.sets.map(decodeSet);

  const flags: QualityFlag[] = [];
  if (!sound && (!read.wrongChecksum || !read.structureHolds)) flags.push('recovered');
  if (read.wrongChecksum) flags.push('crc_mismatch');
  if (isClockSuspect(startedAtMs)) flags.push('clock_suspect');
  if (facts.timeRunsBackward) flags.push('time_backward');
  if (facts.positionsOutOfRange) flags.push('position_out_of_range');
  if (plausible.sawImplausible()) flags.push('value_out_of_range');
  if (hasGaps(table, events, lengths)) flags.push('gaps');
  if (distanceDisagrees(sessions, amounts.distanceMeters, facts)) flags.push('distance_disagrees');

  return {
    identityParts: identityParts(recording.rawFileId(), messages, facts),
    maker: makerOf(messages.fileIds[0], recording.rawFileId()),
    title: null,
    ...sportOf(sessions.length > 0 ? sessions : messages.sports),
    startedAtMs,
    endedAtMs,
    ...amounts,
    hasPosition: facts.hasPosition,
    recordCount: table.count,
    lapCount: laps.length,
    sessionCount: sessions.length,
    lengthCount: lengths.length,
    setCount: sets.filter(({ setType }) => setType !== 'rest').length,
    sets,
    sessions: sessions.map(decodeSession),
    laps: laps.map(decodeSpan),
    lengths: lengths.map(decodeLength),
    events: events.map(decodeEvent),
    developerFields: recording.developerFields(uses),
    samples: samplesOf(table),
    latestInstantMs: latestInstant(messages, facts),
    sound,
    utcOffsetSeconds: utcOffsetOf(messages.activities),
    flags,
    unsupportedFields: unsupportedSessionFields(sessions),
    unknownCounts: unknownCounts(uses),
  };
}

/** Raw numbers in the order of domain 3, as far as present; the recording's own first instant last. */
function identityParts(
  fileId: RawFileId | null,
  { events, sessions }: FitMessages,
  { firstTime }: RecordFacts,
): readonly string[] {
  const isTimerStart = (event: FitMessage): boolean =>
    nameOf(event, 'event') === 'timer' && nameOf(event, 'event_type') === 'start';
  const timerStart = events.find((event) => isTimerStart(event) && event.time !== null);
  const sessionStart = sessions
    .map((session) => numberOf(session, 'start_time'))
    .find((time) => time !== null);
  const firstInstant = firstTime ?? timerStart?.time ?? sessionStart;
  return [fileId?.manufacturer, fileId?.product, fileId?.serialNumber, fileId?.timeCreated, firstInstant]
    .filter((part) => part != null)
    .map(String);
}

function makerOf(message: FitMessage | undefined, raw: RawFileId | null): DecodedActivity['maker'] {
  const name = (field: string): string | null => (message === undefined ? null : nameOf(message, field));
  return {
    manufacturer: name('manufacturer'),
    product: name('product_name') ?? name('garmin_product') ?? name('favero_product') ?? name('product'),
    serialNumber: raw?.serialNumber == null ? null : String(raw.serialNumber),
    creator: null,
  };
}

/** The first kind of message that names a real instant; where the clock was never set, the first that names any. */
function startOf({ sessions, laps }: FitMessages, facts: RecordFacts): number | null {
  const starts = (messages: readonly FitMessage[]): readonly (number | null)[] =>
    messages.map((message) => instantOf(message, 'start_time'));
  const isAbsolute = (ms: number | null): ms is number => ms !== null && ms >= relativeMsBelow;
  const absolute = [starts(sessions), starts(laps), [msOf(facts.earliestRealTime)]].map((instants) =>
    earliest(instants.filter(isAbsolute)),
  );
  const any = [starts(sessions), starts(laps), [msOf(facts.earliestTime)]].map(earliest);
  return [...absolute, ...any].find((ms) => ms !== null) ?? null;
}

const msOf = (fitTime: number | null): number | null => (fitTime === null ? null : fitToMs(fitTime));

/** The version of a recording (domain 3): latest of its records, laps, sessions, lengths, sets and events. */
function latestInstant(messages: FitMessages, { latestTime }: RecordFacts): number | null {
  const { sessions, laps, lengths, events, sets } = messages;
  const times = [...sessions, ...laps, ...lengths, ...events].map(timeOf);
  return latest([...times, ...sets.map((set) => instantOf(set, 'timestamp')), msOf(latestTime)]);
}

function endOf(
  sessions: readonly FitMessage[],
  { latestTime }: RecordFacts,
  startedAtMs: number | null,
): number | null {
  const sessionEnds = sessions.map((session) => {
    const start = instantOf(session, 'start_time');
    const elapsed = numberOf(session, 'total_elapsed_time');
    const believed = elapsed !== null && (elapsed <= longestElapsedSeconds || endsAsItSays(session, elapsed));
    return start === null || !believed ? null : start + elapsed * 1000;
  });
  const end = latest(sessionEnds) ?? msOf(latestTime);
  return end === null || startedAtMs === null || end < startedAtMs ? null : Math.round(end);
}

/** Half the range of the field: beyond it stands a negative time that wrapped around. */
const longestElapsedSeconds = 2 ** 31 / 1000;

/** A recorder that was left on for a month: the session was closed when its elapsed time says. */
function endsAsItSays(session: FitMessage, elapsedSeconds: number): boolean {
  const start = numberOf(session, 'start_time');
  return start !== null && session.time !== null && Math.abs(session.time - start - elapsedSeconds) <= 60;
}

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
  const elapsedOf = (session: FitMessage): number | null => {
    const elapsed = numberOf(session, 'total_elapsed_time');
    return elapsed !== null && endsAsItSays(session, elapsed) ? elapsed : check('elapsedSeconds', elapsed);
  };
  const timers = all('timerSeconds', 'total_timer_time');
  const mean = (values: readonly (number | null)[]): number | null =>
    rounded(weightedMean(values.map((value, index) => ({ value, weight: timers[index] ?? null }))), 1);
  return {
    elapsedSeconds: rounded(sum(sessions.map(elapsedOf)), 3),
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
function computed(facts: RecordFacts, laps: readonly FitMessage[], { check }: Plausibility): Amounts {
  const { earliestRealTime: first, latestRealTime: last } = facts;
  const spanSeconds = first === null || last === null ? null : last - first;
  const lapSum = (field: string): number | null => sum(laps.map((lap) => numberOf(lap, field)));
  const covered = facts.count > 0;
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
    distanceMeters: check('distanceMeters', covered ? facts.maxDistanceMeters : lapSum('total_distance')),
    caloriesKcal: covered ? null : check('caloriesKcal', lapSum('total_calories')),
    avgHeartRateBpm: rounded(facts.avgHeartRateBpm, 1),
    maxHeartRateBpm: facts.maxHeartRateBpm,
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

const quarterHourSeconds = 900;
const widestOffsetSeconds = 14 * 3600;

/** Local time minus UTC, to the quarter hour: the two clocks of a device are read seconds apart. */
function utcOffsetOf(activities: readonly FitMessage[]): number | null {
  const activity = activities.at(-1);
  if (activity === undefined) return null;
  const utc = timeOf(activity);
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

/** As written; what can't be is judged only where it is summed up. */
function decodeSpan(span: FitMessage): DecodedSpan {
  return {
    startedAtMs: instantOf(span, 'start_time'),
    elapsedSeconds: numberOf(span, 'total_elapsed_time'),
    timerSeconds: numberOf(span, 'total_timer_time'),
    distanceMeters: numberOf(span, 'total_distance'),
    caloriesKcal: numberOf(span, 'total_calories'),
    avgHeartRateBpm: heartRateOf(span, 'avg_heart_rate'),
    maxHeartRateBpm: heartRateOf(span, 'max_heart_rate'),
    avgPowerWatts: numberOf(span, 'avg_power'),
    ascentMeters: numberOf(span, 'total_ascent'),
  };
}

const decodeSession = (session: FitMessage): DecodedSession => ({
  ...decodeSpan(session),
  sport: nameOf(session, 'sport'),
  subSport: nameOf(session, 'sub_sport'),
});

function decodeLength(length: FitMessage): DecodedLength {
  return {
    startedAtMs: instantOf(length, 'start_time'),
    elapsedSeconds: numberOf(length, 'total_elapsed_time'),
    // Some writers name no type; then a length with strokes was swum.
    isActive: (nameOf(length, 'length_type') ?? strokeType(length)) === 'active',
    stroke: nameOf(length, 'swim_stroke'),
    strokeCount: numberOf(length, 'total_strokes'),
  };
}

const strokeType = (length: FitMessage): string =>
  (numberOf(length, 'total_strokes') ?? 0) > 0 ? 'active' : 'idle';

const decodeEvent = (event: FitMessage): DecodedEvent => ({
  atMs: timeOf(event),
  event: nameOf(event, 'event') ?? 'unknown',
  eventType: nameOf(event, 'event_type'),
});
