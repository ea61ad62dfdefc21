// A small season in a folder, made by our own writers: several formats, a copy, a container, and what is no activity.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zipSync } from 'fflate';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { gpxDocument, gpxFile, gpxHike } from '../fixtures/gpx-writer.ts';

/** What each file of the season is expected to end as, in the words of the command's lines. */
export const seasonEndings = {
  'ride.fit': ['completed', 'new_activity'],
  'RIDE AGAIN.FIT': ['completed', 'exact_duplicate'],
  'hike.gpx': ['completed', 'new_activity'],
  'hike.gpx.gz': ['completed', 'exact_duplicate'],
  'archive/rides.zip': ['completed', 'new_activity'],
  'route.gpx': ['ignored', null],
  'broken.fit': ['failed', null],
} as const;

export function writeSeason(folder: string): void {
  const ride = fitFile(fitRide());
  const hike = gpxFile([gpxHike]);
  mkdirSync(join(folder, 'archive'), { recursive: true });
  const write = (name: keyof typeof seasonEndings, bytes: Uint8Array | string) =>
    writeFileSync(join(folder, name), bytes);
  write('ride.fit', ride);
  write('RIDE AGAIN.FIT', ride);
  write('hike.gpx', hike);
  write('hike.gpx.gz', gzipSync(hike));
  write('archive/rides.zip', zipSync({ 'evening.fit': fitFile(fitRide('2026-05-13T17:00:00Z')) }));
  write('route.gpx', gpxDocument('<rte><rtept lat="46" lon="14"/></rte>'));
  write('broken.fit', ride.slice(0, 20));
}
