// Which imports are news, when enough of them are gathered, and what is said of them. Pure: the clock is a value.
import type { ImportOrigin } from '../../src-worker/contract/import-job.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { needYou, newActivities, said } from './background-sentences.ts';

/** What an import that ended has to tell. */
export interface ImportNews {
  readonly importId: string;
  /** `Edge 530`; null of files that the athlete named. */
  readonly source: string | null;
  readonly newActivities: number;
  readonly needYou: number;
}

export interface Gathering {
  readonly news: readonly ImportNews[];
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** Null where several imports are told of: then the newest is shown. */
  readonly importId: string | null;
}

/** A device gives its activities in several imports: those that settle later come with the next scan. */
const quietMs = 5000;
/** Who is told of a long backfill is told of it in parts. */
const longestMs = 60_000;

/** Nobody has to be told of what they see, or wait for at a terminal. */
export function isNews(origin: ImportOrigin, isWindowVisible: boolean): boolean {
  switch (origin) {
    case 'device':
    case 'folder':
      return true;
    case 'drop':
    case 'dialog':
    case 'retry':
      return !isWindowVisible;
    case 'command':
    case 're_read':
      return false;
    default:
      return assertNever(origin);
  }
}

/** Nothing new and nobody needed: nothing is gathered. */
export function gather(before: Gathering | null, news: ImportNews, nowMs: number): Gathering | null {
  if (news.newActivities === 0 && news.needYou === 0) return before;
  return {
    news: [...(before?.news ?? []), news],
    firstAtMs: before?.firstAtMs ?? nowMs,
    lastAtMs: nowMs,
  };
}

export const dueAtMs = ({ firstAtMs, lastAtMs }: Gathering): number =>
  Math.min(lastAtMs + quietMs, firstAtMs + longestMs);

export function noticeOf({ news }: Gathering): Notice {
  const all = sumOf(news, (one) => one.newActivities);
  const needed = sumOf(news, (one) => one.needYou);
  const bySource = newBySource(news);
  const [first] = bySource;
  const from = bySource.length === 1 && first?.source != null ? ` from ${first.source}` : '';
  const title = all > 0 ? `${newActivities(all)}${from}` : needYou(needed);
  const parts = [
    ...(bySource.length > 1 ? [`${bySource.map(inWords).join(', ')}.`] : []),
    ...(all > 0 && needed > 0 ? [`${needYou(needed)}.`] : []),
    said.newsToSee,
  ];
  const ids = new Set(news.map(({ importId }) => importId));
  const [only = null] = ids;
  return { title, body: parts.join(' '), importId: ids.size === 1 ? only : null };
}

interface SourceCount {
  readonly source: string | null;
  readonly count: number;
}

/** In the order in which they came; those that brought nothing new are left out. */
function newBySource(news: readonly ImportNews[]): readonly SourceCount[] {
  const sources = new Set(news.map(({ source }) => source));
  return [...sources]
    .map((source) => ({
      source,
      count: sumOf(
        news.filter((one) => one.source === source),
        (one) => one.newActivities,
      ),
    }))
    .filter(({ count }) => count > 0);
}

const inWords = ({ source, count }: SourceCount): string =>
  source === null ? `${count} from your files` : `${count} from ${source}`;

const sumOf = (news: readonly ImportNews[], of: (one: ImportNews) => number): number =>
  news.reduce((sum, one) => sum + of(one), 0);
