import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { humanLine, startImportCommand, typedPaths } from '../../../src-main/command/import-command.ts';
import type { ReportLine } from '../../../src-worker/contract/report-line.ts';

const line = (change: Partial<ReportLine> = {}): ReportLine => ({
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

/** The two streams of a process, and what was written to them. */
function streams() {
  const written = { out: '', err: '' };
  const open = (name: 'out' | 'err') => {
    const stream = new PassThrough();
    stream.on('data', (text: Buffer) => (written[name] += text.toString()));
    return Object.assign(stream, { isTTY: false });
  };
  return { out: open('out'), err: open('err'), written };
}

const run = async (json: boolean, ...lines: readonly ReportLine[]) => {
  const { out, err, written } = streams();
  const command = startImportCommand({
    paths: [{ typed: 'rides', absolute: '/home/ann/rides' }],
    json,
    out,
    err,
  });
  command.showFound({ importId: '', filesFound: lines.length, filesPassedOver: 3, complete: true });
  command.print(lines);
  return { exitStatus: await command.finish(), ...written };
};

describe('what the command prints', () => {
  it('is one JSON object a line, with the path as it was typed', async () => {
    const { out, exitStatus } = await run(true, line(), line({ status: 'ignored' }));
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((text) => (JSON.parse(text) as ReportLine).path),
    ).toEqual(['rides/a.fit', 'rides/a.fit']);
    expect(exitStatus).toBe(0);
  });

  it('is one sentence a file for people, and the sum apart', async () => {
    expect(await run(false, line(), line({ status: 'failed', sentence: 'b.fit is empty.' }))).toEqual({
      exitStatus: 1,
      out: '+ Ride, 30.0 km, added from a.fit.\n! b.fit is empty.\n',
      err: '1 taken in or already known, 0 not activities, 1 need you. 3 other files were passed over by name.\n',
    });
  });

  it('never lets a name steer the terminal', () => {
    expect(humanLine(line({ sentence: 'new\nline \u001b[31mred\u202e.fit' }))).toBe(
      '+ new\uFFFDline \uFFFD[31mred\uFFFD.fit',
    );
  });
});

describe('a path as it was typed', () => {
  const typed = typedPaths([
    { typed: './rides/', absolute: '/home/ann/rides' },
    { typed: '../x.fit', absolute: '/home/x.fit' },
  ]);

  it.each([
    ['/home/ann/rides/2026/a.fit', './rides/2026/a.fit'],
    ['/home/x.fit', '../x.fit'],
    ['/home/ann/rides-old/a.fit', '/home/ann/rides-old/a.fit'],
  ])('%s is shown as %s', (path, shown) => expect(typed(path)).toBe(shown));
});
