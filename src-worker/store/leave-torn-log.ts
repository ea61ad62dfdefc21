// A power cut may tear the last record of the browser's log. LevelDB skips the torn piece, but goes on writing into the
// same file behind it; at the start after that what stands there looks damaged, and the browser throws the whole database
// away (github.com/google/leveldb/issues/1287). So once the log has been read, a new one is begun: that happens when more
// was written than the browser holds in memory.
import Dexie, { type Table } from 'dexie';

/** Above 64 KiB a value would be a file of its own, and not go through the log. */
const bytesInRow = 60_000;
/** LevelDB begins a new log above 4 MiB. */
const rows = 90;

/** Ends when the browser writes into a log that it began itself. Throws what the database throws, a full disk as well. */
export async function leaveTornLog(): Promise<void> {
  const filler = new Dexie('cooldown-filler', { chromeTransactionDurability: 'relaxed' });
  try {
    // A start that was cut off here may have left it.
    await filler.delete();
    filler.version(1).stores({ rows: '' });
    await filler.open();
    const table: Table<Uint8Array, number> = filler.table('rows');
    const row = new Uint8Array(bytesInRow);
    const keys = Array.from({ length: rows }, (_, key) => key);
    await table.bulkAdd(
      keys.map(() => row),
      keys,
    );
  } finally {
    await filler.delete();
  }
}
