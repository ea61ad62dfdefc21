// What one FIT recording says of itself: sessions first, then records, then laps. Pure: messages and columns in, decoded
// form out.
import type { QualityFlag } from '../../contract/activity-summary.ts';
import { earliest, latest } from '../amounts.ts';
import type { ComputedField, DecodedActivity } from '../decoded.ts';
import { isClockSuspect, isTooLong, plausibility } from '../plausible.ts';
import { decodeEvent, decodeLength, decodeSession, decodeSet, decodeSpan } from './decode-parts.ts';
import { devicesOf, makerOf } from './devices.ts';
import { distanceDisagrees, hasGaps } from './doubts.ts';
import {
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
import { firstFixOf } from '../track-facts.ts';
import { samplesOf } from './samples.ts';
import { amountsOf, endsAsItSays, longestElapsedSeconds } from './session-amounts.ts';
import { unknownCounts } from './unknown-counts.ts';
import { unsupportedFieldsOf } from './unsupported-fields.ts';
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
  const recovered = !sound && (!read.wrongChecksum || !read.structureHolds);
  const { startedAtMs, isDeclared: startIsDeclared } = startOf(messages, facts);
  const goesOn = recovered && goesOnBehind(sessions, facts);
  const amounts = amountsOf({ sessions, laps, facts, table, goesOn }, plausible);
  const declaredEndMs = goesOn ? null : sessionsEnd(sessions);
  const endedAtMs = endOf(declaredEndMs, facts, startedAtMs);
  const computedTimes: readonly ComputedField[] = [
    ...(startIsDeclared ? [] : (['startedAtMs'] as const)),
    ...(declaredEndMs !== null ? [] : (['endedAtMs'] as const)),
  ];
  const sets = messages.sets.map(decodeSet);
  const devices = devicesOf(messages.devices);
  const samples = samplesOf(table);
  const developerFields = recording.developerFields(uses);
  const unknown = unknownCounts(uses);

  const flags: QualityFlag[] = [];
  if (recovered) flags.push('recovered');
  if (read.wrongChecksum) flags.push('crc_mismatch');
  if (isClockSuspect(startedAtMs)) flags.push('clock_suspect');
  if (facts.timeRunsBackward) flags.push('time_backward');
  if (facts.positionsOutOfRange) flags.push('position_out_of_range');
  if (facts.valuesOutOfRange || plausible.sawImplausible()) flags.push('value_out_of_range');
  if (hasGaps(table, events, lengths)) flags.push('gaps');
  if (distanceDisagrees(sessions, amounts.distanceMeters, facts)) flags.push('distance_disagrees');

  return {
    identityParts: identityParts(recording.rawFileId(), messages, facts),
    maker: makerOf(messages.fileIds[0], recording.rawFileId(), devices),
    devices,
    title: null,
    ...(goesOn ? severalSports : sportOf(sessions.length > 0 ? sessions : messages.sports)),
    startedAtMs,
    endedAtMs,
    ...amounts,
    computedFields: [...computedTimes, ...amounts.computedFields],
    hasPosition: facts.hasPosition,
    firstFix: firstFixOf(samples),
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
    developerFields,
    samples,
    latestInstantMs: latestInstant(messages, facts),
    sound,
    utcOffsetSeconds: utcOffsetOf(messages.activities),
    flags,
    unsupportedFields: unsupportedFieldsOf({
      sessions,
      saidByRecords: recording.records.saidAside(),
      uses,
      developerFields,
      unknownCounts: unknown,
    }),
    unknownCounts: unknown,
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

interface Start {
  readonly startedAtMs: number | null;
  /** By a session, and not made out from laps or records. */
  readonly isDeclared: boolean;
}

/** The first kind of message that names a real instant; where the clock was never set, the first that names any. */
function startOf({ sessions, laps }: FitMessages, facts: RecordFacts): Start {
  const starts = (messages: readonly FitMessage[]): readonly (number | null)[] =>
    messages.map((message) => instantOf(message, 'start_time'));
  const isAbsolute = (ms: number | null): ms is number => ms !== null && ms >= relativeMsBelow;
  const absolute = [starts(sessions), starts(laps), [msOf(facts.earliestRealTime)]].map((instants) =>
    earliest(instants.filter(isAbsolute)),
  );
  const any = [starts(sessions), starts(laps), [msOf(facts.earliestTime)]].map(earliest);
  const startedAtMs = [...absolute, ...any].find((ms) => ms !== null) ?? null;
  return { startedAtMs, isDeclared: startedAtMs !== null && startedAtMs === (absolute[0] ?? any[0]) };
}

const msOf = (fitTime: number | null): number | null => (fitTime === null ? null : fitToMs(fitTime));

/** The version of a recording (domain 3): latest of its records, laps, sessions, lengths, sets and events. */
function latestInstant(messages: FitMessages, { latestTime }: RecordFacts): number | null {
  const { sessions, laps, lengths, events, sets } = messages;
  const times = [...sessions, ...laps, ...lengths, ...events].map(timeOf);
  return latest([...times, ...sets.map((set) => instantOf(set, 'timestamp')), msOf(latestTime)]);
}

/** When the last of the sessions ended, by what they declare. */
function sessionsEnd(sessions: readonly FitMessage[]): number | null {
  const ends = sessions.map((session) => {
    const start = instantOf(session, 'start_time');
    const elapsed = numberOf(session, 'total_elapsed_time');
    const believed = elapsed !== null && (elapsed <= longestElapsedSeconds || endsAsItSays(session, elapsed));
    return start === null || !believed ? null : start + elapsed * 1000;
  });
  return latest(ends);
}

/** A record beside the end of a session belongs to it. */
const sessionSlackMs = 60_000;

/**
 * A watch sums up each leg of a triathlon when it is over: where the file was cut, the leg under way has records and no
 * session, and what the sessions declare is not all.
 */
function goesOnBehind(sessions: readonly FitMessage[], { latestRealTime }: RecordFacts): boolean {
  const end = sessionsEnd(sessions);
  if (end === null || latestRealTime === null) return false;
  const beyondMs = fitToMs(latestRealTime) - end;
  // What lies years ahead is damage, and no leg.
  return beyondMs > sessionSlackMs && !isTooLong(beyondMs / 1000);
}

function endOf(
  declaredMs: number | null,
  { latestTime }: RecordFacts,
  startedAtMs: number | null,
): number | null {
  const end = declaredMs ?? msOf(latestTime);
  return end === null || startedAtMs === null || end < startedAtMs ? null : Math.round(end);
}

const severalSports = { sport: 'multisport', subSport: null } as const;

function sportOf(messages: readonly FitMessage[]): Pick<DecodedActivity, 'sport' | 'subSport'> {
  const sports = messages.map((message) => nameOf(message, 'sport'));
  const [sport = null] = sports;
  if (new Set(sports).size > 1) return severalSports;
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
