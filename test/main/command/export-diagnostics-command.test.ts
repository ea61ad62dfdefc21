import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CommandTask } from '../../../src-main/command/command-task.ts';
import { sizeInWords } from '../../../src-main/command/words.ts';
import { failed, ok } from '../../../src-worker/contract/result.ts';
import { run } from './desk-with.ts';

describe('export-diagnostics', () => {
  const sha256 = 'c'.repeat(64);
  const manifest = {
    schema: 'cooldown_diagnostics.v1',
    created_at: '2026-05-12T16:03Z',
    app_version: '0.1.0',
    parts: [
      { name: 'host', bytes: 321, sha256 },
      { name: 'receipts', bytes: 123_456, sha256 },
    ],
    how_to_check:
      'Each sha256 and each number of bytes is over the UTF-8 of JSON.stringify(part), as JSON.parse reads the part from this file.',
    left_out: { receipts: 0, imports: 0, troubles: 0, receipts_not_understood: 0 },
  };
  const bundle = JSON.stringify({ manifest, parts: {} });

  function exporting(folder: string, out: string | null = null) {
    const task: CommandTask = {
      kind: 'export_diagnostics',
      out: out === null ? null : { typed: `x/${out}`, absolute: join(folder, out) },
      workingFolder: folder,
    };
    return run(task, {
      composeDiagnostics: () => Promise.resolve(ok(bundle)),
      saveNew: (path, text) => {
        try {
          writeFileSync(path, text, { flag: 'wx' });
          return Promise.resolve(ok(null));
        } catch (error) {
          const systemCode = String((error as NodeJS.ErrnoException).code);
          return Promise.resolve(
            failed(systemCode === 'EEXIST' ? { kind: 'taken' } : { kind: 'not_saved', systemCode }),
          );
        }
      },
    });
  }

  function tempFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'cooldown-command-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }

  it('says what is in it and what is not, writes exactly that, and prints where', async () => {
    const folder = tempFolder();
    const { exitStatus, out, err } = await exporting(folder);
    expect({ exitStatus, out }).toEqual({ exitStatus: 0, out: 'cooldown-diagnostics-2026-05-12.json\n' });
    expect(err).toBe(`The report for support, ${sizeInWords(bundle.length)}, holds:
  host: 321 bytes
  receipts: 123 kB
Not in it: names and contents of files, titles, places, serial numbers as they are, passwords and tokens.
`);
    expect(readFileSync(join(folder, 'cooldown-diagnostics-2026-05-12.json'), 'utf8')).toBe(bundle);
  });

  it('never takes the place of a file, named or not', async () => {
    const folder = tempFolder();
    await exporting(folder);
    expect((await exporting(folder)).out).toBe('cooldown-diagnostics-2026-05-12-2.json\n');
    await exporting(folder, 'report');
    await exporting(folder, 'report');
    expect((await exporting(folder, 'report')).out).toBe('x/report-3\n');
    expect(readdirSync(folder).sort()).toEqual([
      'cooldown-diagnostics-2026-05-12-2.json',
      'cooldown-diagnostics-2026-05-12.json',
      'report',
      'report-2',
      'report-3',
    ]);
  });

  it('says so where it can not be written', async () => {
    const { exitStatus, out, err } = await exporting(tempFolder(), 'no/such/report.json');
    expect({ exitStatus, out }).toEqual({ exitStatus: 2, out: '' });
    expect(err).toContain('There is no such place as x/no/such/report.json. Name another file with --out.\n');
  });
});
