// A workout as a file of each format, by the writers that the tests use.
import {
  activityMessage,
  fileId,
  fitFile,
  fitTime,
  lap,
  record,
  session,
  strengthSet,
  timerStart,
  type FitMessage,
} from '../fixtures/fit-writer.ts';
import { gpxFile } from '../fixtures/gpx-writer.ts';
import { tcxFile, type TcxLap } from '../fixtures/tcx-writer.ts';
import { averageHeartRate, highestHeartRate, samplesOf, type Sample, type Workout } from './workout.ts';

/** Numbers of the FIT profile. */
const fitSports = {
  ride: { sport: 2, subSport: 7 },
  run: { sport: 1, subSport: 0 },
  poolSwim: { sport: 5, subSport: 17 },
  strength: { sport: 10, subSport: 20 },
} as const;

interface FitWorkout extends Workout {
  readonly kind: keyof typeof fitSports;
  /** On the road and in the woods; not in the pool and the gym. */
  readonly hasPosition: boolean;
  /** What the sport has beside records: sets, lengths. */
  readonly extras?: readonly FitMessage[];
}

export function fitOf(workout: FitWorkout): Uint8Array<ArrayBuffer> {
  const { startedAt, seconds, metres, calories, kind, hasPosition, extras = [] } = workout;
  const samples = samplesOf(workout);
  const start = fitTime(startedAt.toISOString());
  const end = start + seconds;
  const summary = {
    time: end,
    start,
    elapsedSeconds: seconds,
    timerSeconds: seconds,
    calories,
    ...(metres === 0 ? {} : { distanceMeters: metres }),
  };
  return fitFile([
    fileId({ type: 4, manufacturer: 1, product: 3121, serialNumber: 3_901_710_578, timeCreated: start }),
    timerStart(start),
    ...samples.map((sample) =>
      record({
        time: start + sample.second,
        heartRate: sample.heartRate,
        ...(metres === 0 ? {} : { distanceMeters: sample.metres }),
        ...(hasPosition ? { latitude: sample.latitude, longitude: sample.longitude } : {}),
      }),
    ),
    ...extras,
    lap(summary),
    session({
      ...summary,
      ...fitSports[kind],
      avgHeartRate: averageHeartRate(samples),
      maxHeartRate: highestHeartRate(samples),
    }),
    activityMessage(end, end - startedAt.getTimezoneOffset() * 60),
  ]);
}

/** Lengths of a pool, one after the other without a rest. */
export function poolLengths({ startedAt, seconds }: Workout, count: number): readonly FitMessage[] {
  const start = fitTime(startedAt.toISOString());
  const each = seconds / count;
  return Array.from({ length: count }, (_, index) => ({
    globalNumber: 101,
    fields: [
      { number: 254, type: 'uint16', value: index },
      { number: 253, type: 'uint32', value: Math.round(start + each * (index + 1)) },
      { number: 2, type: 'uint32', value: Math.round(start + each * index) },
      { number: 3, type: 'uint32', value: Math.round(each * 1000) },
      { number: 4, type: 'uint32', value: Math.round(each * 1000) },
      { number: 5, type: 'uint16', value: 16 + (index % 3) },
      { number: 12, type: 'enum', value: 1 },
    ],
  }));
}

/** Three exercises, each in three sets with a rest behind it. */
export function gymSets({ startedAt }: Workout): readonly FitMessage[] {
  const start = fitTime(startedAt.toISOString());
  const exercises = [
    { category: 28, reps: 8, weightKg: 70 },
    { category: 0, reps: 10, weightKg: 52.5 },
    { category: 23, reps: 12, weightKg: 45 },
  ];
  return exercises.flatMap((exercise, index) =>
    [0, 1, 2].flatMap((round) => {
      const time = start + (index * 3 + round) * 200;
      return [
        strengthSet({ time, active: true, seconds: 45, ...exercise }),
        strengthSet({ time: time + 45, active: false, seconds: 120 }),
      ];
    }),
  );
}

export function tcxRunOf(workout: Workout): Uint8Array<ArrayBuffer> {
  const samples = samplesOf(workout);
  const half = Math.floor(samples.length / 2);
  const calories = Math.round(workout.calories / 2);
  return tcxFile([
    {
      sport: 'Running',
      id: workout.startedAt.toISOString(),
      laps: [samples.slice(0, half + 1), samples.slice(half)].map((part) => tcxLap(part, calories)),
      creator: { name: 'Forerunner 945', unitId: '3987654321', productId: '3113' },
    },
  ]);
}

function tcxLap(samples: readonly Sample[], calories: number): TcxLap {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return {};
  return {
    start: first.time.toISOString(),
    timerSeconds: last.second - first.second,
    distanceMeters: Math.round(last.metres - first.metres),
    calories,
    avgHeartRate: averageHeartRate(samples),
    maxHeartRate: highestHeartRate(samples),
    points: samples.map(({ time, latitude, longitude, heartRate }) => ({
      time: time.toISOString(),
      latitude: latitude.toFixed(6),
      longitude: longitude.toFixed(6),
      heartRate,
    })),
  };
}

export function gpxHikeOf(workout: Workout, name: string): Uint8Array<ArrayBuffer> {
  const points = samplesOf(workout).map(({ time, latitude, longitude, heartRate }) => ({
    time: time.toISOString(),
    latitude: latitude.toFixed(6),
    longitude: longitude.toFixed(6),
    heartRate,
  }));
  return gpxFile([{ name, type: 'hiking', segments: [points] }]);
}
