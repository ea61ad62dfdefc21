// What both sides of the upstream contract rely on beyond shapes: keys, cursors, the list of problems.
import { describe, expect, it } from 'vitest';
import { cursorBehind, eventsPageSchema, isBehind } from '../../src-worker/contract/upstream/events-page.ts';
import { eventKeySchema, idempotencyKeyOf } from '../../src-worker/contract/upstream/keys.ts';
import { problemKindOf, problemTable, problemType } from '../../src-worker/contract/upstream/problem.ts';

describe('an idempotency key', () => {
  it.each([
    ['external-import-1a-2b', 'external-import-1a-2b'],
    ['"external-import-1a-2b"', 'external-import-1a-2b'],
    ['  "a"  ', 'a'],
    [undefined, null],
    ['', null],
    ['""', null],
    ['"a', null],
    ['two words', null],
    ['back\\slash', null],
    ['ü', null],
    ['a'.repeat(255), 'a'.repeat(255)],
    ['a'.repeat(256), null],
  ])('is read from the header %j as %j', (header, key) => {
    expect(idempotencyKeyOf(header)).toBe(key);
  });

  it.each([
    'external-delete-00112233445566778899-0198c0de-0000-7000-8000-000000000000',
    'external-link-same_recording-00112233445566778899.0011223344556677-99887766554433221100.7766554433221100',
    'external-unlink-0198c0de-0000-7000-8000-000000000000',
    'manual-session-0198c0de-0000-7000-8000-000000000000-12',
  ])('of an event may be %s', (key) => {
    expect(eventKeySchema.safeParse(key).success).toBe(true);
  });

  it.each([
    'external-import-0011223344556677-0011223344556677',
    'anything',
    'external-delete-',
    'external-delete-A',
  ])('of an event is never %s', (key) => {
    expect(eventKeySchema.safeParse(key).success).toBe(false);
  });
});

describe('a cursor', () => {
  it('is compared as the number it is, beyond what a number can hold', () => {
    expect(isBehind('10', '9')).toBe(true);
    expect(isBehind('9', '10')).toBe(false);
    expect(isBehind('9007199254740993', '9007199254740992')).toBe(true);
  });

  it('goes on behind the last event of a page, whatever an event of a newer machine says', () => {
    const event = { specversion: '1.0', id: 'a', source: 'urn:uuid:b', type: 'made.later', sequence: '7' };
    expect(cursorBehind(eventsPageSchema.parse([{ ...event, sequence: '3' }, event]))).toBe('7');
    expect(cursorBehind([])).toBeNull();
  });
});

describe('the type of a problem', () => {
  it.each(Object.keys(problemTable))('%s is read back', (name) => {
    expect(problemKindOf(`urn:cooldown:problem:${name}`)).toBe(name);
  });

  it('is none of ours where another server names it', () => {
    expect(problemKindOf('about:blank')).toBeNull();
    expect(problemKindOf('urn:cooldown:problem:toString')).toBeNull();
    expect(problemKindOf(`x${problemType('internal')}`)).toBeNull();
  });
});
