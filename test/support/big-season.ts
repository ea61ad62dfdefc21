// Three hundred files for tests of what survives: rides, copies of them, newer versions of them, what is no activity and
// what can not be read. How many activities they are is known, whatever the order in which they are read.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { fileId, fitFile, fitRide, fitTime, record, type FitMessage } from '../fixtures/fit-writer.ts';
import { gpxDocument } from '../fixtures/gpx-writer.ts';

export interface BigSeason {
  readonly files: number;
  /** Distinct activities among them. */
  readonly activities: number;
}

const rides = 200;

export function writeBigSeason(folder: string): BigSeason {
  let files = 0;
  const write = (name: string, bytes: Uint8Array | string): void => {
    const path = join(folder, `month ${files % 12}`);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, name), bytes);
    files += 1;
  };
  for (let index = 0; index < rides; index += 1) {
    const startedAt = new Date(Date.UTC(2025, 0, 1, 6) + index * 86_400_000).toISOString();
    const whole = fitFile(fitRide(startedAt));
    write(`ride ${index}.fit`, whole);
    if (index % 5 === 0) write(`copy of ride ${index}.fit`, whole);
    if (index % 10 === 1) write(`ride ${index}.fit.gz`, gzipSync(whole));
    // The same recording, read from the device before it was over.
    if (index % 10 === 2) write(`ride ${index} early.fit`, fitFile(shortened(startedAt)));
  }
  for (let index = 0; files < 300; index += 1) {
    if (index % 2 === 0) write(`route ${index}.gpx`, gpxDocument('<rte><rtept lat="46" lon="14"/></rte>'));
    else write(`broken ${index}.fit`, fitFile(fitRide()).slice(0, 20 + index));
  }
  return { files, activities: rides };
}

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
