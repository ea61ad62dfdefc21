import { describe, expect, it } from 'vitest';
import { appendBatch, type AcceptedBatch } from '../../../src-worker/event-log/append.ts';
import { loadKnown } from '../../../src-worker/event-log/load-known.ts';
import { judgeBatch } from '../../../src-worker/imports/judge-batch.ts';
import type { CooldownDatabase } from '../../../src-worker/store/database.ts';
import { openDatabase } from '../../support/open-database.ts';
import { readingOf, readRide } from '../../support/read-activities.ts';

const now = '2026-06-01T10:00:00.000Z';

async function judged(database: CooldownDatabase, name: string): Promise<AcceptedBatch> {
  const ride = await readRide();
  const known = await loadKnown(database, {
    sourceIdentityKeys: [ride.anchor.sourceIdentityKey],
    idempotencyKeys: [ride.anchor.idempotencyKey],
  });
  const { writes } = judgeBatch([readingOf(name, ride)], known, {
    now,
    newEventId: () => `event-of-${name}`,
    elapsedMs: () => 0,
    onTrouble: (reason) => {
      throw reason;
    },
  });
  return { ...writes, progress: new Map(), now };
}

const everything = async (database: CooldownDatabase) => ({
  events: await database.events.toArray(),
  activities: await database.activities.toArray(),
  receipts: (await database.receipts.toArray()).map(({ file }) => file.name),
  knownBytes: await database.knownBytes.count(),
});

describe('accepting a batch', () => {
  it('writes events, rows, receipts and known bytes together, and what follows knows them', async () => {
    const database = openDatabase();
    await appendBatch(database, await judged(database, 'a.fit'));
    expect(await everything(database)).toMatchObject({
      events: [{ eventId: 'event-of-a.fit', seq: 1 }],
      activities: [{ eventId: 'event-of-a.fit' }],
      receipts: ['a.fit'],
      knownBytes: 1,
    });
    const again = await judged(database, 'again.fit');
    expect(again.events).toEqual([]);
    expect(again.receipts.map(({ outcome }) => outcome)).toEqual(['known']);
  });

  it('writes nothing at all where one event is there already', async () => {
    const database = openDatabase();
    const first = await judged(database, 'a.fit');
    const second = await judged(database, 'b.fit');
    await appendBatch(database, first);
    const before = await everything(database);
    await expect(appendBatch(database, second)).rejects.toThrow();
    expect(await everything(database)).toEqual(before);
  });
});

describe('the database', () => {
  it('asks for strict durability: the default loses what was acknowledged', () => {
    // Dexie keeps its options under this name; there is no public way to read them.
    const { _options } = openDatabase() as unknown as {
      _options: { chromeTransactionDurability?: string };
    };
    expect(_options.chromeTransactionDurability).toBe('strict');
  });
});
