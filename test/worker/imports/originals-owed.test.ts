import { describe, expect, it } from 'vitest';
import { restoreRecords } from '../../../src-main/journal/restore-records.ts';
import type { Original, ReceiptCursor } from '../../../src-worker/contract/engine-questions.ts';
import { eraseActivity } from '../../../src-worker/imports/erasing.ts';
import { originalToKeep } from '../../../src-worker/imports/originals.ts';
import { originalsOwed } from '../../../src-worker/imports/originals-owed.ts';
import type { CooldownDatabase } from '../../../src-worker/store/database.ts';
import { openKeptLog } from '../../support/kept-log.ts';
import { randomHistory } from '../../support/random-history.ts';

async function allOwed(database: CooldownDatabase, limit: number): Promise<readonly Original[]> {
  const all: Original[] = [];
  for (let after: ReceiptCursor | null = null; ;) {
    const page: Awaited<ReturnType<typeof originalsOwed>> = await originalsOwed(database, { after, limit });
    expect(page.originals.length).toBeLessThanOrEqual(limit);
    all.push(...page.originals);
    after = page.next;
    if (after === null) return all;
  }
}

const digestsOf = (originals: readonly Original[]) => originals.map(({ sha256 }) => sha256).sort();

describe('which originals ought to be kept', () => {
  it('names the file of each receipt that holds a recording or may hold one, whatever a page takes', async () => {
    const { records } = await randomHistory(3);
    const log = await openKeptLog();
    await restoreRecords(log.journal.rewrite(), records);
    await log.eventLog.start();
    const receipts = await log.database.receipts.toArray();
    const kept = receipts.flatMap((receipt) => originalToKeep(receipt) ?? []).sort();
    expect(kept.length).toBeGreaterThan(4);
    expect(kept.length).toBeLessThan(receipts.length);
    for (const limit of [1, 2, kept.length, 1_000]) {
      expect(digestsOf(await allOwed(log.database, limit)), `pages of ${limit}`).toEqual(kept);
    }
    const names = new Map(receipts.map(({ file }) => [file.sha256, file.name]));
    for (const { sha256, name } of await allOwed(log.database, 7)) expect(name).toBe(names.get(sha256));
    await log.end();
  });

  it('leaves out what is being erased, also where its records can not go yet', async () => {
    const { records } = await randomHistory(3);
    const log = await openKeptLog({
      onTheWay: (link) => ({
        ...link,
        rewrite: () => Promise.resolve({ kind: 'trouble', trouble: { kind: 'disk_full' } }),
      }),
    });
    await restoreRecords(log.journal.rewrite(), records);
    await log.eventLog.start();
    const before = digestsOf(await allOwed(log.database, 1_000));
    const [victim] = await log.database.activities.toArray();
    const key = victim?.sourceIdentityKey ?? '';
    const { database, eventLog, link: journal } = log;
    const now = () => new Date('2026-06-01T10:00:00.000Z');
    const own = new Set(
      (await database.receipts.toArray())
        .filter(({ entries }) => JSON.stringify(entries).includes(key))
        .map(({ file }) => file.sha256),
    );
    expect(own.size).toBeGreaterThan(0);
    expect(await eraseActivity({ database, eventLog, journal, now }, key)).toEqual({ kind: 'marked' });
    expect(digestsOf(await allOwed(database, 2))).toEqual(before.filter((sha256) => !own.has(sha256)));
    await log.end();
  });
});
