// A staged file on its way through a parser: in parts where it is a large archive, taken up behind the last of them, within its time.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../../../src-worker/contract/limits.ts';
import { wholeImports } from '../../../src-worker/event-log/endings.ts';
import type { FindKnownBytes } from '../../../src-worker/event-log/load-known.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import { openParserLane, type ParserLane } from '../../../src-worker/imports/parser-lane.ts';
import { wasRead, type PartEnd } from '../../../src-worker/imports/parts.ts';
import { readFile } from '../../../src-worker/imports/read-file.ts';
import { walkFile } from '../../../src-worker/imports/walk-file.ts';
import type { ParserApi } from '../../../src-worker/parser-api.ts';
import { gpxDocument } from '../../fixtures/gpx-writer.ts';
import { readingOf, readRide } from '../../support/read-activities.ts';
import { storedZip } from '../../fixtures/zip-writer.ts';
import { parserInProcess } from '../../support/parser-in-process.ts';
import { nothingBefore, readingTools } from '../../support/reading-tools.ts';

const fileId = '00000000-0000-4000-8000-000000000001';
const staged = {
  fileId,
  importId: '11111111-1111-4111-8111-111111111111',
  name: 'export.zip',
  path: '/export.zip',
  sha256: 'a'.repeat(64),
  stagingMs: 1,
};
const route = new TextEncoder().encode(gpxDocument('<rte><rtept lat="46" lon="14"/></rte>'));

/** Routes end as no activities: each is an entry, and cheap to read. */
const routes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${String(index)}.gpx`, route]));

interface Reading {
  readonly before?: PartEnd;
  /** Stands between the lane and the parser. */
  readonly through?: (parser: ParserApi) => ParserApi;
  readonly died?: () => Promise<void>;
  readonly suspect?: 'some_entry' | 'next_entry';
  readonly onArchive?: () => void;
  readonly onReading?: () => void;
  readonly findKnownBytes?: FindKnownBytes;
  /** Without it a bug fails the test. */
  readonly troubles?: unknown[];
}

const rethrow = (reason: unknown): never => {
  throw reason;
};

async function readingsOf(
  archive: Uint8Array<ArrayBuffer>,
  { before, suspect, onArchive, onReading, through, died, findKnownBytes, troubles }: Reading = {},
) {
  const lane = openParserLane(
    () => {
      const parser = parserInProcess(() => archive).api;
      const death = died?.() ?? new Promise<never>(() => undefined);
      return { api: through?.(parser) ?? parser, died: death, end: () => undefined };
    },
    {
      onTrouble: (reason) => {
        throw reason;
      },
    },
  );
  const file = { ...staged, sizeBytes: archive.length };
  const onTrouble = (reason: unknown): void => {
    if (troubles === undefined) throw reason;
    troubles.push(reason);
  };
  const usual = readingTools(lane);
  const ours = {
    ...usual,
    onTrouble,
    findKnownBytes: findKnownBytes ?? usual.findKnownBytes,
    onArchive: () => {
      onArchive?.();
      return Promise.resolve();
    },
  };
  const readings = [];
  for await (const reading of readFile(file, ours, {
    ...nothingBefore,
    before: before ?? null,
    suspect: suspect ?? 'nothing',
  })) {
    onReading?.();
    readings.push(reading);
  }
  return readings.map(({ file: { jobId }, part, entries }) => ({
    jobId,
    part,
    members: entries.map(({ member }) => member),
    failures: entries.flatMap((entry) => (entry.kind === 'failed' ? [entry.failure] : [])),
  }));
}

afterEach(() => {
  vi.useRealTimers();
});

it('A file whose bytes were imported whole is not even opened', async () => {
  const lane = openParserLane(
    () => {
      throw new Error('nothing is to be read');
    },
    { onTrouble: () => undefined },
  );
  const ride = await readRide();
  const log = { activities: new Map(), eventIds: new Map(), deletions: new Map(), nextSeq: 1 };
  const judged = judgeBatch([readingOf('a.fit', ride)], log, {
    now: '2026-06-01T10:00:00.000Z',
    newEventId: () => 'event-1',
    elapsedMs: () => 0,
    onTrouble: rethrow,
  });
  const [knownBytes] = judged.endings.flatMap(({ receipt }) => wholeImports(receipt));
  if (knownBytes === undefined) throw new Error('whole imports are remembered');
  const readings = [];
  const read = readFile(
    { ...staged, name: 'again.fit', sizeBytes: 10, sha256: ride.sha256 },
    readingTools(lane),
    { ...nothingBefore, knownBytes },
  );
  for await (const reading of read) readings.push(reading);
  expect(readings.map(({ file, part, entries }) => [file.jobId, part, entries])).toEqual([
    [
      fileId,
      undefined,
      [{ kind: 'known_bytes', member: null, sha256: ride.sha256, format: 'fit', known: knownBytes }],
    ],
  ]);
});

describe('an archive', () => {
  it('of as many endings as a part may have is written down at once, with one more in two', async () => {
    const [whole, ...none] = await readingsOf(storedZip(routes(limits.partEntries)));
    expect([whole?.jobId, whole?.part, whole?.members.length]).toEqual([fileId, undefined, 256]);
    expect(none).toEqual([]);

    const parts = await readingsOf(storedZip(routes(limits.partEntries + 1)));
    expect(parts.map(({ jobId, part, members }) => [jobId, part, members.length])).toEqual([
      [`${fileId}.0001`, { number: 1, upTo: [255] }, 256],
      [fileId, { number: 2, upTo: null }, 1],
    ]);
  });

  it('that was read in part goes on behind it, also in an archive within', async () => {
    const archive = storedZip({ ...routes(3), 'more.zip': storedZip(routes(3)), 'z.gpx': route });
    const rest = await readingsOf(archive, { before: { number: 4, upTo: [3, 1] } });
    expect(rest).toEqual([
      { jobId: fileId, part: { number: 5, upTo: null }, members: ['more.zip/2.gpx', 'z.gpx'], failures: [] },
    ]);
  });

  it('loses one entry to a parser that dies, and no other, also in an archive within', async () => {
    let kill = (): void => undefined;
    const archive = storedZip({ 'a.gpx': route, 'more.zip': storedZip(routes(3)), 'z.gpx': route });
    let reads = 0;
    const [reading] = await readingsOf(archive, {
      died: () => new Promise((resolve) => (kill = resolve)),
      through: (parser) => ({
        ...parser,
        read: async (context) => {
          reads += 1;
          if (reads !== 3) return parser.read(context);
          kill();
          return new Promise(() => undefined);
        },
      }),
    });
    expect(reading?.members).toEqual([
      'a.gpx',
      ...[0, 1, 2].map((index) => `more.zip/${index}.gpx`),
      'z.gpx',
    ]);
    expect(reading?.failures).toEqual([{ kind: 'parser_died' }]);
  });

  it('that the page may have died of is written down entry by entry, each before the next is opened', async () => {
    const steps: string[] = [];
    const archive = storedZip({ ...routes(2), 'more.zip': storedZip(routes(2)) });
    const parts = await readingsOf(archive, {
      suspect: 'some_entry',
      onArchive: () => steps.push('archive'),
      onReading: () => steps.push('written'),
      through: (parser) => ({
        ...parser,
        openEntry: (at) => {
          steps.push(at.join('.'));
          return parser.openEntry(at);
        },
      }),
    });
    expect(steps).toEqual([
      'archive',
      '0',
      'written',
      '1',
      'written',
      '2',
      '2.0',
      'written',
      '2.1',
      'written',
      'written',
    ]);
    expect(parts.map(({ jobId, part, members }) => [jobId, part?.upTo, members])).toEqual([
      [`${fileId}.0001`, [0], ['0.gpx']],
      [`${fileId}.0002`, [1], ['1.gpx']],
      [`${fileId}.0003`, [2, 0], ['more.zip/0.gpx']],
      [`${fileId}.0004`, [2, 1], ['more.zip/1.gpx']],
      // It could not be known that nothing would follow.
      [fileId, null, []],
    ]);
  });

  it.each([
    [null, ['0.gpx'], ['1.gpx', 'more.zip/0.gpx', 'more.zip/1.gpx', 'more.zip/2.gpx', 'z.gpx']],
    [[0], ['1.gpx'], ['more.zip/0.gpx', 'more.zip/1.gpx', 'more.zip/2.gpx', 'z.gpx']],
    [[1], ['more.zip'], ['z.gpx']],
    [[2, 0], ['more.zip/1.gpx'], ['more.zip/2.gpx', 'z.gpx']],
  ])(
    'that was read up to %j sets %j aside where the page died of it, and reads %j',
    async (upTo, aside, rest) => {
      const archive = storedZip({ ...routes(2), 'more.zip': storedZip(routes(3)), 'z.gpx': route });
      const opened: string[] = [];
      const parts = await readingsOf(archive, {
        suspect: 'next_entry',
        ...(upTo && { before: { number: 1, upTo } }),
        through: (parser) => ({
          ...parser,
          openEntry: async (at) => {
            const found = await parser.openEntry(at);
            if (found.kind === 'member') opened.push(found.member.member ?? '');
            return found;
          },
        }),
      });
      expect(parts.map(({ members }) => members)).toEqual([aside, rest]);
      expect(parts.flatMap(({ failures }) => failures)).toEqual([
        { kind: 'set_aside', readerRevision: '0000' },
      ]);
      expect(opened).toEqual(rest);
    },
  );

  it('and no other file is written down in parts for that', async () => {
    const [reading, ...none] = await readingsOf(route, { suspect: 'some_entry' });
    expect([reading?.jobId, reading?.part, reading?.members, none]).toEqual([fileId, undefined, [null], []]);
  });

  it('loses one entry to a bug of ours, and no other', async () => {
    const bug = new Error('a bug');
    const troubles: unknown[] = [];
    let asked = 0;
    const [reading] = await readingsOf(storedZip(routes(3)), {
      troubles,
      findKnownBytes: async () => {
        asked += 1;
        if (asked === 2) throw bug;
        return Promise.resolve(null);
      },
    });
    expect(reading?.members).toEqual(['0.gpx', '1.gpx', '2.gpx']);
    expect(reading?.failures).toEqual([{ kind: 'unreadable', detail: 'bug' }]);
    expect(troubles).toEqual([bug]);
  });

  it('keeps what was read before a bug that ends the reading', async () => {
    const bug = new Error('a bug');
    const troubles: unknown[] = [];
    const lost = {
      kind: 'other_kind',
      get entries(): never {
        throw bug;
      },
    };
    const [reading, ...none] = await readingsOf(storedZip({ ...routes(2), 'x.zip': storedZip(routes(1)) }), {
      troubles,
      through: (parser) => ({
        ...parser,
        openEntry: async (at) => {
          const opened = await parser.openEntry(at);
          return opened.kind === 'archive' ? { ...lost, kind: 'archive' } : opened;
        },
      }),
    });
    expect(none).toEqual([]);
    expect(reading?.jobId).toBe(fileId);
    expect(reading?.members).toEqual(['0.gpx', '1.gpx', null]);
    expect(reading?.failures).toEqual([{ kind: 'unreadable', detail: 'bug' }]);
    expect(troubles).toEqual([bug]);
  });

  it('says once why it could not be opened again, and nothing untrue of what is left', async () => {
    let kill = (): void => undefined;
    let opened = 0;
    const [reading] = await readingsOf(storedZip(routes(4)), {
      died: () => new Promise((resolve) => (kill = resolve)),
      through: (parser) => ({
        ...parser,
        open: (source) => {
          opened += 1;
          if (opened === 1) return parser.open(source);
          return Promise.resolve({ ok: false, failure: { kind: 'archive_damaged' } });
        },
        read: () => {
          kill();
          return new Promise(() => undefined);
        },
      }),
    });
    expect(reading?.failures).toEqual([{ kind: 'parser_died' }, { kind: 'archive_damaged' }]);
    expect(reading?.members).toEqual(['0.gpx', null]);
  });

  it('lists no more entries with those of archives within than an archive may have', async () => {
    const listed = Array.from({ length: limits.archiveEntries - 1 }, (_, index) => ({
      at: [0, index],
      member: 'x',
      packedBytes: 1,
    }));
    const failuresWith = async (entries: typeof listed) => {
      const [reading] = await readingsOf(storedZip({ 'more.zip': storedZip(routes(1)) }), {
        through: (parser) => ({
          ...parser,
          openEntry: ([, below]) =>
            Promise.resolve(below === undefined ? { kind: 'archive', entries } : { kind: 'other_kind' }),
        }),
      });
      return reading?.failures;
    };
    expect(await failuresWith(listed)).toEqual([{ kind: 'archive_without_activities' }]);
    expect(await failuresWith([...listed, { at: [0, -1], member: 'x', packedBytes: 1 }])).toEqual([
      { kind: 'archive_limit', limit: 'archiveEntries' },
    ]);
  });
});

describe('the time of a file', () => {
  /** An archive of so many entries, the first of which takes so long. */
  const failuresAfter = async (seconds: number, entries: number) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    let opened = 0;
    const parts = await readingsOf(storedZip(routes(entries)), {
      through: (parser) => ({
        ...parser,
        openEntry: (at) => {
          opened += 1;
          if (opened === 1) vi.advanceTimersByTime(seconds * 1000);
          return parser.openEntry(at);
        },
      }),
    });
    return [parts.flatMap(({ failures }) => failures), opened];
  };

  it('is two minutes and a second for each of its entries; what is left then is not read', async () => {
    const limitSeconds = limits.fileSeconds + 3 * limits.entrySeconds;
    expect(limitSeconds).toBe(123);
    expect(await failuresAfter(limitSeconds, 3)).toEqual([[], 3]);
    expect(await failuresAfter(limitSeconds + 0.001, 3)).toEqual([[{ kind: 'too_slow', limitSeconds }], 1]);
  });

  it('is ten seconds for a step, and for opening as much for each 64 MiB', async () => {
    const given: (number | undefined)[] = [];
    for (const sizeBytes of [limits.fileBytes, limits.fileBytes + 1, 10 * limits.fileBytes]) {
      const lane: ParserLane = {
        generation: 0,
        run: (_step, limitSeconds) => {
          given.push(limitSeconds);
          return Promise.resolve({ ok: false, failure: { kind: 'archive_damaged' } });
        },
        close: () => undefined,
      };
      await walkFile({ kind: 'staged', fileId, sizeBytes }, { lane, upTo: null }).next();
    }
    expect(given).toEqual([10, 20, 100]);
  });
});

describe('an address', () => {
  it.each([
    [[3], [3], true],
    [[2], [3, 1], true],
    [[3], [3, 1], false],
    [[3, 1], [3, 1], true],
    [[3, 2], [3, 1], false],
    [[3, 0], [3], false],
    [[4], [3, 1], false],
    [[], [3], false],
  ])('%j was read when reading came up to %j: %s', (at, upTo, expected) => {
    expect(wasRead(at, upTo)).toBe(expected);
  });
});
