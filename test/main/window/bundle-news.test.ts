// What is news, when it is told, and in which words.
import { describe, expect, it } from 'vitest';
import {
  dueAtMs,
  gather,
  isNews,
  noticeOf,
  type Gathering,
  type ImportNews,
} from '../../../src-main/window/bundle-news.ts';

const news = (changes: Partial<ImportNews>): ImportNews => ({
  importId: 'one',
  source: 'Edge 530',
  newActivities: 0,
  needYou: 0,
  ...changes,
});
const gathered = (...all: readonly ImportNews[]): Gathering => ({ news: all, firstAtMs: 0, lastAtMs: 0 });

describe('news', () => {
  it.each([
    ['device', true, true],
    ['folder', true, true],
    ['drop', true, false],
    ['drop', false, true],
    ['dialog', true, false],
    ['dialog', false, true],
    ['retry', true, false],
    ['retry', false, true],
    ['command', false, false],
    ['re_read', false, false],
  ] as const)('of %s with the window in sight: %s, are told: %s', (origin, isVisible, isTold) => {
    expect(isNews(origin, isVisible)).toBe(isTold);
  });

  it('of nothing new that need nobody are not gathered', () => {
    expect(gather(null, news({}), 0)).toBeNull();
    const before = gathered(news({ newActivities: 1 }));
    expect(gather(before, news({}), 99)).toBe(before);
  });

  it('wait for five quiet seconds, and a minute at the most', () => {
    const first = gather(null, news({ newActivities: 1 }), 1000);
    expect(first && dueAtMs(first)).toBe(6000);
    const second = gather(first, news({ needYou: 1 }), 4000);
    expect(second).toMatchObject({ firstAtMs: 1000, lastAtMs: 4000 });
    expect(second && dueAtMs(second)).toBe(9000);
    const late = gather(second, news({ newActivities: 1 }), 60_500);
    expect(late && dueAtMs(late)).toBe(61_000);
  });
});

describe('the notice', () => {
  const toSee = 'Click to see them in Cooldown.';

  it.each<[string, string, readonly ImportNews[]]>([
    ['1 new activity from Edge 530', toSee, [news({ newActivities: 1 })]],
    ['3 new activities from Edge 530', toSee, [news({ newActivities: 2 }), news({ newActivities: 1 })]],
    ['2 new activities', toSee, [news({ source: null, newActivities: 2 })]],
    [
      '5 new activities',
      `3 from Edge 530, 2 from Zwift. ${toSee}`,
      [news({ newActivities: 3 }), news({ source: 'Zwift', newActivities: 2 })],
    ],
    [
      '4 new activities',
      `3 from Edge 530, 1 from your files. 2 files need you. ${toSee}`,
      [news({ newActivities: 3, needYou: 2 }), news({ source: null, newActivities: 1 })],
    ],
    [
      '1 new activity from Edge 530',
      `1 file needs you. ${toSee}`,
      [news({ newActivities: 1 }), news({ source: 'Zwift', needYou: 1 })],
    ],
    ['2 files need you', toSee, [news({ needYou: 2 })]],
    ['1 file needs you', toSee, [news({ needYou: 1 })]],
  ])('is “%s”, “%s”', (title, body, all) => {
    expect(noticeOf(gathered(...all))).toEqual({ title, body, importId: 'one' });
  });

  it('of several imports leads to the newest', () => {
    const all = [news({ newActivities: 1 }), news({ importId: 'two', newActivities: 1 })];
    expect(noticeOf(gathered(...all)).importId).toBeNull();
  });
});
