import { PassThrough, type Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openConsole } from '../../../src-main/command/console.ts';
import { humanLine, startPrinting, typedPaths } from '../../../src-main/command/import-command.ts';
import type { ReportLine } from '../../../src-worker/contract/report-line.ts';
import { failed } from '../../../src-worker/contract/result.ts';
import { failingStream, keptStreams } from './consoles.ts';
import { run } from './desk-with.ts';
import { rideLine } from './ride-line.ts';

const task = { kind: 'import', paths: [], json: false, isDryRun: false } as const;

const printed = async (json: boolean, ...lines: readonly ReportLine[]) => {
  const { out, err, written } = keptStreams();
  const command = startPrinting(
    { ...task, paths: [{ typed: 'rides', absolute: '/home/ann/rides' }], json },
    openConsole(out, err),
  );
  command.showFound({ importId: '', filesFound: lines.length, filesPassedOver: 3, complete: true });
  await command.print(lines);
  return { exitStatus: await command.finish(), ...written };
};

describe('what the command prints', () => {
  it('is one JSON object a line, with the path as it was typed', async () => {
    const { out, exitStatus } = await printed(true, rideLine(), rideLine({ status: 'ignored' }));
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((text) => (JSON.parse(text) as ReportLine).path),
    ).toEqual(['rides/a.fit', 'rides/a.fit']);
    expect(exitStatus).toBe(0);
  });

  it('is one sentence a file for people, and the sum apart', async () => {
    expect(
      await printed(false, rideLine(), rideLine({ status: 'failed', sentence: 'b.fit is empty.' })),
    ).toEqual({
      exitStatus: 1,
      out: '+ Ride, 30.0 km, added from a.fit.\n! b.fit is empty.\n',
      err: '1 taken in or already known, 0 not activities, 1 not taken in. 3 other files were passed over by name.\n',
    });
  });

  it.each([
    [0, 0, '0 taken in or already known, 0 not activities, 0 not taken in.\n'],
    [
      1,
      1,
      '0 taken in or already known, 1 not an activity, 0 not taken in. 1 other file was passed over by name.\n',
    ],
    [
      2,
      2,
      '0 taken in or already known, 2 not activities, 0 not taken in. 2 other files were passed over by name.\n',
    ],
  ])('counts %i ignored and %i passed over as a person would', async (ignored, filesPassedOver, sum) => {
    const { out, err, written } = keptStreams();
    const command = startPrinting(task, openConsole(out, err));
    command.showFound({ importId: '', filesFound: ignored, filesPassedOver, complete: true });
    await command.print(Array.from({ length: ignored }, () => rideLine({ status: 'ignored' })));
    await command.finish();
    expect(written.err).toBe(sum);
  });

  it('says of a dry run what would happen, and that nothing was written', async () => {
    const { out, err, written } = keptStreams();
    const command = startPrinting({ ...task, isDryRun: true }, openConsole(out, err));
    await command.print([rideLine(), rideLine({ status: 'failed' })]);
    expect(await command.finish()).toBe(1);
    expect(written.err).toBe(
      'Nothing was written. 1 would be taken in or known already, 0 not activities, 1 would not be taken in.\n',
    );
  });

  it('never lets a name steer the terminal', () => {
    expect(humanLine(rideLine({ sentence: 'new\nline \u001b[31mred\u202e.fit' }))).toBe(
      '+ new\uFFFDline \uFFFD[31mred\uFFFD.fit',
    );
  });
});

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('when what it prints to fails', () => {
  const printEach = async (out: Writable, err: Writable, ...statuses: readonly ReportLine['status'][]) => {
    const command = startPrinting(task, openConsole(out, err));
    for (const status of statuses) {
      void command.print([rideLine({ status })]);
      await tick();
    }
    return command.finish();
  };

  it.each([
    ['fine', 0, ['completed', 'completed', 'completed']],
    ['of a failure after the reader left', 1, ['completed', 'completed', 'failed']],
  ] as const)('a reader that leaves keeps the exit status: %s', async (_name, exitStatus, statuses) => {
    const { err, written } = keptStreams();
    const out = failingStream('EPIPE', 1);
    expect(await printEach(out.stream, err, ...statuses)).toBe(exitStatus);
    expect(out.written()).toBe('+ Ride, 30.0 km, added from a.fit.\n');
    expect(written.err).toMatch(/ taken in or already known, .* not taken in\.\n$/);
  });

  it('standard error that is closed takes nothing from the results', async () => {
    const { out, written } = keptStreams();
    expect(await printEach(out, failingStream('EPIPE').stream, 'completed')).toBe(0);
    expect(written.out).toBe('+ Ride, 30.0 km, added from a.fit.\n');
  });

  it('ends although both are closed before the first line', async () => {
    const closed = () => failingStream('EPIPE').stream.destroy();
    expect(await printEach(closed(), closed(), 'failed')).toBe(1);
  });

  it.each([0, 1, 2])(
    'results lost on a full disk after %i lines do not pass for whole ones',
    async (taken) => {
      const { err, written } = keptStreams();
      const out = failingStream('ENOSPC', taken);
      expect(await printEach(out.stream, err, 'completed', 'completed', 'completed')).toBe(2);
      expect(written.err).toContain(
        'The lines could not all be written out (ENOSPC); the import is complete.\n',
      );
    },
  );

  it('the very last line counts, too', async () => {
    const { err } = keptStreams();
    const command = startPrinting(task, openConsole(failingStream('ENOSPC').stream, err));
    void command.print([rideLine()]);
    expect(await command.finish()).toBe(2);
  });

  it('progress waits for a terminal that does not keep up, the results do not', async () => {
    const { out, written } = keptStreams();
    const slow = Object.assign(new PassThrough({ highWaterMark: 4 }), { isTTY: true });
    const command = startPrinting(task, openConsole(out, slow));
    for (let count = 0; count < 5; count += 1) void command.print([rideLine()]);
    const ended = command.finish();
    const read: string[] = [];
    slow.on('data', (chunk: Buffer) => read.push(chunk.toString()));
    expect(await ended).toBe(0);
    expect(read.join('').match(/ of /g)).toHaveLength(1);
    expect(written.out.split('\n')).toHaveLength(6);
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

it.each([
  [{ kind: 'imports_paused' } as const, 'choose “Go on” under Imports there, and run the command again.'],
  [
    { kind: 'import_cancelled', notBegun: 12 } as const,
    '12 files were not begun. What was taken in is kept;',
  ],
  [{ kind: 'import_cancelled', notBegun: 1 } as const, '1 file was not begun.'],
  [{ kind: 'import_cancelled', notBegun: 0 } as const, 'no file that had been found by then was left out.'],
])('ends with 2 and says what to do where it ended with %j', async (failure, sentence) => {
  const ended = await run(task, { import: () => Promise.resolve(failed(failure)) });
  expect([ended.exitStatus, ended.err]).toEqual([2, expect.stringContaining(sentence)]);
});
