// The line of a ride that was added, and whatever is asked to differ.
import type { ReportLine } from '../../../src-worker/contract/report-line.ts';

export const rideLine = (change: Partial<ReportLine> = {}): ReportLine => ({
  path: '/home/ann/rides/a.fit',
  member: null,
  sha256: null,
  format: null,
  status: 'completed',
  error: null,
  dedup: null,
  write: null,
  overlaps: [],
  activity: null,
  summary: null,
  quality: null,
  timings_ms: {},
  sentence: 'Ride, 30.0 km, added from a.fit.',
  ...change,
});
