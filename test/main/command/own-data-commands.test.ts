import { describe, expect, it } from 'vitest';
import type { CommandTask } from '../../../src-main/command/command-task.ts';
import { engineStopped, run } from './desk-with.ts';

describe('export-all and restore', () => {
  const folder = { typed: 'copy', absolute: '/home/ann/copy' };
  const exporting: CommandTask = { kind: 'export_all', folder };
  const restoring: CommandTask = { kind: 'restore', folder };
  const exported = { kind: 'exported', records: 312, originals: 300, originalsNotReadable: [] } as const;

  it('name the folder as it was meant, count for a person who watches, and say what is in it', async () => {
    const asked: string[] = [];
    const { exitStatus, out, err } = await run(
      exporting,
      {
        exportAll: (path, onProgress) => {
          asked.push(path);
          onProgress(1, 300);
          return Promise.resolve(exported);
        },
      },
      { isTTY: true },
    );
    expect({ asked, exitStatus, out, err }).toEqual({
      asked: ['/home/ann/copy'],
      exitStatus: 0,
      out: 'Everything you own lies in copy: 312 records and 300 originals.\n',
      err: '\r1 of 300 …\r',
    });
    const restored = { kind: 'restored', records: 1, originals: 0 } as const;
    expect(await run(restoring, { restore: () => Promise.resolve(restored) })).toEqual({
      exitStatus: 0,
      out: 'Everything is back from copy: 1 record and 0 originals.\n',
      err: '',
    });
  });

  it('an export that lacks an original ends with 1', async () => {
    const answer = { ...exported, originalsNotReadable: ['d'] };
    expect(await run(exporting, { exportAll: () => Promise.resolve(answer) })).toMatchObject({
      exitStatus: 1,
      err: 'Not in it: 1 original that could not be read any more. All activities and receipts are in it. If you still have this file, keep it.\n',
    });
  });

  it.each([
    [{ kind: 'not_empty' }, 'There is something in copy already, and it was left as it is.'],
    [{ kind: 'not_saved', systemCode: 'ENOSPC' }, 'There is not enough room for copy.'],
    [{ kind: 'engine_stopped' }, engineStopped.trimEnd()],
  ] as const)('an export that ends with %j is refused with a sentence', async (answer, sentence) => {
    const { exitStatus, err } = await run(exporting, { exportAll: () => Promise.resolve(answer) });
    expect(exitStatus).toBe(2);
    expect(err).toContain(sentence);
  });

  it.each([
    [{ kind: 'profile_not_empty' }, 'This profile already holds data'],
    [{ kind: 'no_export' }, 'copy is no folder that export-all wrote.'],
    [
      { kind: 'not_sound', findings: [{ path: 'records.jsonl' }, { path: 'b' }] },
      'records.jsonl and 1 other part are missing, changed or not readable. Nothing was put back',
    ],
    [
      { kind: 'not_sound', findings: [{ path: 'manifest.json' }] },
      'The export in copy is not what was written: manifest.json is missing, changed or not readable. Nothing was put back; use another copy of it.',
    ],
    [
      { kind: 'made_by_newer', appVersion: '9.0.0' },
      'A newer Cooldown (9.0.0) wrote the export in copy. Nothing was put back; restore it with that version or a newer one.',
    ],
    [
      { kind: 'not_restored', part: 'originals', code: 'disk_full' },
      'There is not enough room for the data folder.',
    ],
    [{ kind: 'not_restored', part: 'records', code: 'EIO' }, '(EIO). It stopped at the records. No activity'],
    [
      { kind: 'not_restored', part: 'export', code: 'ENOENT' },
      'The export in copy could not be read to its end (ENOENT). No activity was put back, and the profile is still empty; see that the disk with the export is connected, and run the same command again.',
    ],
    [
      { kind: 'not_restored', part: 'originals', code: 'copy_missing' },
      'The export in copy could not be read to its end (copy_missing).',
    ],
  ] as const)('a restore that ends with %j is refused with a sentence', async (answer, sentence) => {
    const { exitStatus, err } = await run(restoring, { restore: () => Promise.resolve(answer) });
    expect(exitStatus).toBe(2);
    expect(err).toContain(sentence);
  });
});
