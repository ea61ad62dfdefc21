// Three hundred files for tests of what survives: rides, copies of them, newer versions of them, versions that disagree, what
// a second device made of them, whose clock may be hours wrong or was never set, what is no activity and what can not be read.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { fileId, fitFile, fitRide, fitTime, record, type FitMessage } from '../fixtures/fit-writer.ts';
import { gpxDocument, gpxFile } from '../fixtures/gpx-writer.ts';

export interface BigSeason {
  readonly files: number;
  /** By name of each file that holds an activity: of which outing it is, by whatever order they are read in. */
  readonly outings: ReadonlyMap<string, string>;
}

const rides = 150;
const filesInAll = 300;
const dayMs = 86_400_000;

export function writeBigSeason(folder: string): BigSeason {
  const outings = new Map<string, string>();
  let files = 0;
  const write = (name: string, bytes: Uint8Array | string, outing: string | null): void => {
    const path = join(folder, `month ${files % 12}`);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, name), bytes);
    files += 1;
    if (outing !== null) outings.set(name, outing);
  };
  for (let index = 0; index < rides; index += 1) {
    const startMs = Date.UTC(2025, 0, 1, 6) + index * dayMs;
    const startedAt = new Date(startMs).toISOString();
    const whole = fitFile(fitRide(startedAt));
    const ride = `ride ${index}`;
    write(`${ride}.fit`, whole, ride);
    if (index % 5 === 0) write(`copy of ${ride}.fit`, whole, ride);
    switch (index % 10) {
      case 1:
        write(`${ride}.fit.gz`, gzipSync(whole), ride);
        break;
      // The same recording, read from the device before it was over.
      case 2:
        write(`${ride} early.fit`, fitFile(shortened(startedAt)), ride);
        break;
      // The same version of it, and another distance.
      case 3:
        write(`${ride} edited.fit`, fitFile(fitRide(startedAt, { distanceMeters: 420.5 })), ride);
        break;
      case 4:
        write(`${ride} watch.fit`, onWatch(startedAt), ride);
        break;
      case 6:
        write(`${ride} phone.gpx`, onPhone(startMs), ride);
        break;
      // Nobody but the athlete knows that these are no outings of their own.
      case 7:
        write(`${ride} late.fit`, onWatch(new Date(startMs + 2 * 3_600_000).toISOString()), `${ride} late`);
        break;
      case 8:
        write(
          `${ride} lost.fit`,
          onWatch(new Date(neverSetMs + index * 60_000).toISOString()),
          `${ride} lost`,
        );
        break;
      default:
    }
  }
  for (let index = 0; files < filesInAll; index += 1) {
    if (index % 2 === 0)
      write(`route ${index}.gpx`, gpxDocument('<rte><rtept lat="46" lon="14"/></rte>'), null);
    else write(`broken ${index}.fit`, fitFile(fitRide()).slice(0, 20 + index), null);
  }
  return { files, outings };
}

/** Where a device's clock begins that nobody set. */
const neverSetMs = Date.UTC(1989, 11, 31, 0, 10);

const onWatch = (startedAt: string): Uint8Array =>
  fitFile([
    fileId({ type: 4, manufacturer: 23, product: 5, serialNumber: 77, timeCreated: fitTime(startedAt) - 3 }),
    ...fitRide(startedAt).slice(1),
  ]);

const onPhone = (startMs: number): Uint8Array =>
  gpxFile([
    {
      type: 'cycling',
      segments: [
        Array.from({ length: 60 }, (_, second) => ({
          time: new Date(startMs + second * 1000).toISOString(),
          latitude: 46.05 + second * 0.00003,
          longitude: 14.5,
        })),
      ],
    },
  ]);

/** The first half of the ride, as `fitRide` writes it, without its end. */
function shortened(startedAt: string): readonly FitMessage[] {
  const start = fitTime(startedAt);
  return [
    fileId({ type: 4, manufacturer: 1, product: 3121, serialNumber: 3_901_710_578, timeCreated: start - 2 }),
    ...Array.from({ length: 30 }, (_, second) =>
      record({
        time: start + second,
        latitude: 46.05 + second * 0.00003,
        longitude: 14.5,
        heartRate: 120 + (second % 10),
        distanceMeters: second * 5,
      }),
    ),
  ];
}
