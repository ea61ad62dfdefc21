// What is read of a TCX document: recordings with their legs, laps and points, and whether there is something else.
// The table says where each value stands; the first of several counts.
import type { UnsupportedTcxField } from '../../contract/unsupported-fields.ts';
import { parseDecimal, parseInstant, label, type XmlInstant } from '../xml/values.ts';
import { budget } from '../xml/budget.ts';
import { elementsFor, type XmlElement, type XmlElements } from '../xml/element.ts';
import type { Refuse } from '../xml/read.ts';
import { plausibility, type Plausibility } from '../plausible.ts';
import { TrackPoints, type SensorColumn } from '../track-points.ts';

export interface TcxLap {
  readonly start: XmlInstant | null;
  /** Its points are those of the recording from here on, up to the next lap's. */
  readonly firstRow: number;
  timerSeconds: number | null;
  distanceMeters: number | null;
  caloriesKcal: number | null;
  avgHeartRateBpm: number | null;
  maxHeartRateBpm: number | null;
  avgPowerWatts: number | null;
}

/** One `Activity` (in the first schema `Run`), or the `Transition` between two. */
export interface TcxLeg {
  id: string | null;
  readonly sport: string | null;
  readonly creator: {
    name: string | null;
    unitId: string | null;
    productId: string | null;
    /** `VersionMajor`, `VersionMinor`. */
    version: string[];
  };
  readonly laps: TcxLap[];
  /** Its points are those of the recording from here on, up to the next leg's. */
  readonly firstRow: number;
}

/** An `Activity` by itself, or the legs of a `MultiSportSession`. */
export interface TcxRecording {
  readonly isMultisport: boolean;
  /** Of the session. */
  id: string | null;
  readonly legs: TcxLeg[];
  readonly points: TrackPoints;
  readonly plausible: Plausibility;
  /** Fields without a canonical home that were met. */
  readonly unsupported: Set<UnsupportedTcxField>;
}

export interface TcxDocument {
  readonly recordings: TcxRecording[];
  hasCourse: boolean;
  hasWorkout: boolean;
}

export interface TcxReader {
  readonly root: XmlElement;
  /** What was read so far. */
  readonly document: TcxDocument;
}

const inTrackpointExtensions = {
  Speed: 'speedMetersPerSecond',
  Watts: 'powerWatts',
  RunCadence: 'cadencePerMinute',
} as const satisfies Record<string, SensorColumn>;

export function tcxReader(refuse: Refuse): TcxReader {
  const { takeRecord, takeRecording } = budget(refuse);
  const document: TcxDocument = { recordings: [], hasCourse: false, hasWorkout: false };
  // What is being read; there is none of them before the first.
  let recording = newRecording(false);
  let leg = newLeg(null, 0);
  let lap = newLap(null, 0);

  const beginRecording = (isMultisport: boolean): void => {
    takeRecording();
    recording = newRecording(isMultisport);
    document.recordings.push(recording);
  };
  const met = (field: UnsupportedTcxField) => (): void => void recording.unsupported.add(field);
  const sensor = (column: SensorColumn): XmlElement => ({
    text: (text) => recording.points.readSensor(column, text),
  });

  const trackpoint: XmlElement = {
    inside: {
      Time: { text: (text) => recording.points.readTime(text) },
      Position: {
        inside: {
          LatitudeDegrees: { text: (text) => recording.points.readLatitude(text) },
          LongitudeDegrees: { text: (text) => recording.points.readLongitude(text) },
        },
      },
      AltitudeMeters: sensor('altitudeMeters'),
      DistanceMeters: sensor('distanceMeters'),
      HeartRateBpm: { ...sensor('heartRateBpm'), inside: { Value: sensor('heartRateBpm') } },
      Cadence: sensor('cadencePerMinute'),
      Extensions: { anywhere: elementsFor(inTrackpointExtensions, sensor) },
    },
    close: () => {
      takeRecord();
      recording.points.endPoint();
    },
  };

  const amount = (field: 'timerSeconds' | 'distanceMeters' | 'caloriesKcal'): XmlElement => ({
    text: (text) => void (lap[field] ??= recording.plausible.check(field, parseDecimal(text))),
  });
  const heartRate = (
    field: 'avgHeartRateBpm' | 'maxHeartRateBpm',
    unsupported: UnsupportedTcxField,
  ): XmlElement => {
    const text = (bpm: string): void =>
      void (lap[field] ??= recording.plausible.check('heartRateBpm', parseDecimal(bpm)));
    // Of the first schema the element itself is the number.
    return { open: met(unsupported), text, inside: { Value: { text } } };
  };

  const beginLap = (start: string | undefined): void => {
    takeRecord();
    lap = newLap(parseInstant(start), recording.points.count);
    leg.laps.push(lap);
  };
  const lapElement: XmlElement = {
    open: ({ StartTime }) => beginLap(StartTime),
    inside: {
      TotalTimeSeconds: amount('timerSeconds'),
      DistanceMeters: amount('distanceMeters'),
      Calories: amount('caloriesKcal'),
      MaximumSpeed: { open: met('Lap.MaximumSpeed') },
      AverageHeartRateBpm: heartRate('avgHeartRateBpm', 'Lap.AverageHeartRateBpm'),
      MaximumHeartRateBpm: heartRate('maxHeartRateBpm', 'Lap.MaximumHeartRateBpm'),
      Cadence: { open: met('Lap.Cadence') },
      Track: { inside: { Trackpoint: trackpoint } },
      Extensions: {
        anywhere: {
          AvgWatts: {
            text: (text) => {
              lap.avgPowerWatts ??= recording.plausible.check('powerWatts', parseDecimal(text));
              recording.unsupported.add('Lap.LX.AvgWatts');
            },
          },
          MaxWatts: { text: met('Lap.LX.MaxWatts') },
          AvgRunCadence: { text: met('Lap.LX.AvgRunCadence') },
          MaxRunCadence: { text: met('Lap.LX.MaxRunCadence') },
          Steps: { text: met('Lap.LX.Steps') },
        },
      },
    },
  };

  const activityInside: XmlElements = {
    Id: { text: (text) => void (leg.id ??= text) },
    Lap: lapElement,
    Creator: {
      inside: {
        Name: { text: (text) => void (leg.creator.name ??= label(text)) },
        UnitId: { text: (text) => void (leg.creator.unitId ??= label(text)) },
        ProductID: { text: (text) => void (leg.creator.productId ??= label(text)) },
        Version: {
          inside: {
            VersionMajor: { text: (text) => void leg.creator.version.push(text) },
            VersionMinor: { text: (text) => void leg.creator.version.push(text) },
          },
        },
      },
    },
  };
  const beginLeg = (sport: string | undefined): void => {
    leg = newLeg(label(sport), recording.points.count);
    recording.legs.push(leg);
  };
  const beginLegOfSession = (sport: string | undefined): void => {
    takeRecording();
    beginLeg(sport);
  };
  const sportOfSession = (activity: XmlElements): XmlElement => ({
    inside: {
      // From one sport to the next: a leg of one lap.
      Transition: {
        ...lapElement,
        open: ({ StartTime }) => {
          beginLegOfSession('Transition');
          beginLap(StartTime);
        },
      },
      ...activity,
    },
  });
  const session = (sport: XmlElement): XmlElement => ({
    open: () => beginRecording(true),
    inside: {
      Id: { text: (text) => void (recording.id ??= text) },
      FirstSport: sport,
      NextSport: sport,
    },
  });
  const activityOfSession = sportOfSession({
    Activity: { open: ({ Sport }) => beginLegOfSession(Sport), inside: activityInside },
  });

  // The first schema sorts what was recorded into folders by sport, with folders inside, and calls each a run.
  const folder = (sport: string): XmlElement => ({
    anywhere: {
      Run: {
        open: () => {
          beginRecording(false);
          beginLeg(sport);
        },
        inside: activityInside,
      },
    },
  });
  let sportOfRun: string | undefined;
  const runOfSession: XmlElement = {
    open: ({ Sport }) => void (sportOfRun = Sport),
    ...sportOfSession({ Run: { open: () => beginLegOfSession(sportOfRun), inside: activityInside } }),
  };

  const root: XmlElement = {
    inside: {
      Activities: {
        inside: {
          Activity: {
            open: ({ Sport }) => {
              beginRecording(false);
              beginLeg(Sport);
            },
            inside: activityInside,
          },
          MultiSportSession: session(activityOfSession),
        },
      },
      History: {
        inside: {
          Running: folder('Running'),
          Biking: folder('Biking'),
          Other: folder('Other'),
          MultiSport: { anywhere: { MultiSportSession: session(runOfSession) } },
        },
      },
      Courses: { open: () => void (document.hasCourse = true) },
      Workouts: { open: () => void (document.hasWorkout = true) },
    },
  };
  return { root, document };
}

const newRecording = (isMultisport: boolean): TcxRecording => ({
  isMultisport,
  id: null,
  legs: [],
  points: new TrackPoints(),
  plausible: plausibility(),
  unsupported: new Set(),
});

const newLeg = (sport: string | null, firstRow: number): TcxLeg => ({
  id: null,
  sport,
  creator: { name: null, unitId: null, productId: null, version: [] },
  laps: [],
  firstRow,
});

const newLap = (start: XmlInstant | null, firstRow: number): TcxLap => ({
  start,
  firstRow,
  timerSeconds: null,
  distanceMeters: null,
  caloriesKcal: null,
  avgHeartRateBpm: null,
  maxHeartRateBpm: null,
  avgPowerWatts: null,
});
