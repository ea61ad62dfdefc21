import { describe, expect, it } from 'vitest';
import { openParserLane, type Parser } from '../../../src-worker/imports/parser-lane.ts';
import type { ParserApi } from '../../../src-worker/parser-api.ts';

const never = new Promise<never>(() => {
  // A parser in an endless loop answers never.
});

function lane(died: Promise<void> = never) {
  const log: string[] = [];
  const troubles: unknown[] = [];
  const startParser = (): Parser => {
    log.push('start');
    // The lane hands the api through and calls nothing on it.
    return { api: {} as ParserApi, died, end: () => log.push('end') };
  };
  const opened = openParserLane(startParser, {
    onTrouble: (reason) => troubles.push(reason),
    limitSeconds: 0.02,
  });
  return { opened, log, troubles };
}

describe('a parser lane', () => {
  it('starts its parser with the first step and keeps it', async () => {
    const { opened, log } = lane();
    expect(log).toEqual([]);
    expect(await opened.run(() => Promise.resolve(1))).toEqual({ ok: true, value: 1 });
    expect(await opened.run(() => Promise.resolve(2))).toEqual({ ok: true, value: 2 });
    expect([log, opened.generation]).toEqual([['start'], 0]);
  });

  it('ends a parser that takes too long, names it, and goes on with a new one', async () => {
    const { opened, log } = lane();
    expect(await opened.run(() => never)).toEqual({
      ok: false,
      failure: { kind: 'too_slow', limitSeconds: 0.02 },
    });
    expect(await opened.run(() => Promise.resolve('next'))).toEqual({ ok: true, value: 'next' });
    expect([log, opened.generation]).toEqual([['start', 'end', 'start'], 1]);
  });

  it('replaces a parser that died', async () => {
    const { opened, log } = lane(Promise.resolve());
    expect(await opened.run(() => never)).toEqual({ ok: false, failure: { kind: 'parser_died' } });
    expect(log).toEqual(['start', 'end']);
  });

  it('listens to a parser’s death once and not once a step, so that nothing is held for each file', async () => {
    let reactions = 0;
    const died = Object.assign(Promise.resolve(), {
      then: () => {
        reactions += 1;
        return never;
      },
    });
    const { opened } = lane(died);
    for (let step = 0; step < 5; step += 1) await opened.run(() => Promise.resolve(step));
    expect(reactions).toBe(1);
  });

  it('turns a bug in the parser into a named failure and reports it', async () => {
    const { opened, log, troubles } = lane();
    const bug = new Error('bug');
    expect(await opened.run(() => Promise.reject(bug))).toEqual({
      ok: false,
      failure: { kind: 'unreadable', detail: 'parser threw' },
    });
    expect([troubles, log]).toEqual([[bug], ['start', 'end']]);
  });
});
