// Which bytes a file had when it was last read whole, by its look: main's memory of what need not be read again. It says
// nothing that the journal does not say as well: lost, damaged or of another journal it is forgotten, and files are read.
import { appendFile, readFile, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Lasting } from '../../src-worker/contract/engine-messages.ts';
import { readerRevision } from '../../src-worker/contract/reader-revision.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { systemCodeOf } from '../disk/system-code.ts';
import { createLookStore, type LookStore, type PackedLooks } from './packed-looks.ts';

export interface KnownAs {
  /** Of the file's bytes as they lay on disk. */
  readonly sha256: string;
  /** The job whose receipt says what they gave. */
  readonly jobId: string;
  readonly lasts: Lasting;
}

/** Which journal holds the receipts, and how many records of it there are. */
export interface JournalMark {
  readonly epoch: string;
  readonly seq: number;
}

export interface KnownLooks {
  /** Of all that is in the log; none where the journal is another one than it was. */
  packed(): PackedLooks;
  /** With those that this reader answered otherwise: nobody who asks for no file by name is told of them again. */
  packedForScan(): PackedLooks;
  find(look: string): KnownAs | null;
  /** The receipt has to be in the journal. */
  remember(look: string, known: KnownAs): void;
  forget(look: string): void;
  /** For “erase for good”: not a byte stays that tells of these. */
  forgetBytes(sha256s: readonly string[]): Promise<Result<void, { readonly systemCode: string }>>;
  /** This app itself wrote the journal anew, and what is known stands in it as well. */
  journalWasRewritten(): void;
  /** Settles when everything is written. */
  written(): Promise<void>;
}

export interface KnownLooksParts {
  readonly path: string;
  /** As it is now; null where no journal is open. */
  readonly mark: () => JournalMark | null;
  readonly writeAtomically: (
    path: string,
    content: string,
  ) => Promise<Result<void, { readonly systemCode: string }>>;
  readonly maxLooks?: number;
}

/** Ten years of several devices; about 30 MB. */
const manyLooks = 200_000;

export async function openKnownLooks(parts: KnownLooksParts): Promise<KnownLooks> {
  const { path, mark, writeAtomically, maxLooks = manyLooks } = parts;
  const found = parseLooks(await readQuietly(path), mark());
  /** In the order in which they came to be known. */
  let looks = found.looks;
  let stores = storesOf(looks);
  let epoch = mark()?.epoch ?? null;
  /** In the file; null where it has to be written as a whole. */
  let lines = found.lines;
  let waiting: string[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  let isDue = false;

  /** Of another journal it knows nothing. */
  const current = (): Map<string, KnownAs> => {
    const standing = mark()?.epoch ?? null;
    if (standing === epoch) return looks;
    epoch = standing;
    lines = null;
    waiting = [];
    looks = new Map();
    stores = storesOf(looks);
    return looks;
  };

  const drop = (look: string): boolean => {
    if (!current().delete(look)) return false;
    for (const store of Object.values(stores)) store.remove(look);
    return true;
  };

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = writing.then(work);
    writing = turn.catch(() => undefined);
    return turn;
  };

  const writeLine = (line: string): void => {
    waiting.push(line);
    if (isDue) return;
    isDue = true;
    void inTurn(async () => {
      isDue = false;
      const own = waiting;
      waiting = [];
      if (own.length === 0) return undefined;
      if (lines === null || lines + own.length > 2 * maxLooks) return writeWhole();
      try {
        await appendFile(path, own.map(sealed).join(''), { mode: 0o600 });
        lines += own.length;
      } catch {
        // Half a line may stand there now.
        lines = null;
      }
      return undefined;
    });
  };

  const writeWhole = async (): Promise<Result<void, { readonly systemCode: string }>> => {
    const standing = mark();
    if (standing === null) return ok(undefined);
    waiting = [];
    const rows = [...current()].map(([look, known]) => lineOf(look, known, standing.seq));
    const written = await writeAtomically(path, [headOf(standing.epoch), ...rows].map(sealed).join(''));
    lines = written.ok ? rows.length : null;
    return written;
  };

  return {
    packed() {
      current();
      return stores.in_log.packed();
    },
    packedForScan() {
      current();
      return Buffer.concat([stores.in_log.packed(), stores.with_this_reader.packed()]);
    },
    find: (look) => current().get(look) ?? null,
    remember(look, known) {
      const standing = mark();
      if (standing === null) return;
      // Last in line again.
      drop(look);
      const all = current();
      all.set(look, known);
      stores[known.lasts].add(look);
      const [oldest] = all.keys();
      if (all.size > maxLooks && oldest !== undefined) drop(oldest);
      writeLine(lineOf(look, known, standing.seq));
    },
    forget(look) {
      if (drop(look)) writeLine(`-${look}`);
    },
    forgetBytes(sha256s) {
      const going = new Set(sha256s);
      for (const [look, { sha256 }] of [...current()]) if (going.has(sha256)) drop(look);
      return inTurn(async () => {
        const written = await writeWhole();
        if (written.ok) return written;
        // Rather nothing known than something that has to go.
        try {
          await rm(path, { force: true });
          return ok(undefined);
        } catch (error) {
          return failed({ systemCode: systemCodeOf(error) });
        }
      });
    },
    journalWasRewritten() {
      epoch = mark()?.epoch ?? null;
      void inTurn(writeWhole);
    },
    async written() {
      for (let before; before !== writing;) {
        before = writing;
        await before;
      }
    },
  };
}

function storesOf(looks: ReadonlyMap<string, KnownAs>): Readonly<Record<Lasting, LookStore>> {
  const stores = { in_log: createLookStore(), with_this_reader: createLookStore() };
  for (const [look, { lasts }] of looks) stores[lasts].add(look);
  return stores;
}

interface FoundLooks {
  readonly looks: Map<string, KnownAs>;
  readonly lines: number | null;
}

const form = 'cooldown known looks 1';
const headOf = (epoch: string) => `${form} ${epoch}`;
/** What only this reader says of its bytes is marked with its revision. */
const lineOf = (look: string, { sha256, jobId, lasts }: KnownAs, seq: number) =>
  `+${look} ${sha256} ${jobId} ${seq}${lasts === 'in_log' ? '' : ` ${readerRevision}`}`;
const linePattern =
  /^\+(?<look>[0-9a-f]{32}) (?<sha256>[0-9a-f]{64}) (?<jobId>[0-9a-f-]{36}) (?<seq>\d+)(?: (?<saidBy>\d{4}))?$/;
const goingPattern = /^-(?<look>[0-9a-f]{32})$/;

/** Each line with its own sum: of a damaged file the whole lines count. */
const sealed = (text: string) => `${text} ${sumOf(text)}\n`;
const sumOf = (text: string) => crc32(text).toString(16).padStart(8, '0');

function unsealed(line: string): string | null {
  const text = line.slice(0, -9);
  return line.slice(-9) === ` ${sumOf(text)}` ? text : null;
}

/** A journal that is shorter than it was knows nothing of what came later. */
function parseLooks(content: string, mark: JournalMark | null): FoundLooks {
  const looks = new Map<string, KnownAs>();
  const [head = '', ...rows] = content.split('\n');
  if (mark === null || unsealed(head) !== headOf(mark.epoch)) return { looks, lines: null };
  // Behind the last line break there is nothing, or a line that was cut off.
  let isWhole = rows.pop() === '';
  for (const row of rows) {
    const text = unsealed(row);
    const { look, sha256, jobId, seq, saidBy } =
      (text === null ? null : linePattern.exec(text))?.groups ?? {};
    const going = text === null ? undefined : goingPattern.exec(text)?.groups?.['look'];
    if (going !== undefined) looks.delete(going);
    else if (look === undefined || sha256 === undefined || jobId === undefined) isWhole = false;
    else if (Number(seq) > mark.seq) isWhole = false;
    else if (saidBy === undefined) looks.set(look, { sha256, jobId, lasts: 'in_log' });
    else if (saidBy === readerRevision) looks.set(look, { sha256, jobId, lasts: 'with_this_reader' });
    // Another reader may say something else.
    else looks.delete(look);
  }
  return { looks, lines: isWhole ? rows.length : null };
}

async function readQuietly(path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1');
  } catch {
    return '';
  }
}
