// The formats that are read: one line each. A new one is a folder with a reader and a line here.
import type { ActivityFormat } from '../contract/activity-format.ts';
import type { FormatReader } from './decoded.ts';
import { readFit } from './fit/read.ts';
import { readGpx } from './gpx/read.ts';
import { readTcx } from './tcx/read.ts';

export const formatReaders = {
  fit: readFit,
  tcx: readTcx,
  gpx: readGpx,
} as const satisfies Record<ActivityFormat, FormatReader>;
