// The athlete's own: everything out and back gives the same, and what was erased is nowhere any more.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openArchive, type Archive } from '../../../src-main/archive/archive.ts';
import { readRecords } from '../../../src-main/journal/read-records.ts';
import { restoreRecords } from '../../../src-main/journal/restore-records.ts';
import { exportAll } from '../../../src-main/saving/export-all.ts';
import { restoreFrom } from '../../../src-main/saving/restore.ts';
import { settingsSchema } from '../../../src-main/saving/settings.ts';
import { ok } from '../../../src-worker/contract/result.ts';
import { journalRecordSchema, type JournalRecord } from '../../../src-worker/contract/journal-record.ts';
import { verifyLog } from '../../../src-worker/event-log/verify.ts';
import { eraseActivity, finishErasures } from '../../../src-worker/imports/erasing.ts';
import { frameAt } from '../../../src-worker/contract/journal-frame.ts';
import { openKeptLog, type KeptLog } from '../../support/kept-log.ts';
import { randomHistory } from '../../support/random-history.ts';

const histories = 50;
const now = () => new Date('2026-06-01T10:00:00.000Z');
const newFolder = () => mkdtempSync(join(tmpdir(), 'cooldown-own-'));

async function logOf(records: readonly JournalRecord[]): Promise<KeptLog> {
  const log = await openKeptLog();
  if (records.length > 0) await restoreRecords(log.journal.rewrite(), records);
  await log.eventLog.start();
  return log;
}

const stateOf = ({ database, link, journal }: KeptLog) => verifyLog(database, link, journal.tail);

async function archiveOf(originals: ReadonlyMap<string, Buffer>): Promise<Archive> {
  const archive = await openEmptyArchive();
  const { writeFile } = await import('node:fs/promises');
  for (const [sha256, bytes] of originals) {
    const path = join(newFolder(), 'original');
    await writeFile(path, bytes);
    expect((await archive.keep(path, sha256)).ok).toBe(true);
  }
  return archive;
}

const openEmptyArchive = () =>
  openArchive({
    folder: newFolder(),
    limitBytes: 1e9,
    now,
    onTrouble: (doing) => {
      throw new Error(doing);
    },
  });

describe('export, wipe, restore', () => {
  it(`gives the same canonical state in ${histories} random histories`, { timeout: 120_000 }, async () => {
    for (let seed = 1; seed <= histories; seed += 1) {
      const { records, originals } = await randomHistory(seed);
      const log = await logOf(records);
      const before = await stateOf(log);
      const archive = await archiveOf(originals);
      const folder = join(newFolder(), 'export');
      const exported = await exportAll({
        folder,
        appVersion: '0.0.0',
        now,
        journalFormat: 1,
        records: readRecords(log.journal),
        originals: {
          list: () => archive.list(),
          letGo: () => archive.letGo(),
          missing: () => [],
          open: (sha256) => archive.openOriginal(sha256),
        },
        settings: settingsSchema.parse({}),
      });
      expect(exported, `seed ${seed}`).toMatchObject({
        kind: 'exported',
        records: log.journal.facts().records,
      });
      await log.end();

      const other = await openKeptLog();
      const otherArchive = await openEmptyArchive();
      const restored = await restoreFrom(folder, {
        isEmpty: () => Promise.resolve(other.journal.tail.seq === 0),
        takeSettings: () => Promise.resolve(ok(null)),
        takeOriginal: async (sha256, path) => {
          expect((await otherArchive.keep(path, sha256)).ok).toBe(true);
          return ok(null);
        },
        takeLetGo: () => Promise.resolve(ok(null)),
        takeRecords: async (given) => {
          expect((await restoreRecords(other.journal.rewrite(), given)).kind).toBe('appended');
          return ok(null);
        },
      });
      expect(restored.kind, `seed ${seed}`).toBe('restored');
      await other.eventLog.start();
      expect(await stateOf(other), `seed ${seed}`).toEqual(before);
      expect([...otherArchive.list()].sort()).toEqual([...originals.keys()].sort());
      await other.end();
    }
  });
});

/** Every record that lies in the file, as text. */
function journalText(log: KeptLog): string {
  const bytes = new Uint8Array(readFileSync(join(log.folder, 'journal.cdj')));
  const texts: string[] = [];
  let offset = bytes.indexOf(10) + 1;
  for (let frame = frameAt(bytes, offset); frame !== null; frame = frameAt(bytes, offset)) {
    texts.push(inflateRawSync(frame.payload).toString('utf8'));
    offset += frame.bytes;
  }
  return texts.join('\n');
}

describe('erasing for good', () => {
  const tools = (log: KeptLog) => ({
    database: log.database,
    eventLog: log.eventLog,
    journal: log.link,
    now,
  });

  it('leaves nothing of the activity in the journal, drops its originals, and keeps everything else', async () => {
    let erasedOnce = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const { records } = await randomHistory(seed);
      const log = await logOf(records);
      const [victim] = await log.database.activities.toArray();
      if (victim === undefined) {
        await log.end();
        continue;
      }
      const others = (await log.database.activities.toArray()).slice(1);
      expect(await eraseActivity(tools(log), victim.sourceIdentityKey)).toEqual({ kind: 'erasing' });

      const left = journalText(log);
      const eventIds = victim.versions.map(({ eventId }) => eventId);
      for (const trace of [...eventIds, ...victim.versions.map((version) => version.idempotencyKey)]) {
        expect(left.includes(trace), `seed ${seed}: ${trace}`).toBe(false);
      }
      // The key alone stays: it is a hash, and keeps the recording away.
      expect(left.split(victim.sourceIdentityKey).length - 1).toBe(3);
      expect(log.droppedOriginals.length).toBeGreaterThan(0);
      await log.end();

      const after = await openKeptLog({ folder: log.folder });
      await after.eventLog.start();
      const rows = await after.database.activities.toArray();
      expect(rows.map(({ sourceIdentityKey }) => sourceIdentityKey)).toEqual(
        others.map(({ sourceIdentityKey }) => sourceIdentityKey),
      );
      expect(await after.database.deletions.get(victim.sourceIdentityKey)).toMatchObject({
        erasure: { kind: 'erased', compactedAt: now().toISOString() },
      });
      for (const run of await after.database.imports.toArray()) {
        expect(run.listed ? run.filesDone : 0).toBeLessThanOrEqual(run.filesFound);
      }
      // Nothing more to do at the next start.
      const { tail } = after.journal;
      await finishErasures(tools(after));
      expect(after.journal.tail).toEqual(tail);
      expect(await stateOf(after)).toMatchObject({ drift: 0 });
      await after.end();
      erasedOnce += 1;
    }
    expect(erasedOnce).toBeGreaterThan(10);
  });

  it('finishes at the next start what was cut off before the journal was written anew', async () => {
    const { records } = await randomHistory(3);
    const log = await openKeptLog({
      onTheWay: (link) => ({ ...link, rewrite: () => Promise.reject(new Error('died')) }),
    });
    await restoreRecords(log.journal.rewrite(), records);
    await log.eventLog.start();
    const [victim] = await log.database.activities.toArray();
    if (victim === undefined) throw new Error('a history without activities');
    await expect(eraseActivity(tools(log), victim.sourceIdentityKey)).rejects.toThrow('died');
    await log.end();

    const later = await openKeptLog({ folder: log.folder, database: log.database });
    await later.eventLog.start();
    expect(await later.database.activities.get(victim.sourceIdentityKey)).toBeUndefined();
    await finishErasures(tools(later));
    expect(journalText(later).includes(victim.eventId)).toBe(false);
    await later.end();
  });

  it('answers that there is no such activity, and writes nothing', async () => {
    const log = await logOf([]);
    expect(await eraseActivity(tools(log), `external-activity-${randomUUID()}`)).toEqual({
      kind: 'not_found',
    });
    expect(log.journal.facts().records).toBe(0);
    await log.end();
  });

  it('keeps an activity away that was erased, whatever copy of it arrives', async () => {
    const { records } = await randomHistory(3);
    const log = await logOf(records);
    const [victim] = await log.database.activities.toArray();
    if (victim === undefined) throw new Error('a history without activities');
    const copies = records.filter(
      (record) =>
        record.kind === 'ending' &&
        record.events.some(({ sourceIdentityKey }) => sourceIdentityKey === victim.sourceIdentityKey),
    );
    expect(copies.length).toBeGreaterThan(0);
    await eraseActivity(tools(log), victim.sourceIdentityKey);
    await log.end();
    const after = await openKeptLog({ folder: log.folder });
    await after.eventLog.start();
    const { loadKnown } = await import('../../../src-worker/event-log/load-known.ts');
    const known = await loadKnown(after.database, {
      sourceIdentityKeys: [victim.sourceIdentityKey],
      idempotencyKeys: [],
      head: null,
    });
    expect([known.deletions.has(victim.sourceIdentityKey), known.activities.size]).toEqual([true, 0]);
    await after.end();
  });
});

it('makes histories that keep to the schema', async () => {
  const { records } = await randomHistory(7);
  for (const record of records) expect(journalRecordSchema.safeParse(record).success).toBe(true);
});
