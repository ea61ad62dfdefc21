// Imports as the engine tells them, for the tray and the news.
import type { RecentImport } from '../../../src-worker/contract/recent-import.ts';

const none = { imported: 0, known: 0, rejected: 0, ignored: 0, failed: 0 };

type Changes = Partial<Omit<RecentImport, 'counts'>> & { readonly counts?: Partial<typeof none> };

/** Over, and with nothing in it, but for what is changed. */
export const recentImport = ({ counts, ...changes }: Changes = {}): RecentImport => ({
  importId: '00000000-0000-4000-8000-000000000001',
  origin: 'drop',
  startedAt: '2026-05-12T16:03:00.000Z',
  paths: ['/rides/morning.fit'],
  filesFound: 1,
  listed: true,
  filesDone: 1,
  finishedAt: '2026-05-12T16:03:04.000Z',
  ...changes,
  counts: { ...none, ...counts },
});
