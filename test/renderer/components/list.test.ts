import { describe, expect, it } from 'vitest';
import { listCommand, moveInList } from '../../../src-renderer/components/list-keys.ts';
import { rangeWith } from '../../../src-renderer/components/list-range.ts';

const bare = { ctrlKey: false, metaKey: false, altKey: false };

describe('a key in a list', () => {
  it('means the same as an arrow and as a letter', () => {
    expect(listCommand({ key: 'j', ...bare })).toEqual(listCommand({ key: 'ArrowDown', ...bare }));
    expect(listCommand({ key: 'K', ...bare })).toEqual(listCommand({ key: 'ArrowUp', ...bare }));
  });

  it('with a modifier is none of the list’s', () => {
    expect(listCommand({ key: 'j', ...bare, ctrlKey: true })).toBeNull();
    expect(listCommand({ key: 'x', ...bare })).toBeNull();
  });
});

describe('moving', () => {
  const stops = [1, 2, 4, 5, 8];
  const from = (active: number, to: Parameters<typeof moveInList>[0]['to']) =>
    moveInList({ to, stops, active, stopsPerPage: 3 });

  it('passes headings and does not wrap around', () => {
    expect(from(2, 'next')).toBe(4);
    expect(from(1, 'previous')).toBe(1);
    expect(from(8, 'next')).toBe(8);
    expect(from(1, 'last')).toBe(8);
    expect(from(8, 'first')).toBe(1);
    expect(from(1, 'page_down')).toBe(5);
    expect(from(8, 'page_up')).toBe(2);
  });

  it('stays where it is in a list without stops', () => {
    expect(moveInList({ to: 'next', stops: [], active: 0, stopsPerPage: 3 })).toBe(0);
  });
});

describe('what exists of a list', () => {
  const range = { startIndex: 50, endIndex: 60, overscan: 2, count: 200 };

  it('is what is in sight, the heading above it, and the row that holds the tab stop', () => {
    expect(rangeWith({ range, headings: [0, 40, 55, 90], active: 3 })).toEqual([
      3, 40, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
    ]);
  });

  it('does not hold a row that is gone', () => {
    expect(rangeWith({ range: { ...range, count: 61 }, headings: [], active: 99 })).not.toContain(99);
  });
});
