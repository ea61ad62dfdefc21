// Two months of an invented athlete, as the files lie in a folder: several sports and formats, a copy, a container, and
// what is no activity or no longer whole. Pure: the same moment gives the same bytes.
import { gzipSync, zipSync } from 'fflate';
import { gpxDocument } from '../fixtures/gpx-writer.ts';
import { loopAround } from './route.ts';
import { fitOf, gpxHikeOf, gymSets, poolLengths, tcxRunOf } from './write-workout.ts';
import type { Workout } from './workout.ts';

export interface DemoFile {
  /** Below the folder, with slashes. */
  readonly name: string;
  /** For a reader of the table. */
  readonly shows: string;
  readonly bytes: Uint8Array;
}

const home = { latitude: 46.0569, longitude: 14.5058 };
const woods = { latitude: 46.0421, longitude: 14.4713 };
const hills = { latitude: 46.1742, longitude: 14.4921 };

export function demoFiles(now: Date): readonly DemoFile[] {
  const at = (daysAgo: number, hour: number, minute: number): Date =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo, hour, minute, 7);

  const rideOf = (startedAt: Date, metres: number): Uint8Array<ArrayBuffer> =>
    fitOf({
      kind: 'ride',
      hasPosition: true,
      startedAt,
      seconds: Math.round(metres / 7.1),
      metres,
      heartRate: 141,
      calories: Math.round(metres / 42),
      middle: home,
    });
  const run: Workout = {
    startedAt: at(4, 6, 41),
    seconds: 2910,
    metres: 9040,
    heartRate: 152,
    calories: 655,
    middle: woods,
  };
  const hike: Workout = {
    startedAt: at(12, 9, 15),
    seconds: 11_400,
    metres: 13_200,
    heartRate: 118,
    calories: 1240,
    middle: hills,
  };
  const swim: Workout = {
    startedAt: at(18, 18, 5),
    seconds: 2160,
    metres: 1500,
    heartRate: 133,
    calories: 410,
    middle: home,
  };
  const gym: Workout = {
    startedAt: at(25, 19, 30),
    seconds: 2400,
    metres: 0,
    heartRate: 112,
    calories: 230,
    middle: home,
  };

  const ride = rideOf(at(2, 16, 20), 42_300);
  const hikeBytes = gpxHikeOf(hike, 'Round the hills');
  const course = loopAround(hills, 21_000);
  const coursePoints = Array.from({ length: 60 }, (_, index) => course(index / 60))
    .map(({ latitude, longitude }) => `<rtept lat="${latitude.toFixed(6)}" lon="${longitude.toFixed(6)}"/>`)
    .join('');

  return [
    { name: 'ride.fit', shows: 'a ride from a watch', bytes: ride },
    { name: 'backup/copy of ride.fit', shows: 'the same ride under another name', bytes: ride },
    { name: 'morning-run.tcx', shows: 'a run', bytes: tcxRunOf(run) },
    { name: 'round-the-hills.gpx', shows: 'a hike', bytes: hikeBytes },
    {
      name: 'phone/round-the-hills.gpx.gz',
      shows: 'the same hike, packed',
      bytes: gzipSync(hikeBytes, { mtime: now }),
    },
    {
      name: 'pool.fit',
      shows: '60 lengths of a pool',
      bytes: fitOf({ ...swim, kind: 'poolSwim', hasPosition: false, extras: poolLengths(swim, 60) }),
    },
    {
      name: 'gym.fit',
      shows: 'sets in a gym',
      bytes: fitOf({ ...gym, kind: 'strength', hasPosition: false, extras: gymSets(gym) }),
    },
    {
      name: 'older-rides.zip',
      shows: 'two rides in one zip',
      bytes: zipSync(
        {
          'rides/club-ride.fit': rideOf(at(38, 9, 0), 63_700),
          'rides/evening-ride.fit': rideOf(at(53, 17, 45), 24_900),
        },
        { mtime: now },
      ),
    },
    {
      name: 'planned-tour.gpx',
      shows: 'a planned route, nobody rode it',
      bytes: new TextEncoder().encode(gpxDocument(`<rte><name>Planned</name>${coursePoints}</rte>`)),
    },
    {
      name: 'half-copied.fit',
      shows: 'a ride whose copying was cut off',
      bytes: rideOf(at(9, 17, 10), 31_000).slice(0, 20),
    },
  ];
}
