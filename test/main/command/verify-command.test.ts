import { describe, expect, it } from 'vitest';
import { verifyReportSchema, type VerifyReport } from '../../../src-worker/contract/command-reports.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { engineStopped, run, stopped } from './desk-with.ts';

describe('verify', () => {
  const sound: VerifyReport = {
    journal: { records: 312, frames: 40, bytes: 1_200_000, problems: 0 },
    log: {
      records: 312,
      activities: 300,
      events: 310,
      receipts: 345,
      drift: 0,
      differences: [],
      state_sha256: 'a'.repeat(64),
    },
    archive: { originals: 300, damaged: [], missing: [] },
    agrees: true,
  };
  const verify = (report: VerifyReport) => ({ verify: () => Promise.resolve(ok(report)) });

  it('says that everything agrees', async () => {
    expect(await run({ kind: 'verify', json: false }, verify(sound))).toEqual({
      exitStatus: 0,
      out: `Everything agrees.
Journal: 312 records, 1.2 MB; all as they were written.
Database: 300 activities, 345 receipts; the same as the journal gives.
Archive: 300 originals; all as they were imported.
`,
      err: '',
    });
  });

  it('says what does not agree and what to do, and ends with 1', async () => {
    const differences = [
      { table: 'activities', difference: 'missing' },
      { table: 'activities', difference: 'missing' },
      { table: 'receipts', difference: 'different' },
    ] as const;
    const report: VerifyReport = {
      ...sound,
      log: { ...sound.log, drift: 3, differences: [...differences] },
      archive: { originals: 300, damaged: ['b'.repeat(64)], missing: [] },
      agrees: false,
    };
    expect(await run({ kind: 'verify', json: false }, verify(report))).toEqual({
      exitStatus: 1,
      out: `Not everything agrees. Nothing was changed by looking.
Journal: 312 records, 1.2 MB; all as they were written.
Database: 300 activities, 345 receipts; 3 rows not as the journal gives: activities missing, receipts different.
Archive: 300 originals; 1 not as imported: bbbbbbbbbbbb.
The journal itself is whole, and the database can be made anew from it.
The activities of damaged originals are kept. If you still have these files, keep them.
What to do: save a copy with “cooldown export-all DIR”, then send support what “cooldown export-diagnostics” writes.
`,
      err: '',
    });
    const damaged = { ...sound, journal: { ...sound.journal, problems: 1 }, agrees: false };
    expect((await run({ kind: 'verify', json: false }, verify(damaged))).out).toContain(
      'Journal: 312 records, 1.2 MB; 1 place not as it was written.\n',
    );
  });

  it('names the files whose originals are gone, says what is safe and how they come back, and ends with 1', async () => {
    const gone = (count: number): VerifyReport => ({
      ...sound,
      archive: {
        originals: 300 - count,
        damaged: [],
        missing: Array.from({ length: count }, (_, nth) => ({
          sha256: String(nth).repeat(64),
          name: `${nth}.fit`,
        })),
      },
      agrees: false,
    });
    expect(await run({ kind: 'verify', json: false }, verify(gone(7)))).toEqual({
      exitStatus: 1,
      out: `Not everything agrees. Nothing was changed by looking.
Journal: 312 records, 1.2 MB; all as they were written.
Database: 300 activities, 345 receipts; the same as the journal gives.
Archive: 293 originals; all as they were imported.
Not in the archive any more: 7 originals that should be: 0.fit, 1.fit, 2.fit, 3.fit, 4.fit and 2 more.
Their activities and receipts are kept. If you still have these files, drop them on Cooldown again: then they are back in the archive.
What to do: save a copy with “cooldown export-all DIR”, then send support what “cooldown export-diagnostics” writes.
`,
      err: '',
    });
    expect((await run({ kind: 'verify', json: false }, verify(gone(1)))).out).toContain(
      `Not in the archive any more: 1 original that should be: 0.fit.
Its activity and its receipt are kept. If you still have this file, drop it on Cooldown again: then it is back in the archive.
`,
    );
  });

  it('is one JSON object, as the contract has it; and 2 where it could not run', async () => {
    const { out } = await run({ kind: 'verify', json: true }, verify(sound));
    expect(verifyReportSchema.parse(JSON.parse(out))).toEqual(sound);
    expect(await run({ kind: 'verify', json: true }, { verify: stopped })).toEqual({
      exitStatus: 2,
      out: '',
      err: engineStopped,
    });
  });
});
