// Which local day an activity belongs to, and how that is known: by the zone that the source names or that the place of the
// start lies in, else by the offset in the file, else by the athlete's own zone, and then marked as assumed.
import type { FieldProvenance } from '../contract/external-activity.ts';
import { localDayByOffset, localDayInZone, offsetInZone, type LocalDay } from '../contract/local-day.ts';
import type { NamedZone, Provenance } from './apply-matrix.ts';
import { confidences } from './matrix.ts';

export interface ZoneEvidence {
  readonly startedAtMs: number;
  readonly namedZone: NamedZone | null;
  /** Local time minus UTC by the recording's own clock. */
  readonly utcOffsetSeconds: number | null;
  /** IANA name. */
  readonly athleteTimeZone: string;
}

export interface Zone {
  /** Null where only an offset is known: it names no zone. */
  readonly timeZone: string | null;
  readonly day: LocalDay | null;
  readonly assumed: boolean;
  /** Of the zone, the date and the week, as far as they are known. */
  readonly provenance: Provenance;
}

export function zoneOf(evidence: ZoneEvidence): Zone {
  return zoneByName(evidence) ?? zoneByOffset(evidence) ?? assumedZone(evidence);
}

function zoneByName({ startedAtMs, namedZone, utcOffsetSeconds }: ZoneEvidence): Zone | null {
  if (namedZone === null) return null;
  const { zoneName, source } = namedZone;
  const day = dayInNamedZone(startedAtMs, zoneName);
  if (day === null) return null;
  const offsetNote = noteOnOffset(utcOffsetSeconds, offsetInZone(startedAtMs, zoneName));
  return {
    timeZone: zoneName,
    day,
    assumed: false,
    provenance: {
      'session.timezone': offsetNote === null ? source : { ...source, notes: offsetNote },
      ...ofDay(source),
    },
  };
}

/** `Intl` takes an offset for a zone too, and the contract does not. */
const dayInNamedZone = (startedAtMs: number, zoneName: string): LocalDay | null =>
  /^[A-Za-z]/.test(zoneName) ? localDayInZone(startedAtMs, zoneName) : null;

/** The place decides; what the recorder's clock showed is only held against it. */
function noteOnOffset(bySource: number | null, byZone: number | null): string | null {
  if (bySource === null || bySource === byZone) return null;
  return isOffsetOfAZone(bySource)
    ? 'the recorder’s clock showed the time of another zone'
    : 'the recorder’s clock showed the time of no zone';
}

function zoneByOffset({ startedAtMs, utcOffsetSeconds }: ZoneEvidence): Zone | null {
  if (utcOffsetSeconds === null || !isOffsetOfAZone(utcOffsetSeconds)) return null;
  const source: FieldProvenance = {
    source_path: 'file.utc_offset',
    confidence: confidences.declared,
    status: 'mapped',
  };
  const day = localDayByOffset(startedAtMs, utcOffsetSeconds);
  return { timeZone: null, day, assumed: false, provenance: ofDay(source) };
}

const quarterHourSeconds = 900;
const westernmostSeconds = -12 * 3600;
const easternmostSeconds = 14 * 3600;

const isOffsetOfAZone = (seconds: number): boolean =>
  seconds % quarterHourSeconds === 0 && seconds >= westernmostSeconds && seconds <= easternmostSeconds;

function assumedZone(evidence: ZoneEvidence): Zone {
  const { startedAtMs, athleteTimeZone } = evidence;
  const day = localDayInZone(startedAtMs, athleteTimeZone);
  if (day === null) return { timeZone: null, day, assumed: false, provenance: {} };
  const source: FieldProvenance = {
    source_path: 'athlete.timezone',
    confidence: confidences.assumed,
    status: 'estimated',
    notes: whyAssumed(evidence),
  };
  return {
    timeZone: athleteTimeZone,
    day,
    assumed: true,
    provenance: { 'session.timezone': source, ...ofDay(source) },
  };
}

function whyAssumed({ namedZone, utcOffsetSeconds }: ZoneEvidence): string {
  if (namedZone !== null) return `nobody knows the zone that ${namedZone.source.source_path} names`;
  return utcOffsetSeconds === null ? 'the source names no zone' : 'the offset in the file is that of no zone';
}

const ofDay = (source: FieldProvenance) => ({
  'session.local_date': source,
  'session.local_week': source,
});
