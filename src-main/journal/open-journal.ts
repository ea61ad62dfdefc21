// Opens the journal, or begins one: takes the lock, reads all of it, and repairs without losing a thing.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { journalFormat } from '../../src-worker/contract/journal-record.ts';
import type { JournalNotice, JournalTrouble } from '../../src-worker/contract/journal-messages.ts';
import { assertNever, failed, ok, type Result } from '../../src-worker/contract/result.ts';
import { endOf, type Chain } from './chain.ts';
import { draftName, journalName, lockName, writeJournal } from './draft.ts';
import type { Header } from './header.ts';
import { keepJournal, type Journal, type JournalReach } from './journal.ts';
import type { JournalFile, JournalFs, JournalLock } from './journal-fs.ts';
import { salvage } from './salvage.ts';
import { readSalvageNote } from './salvage-note.ts';
import { scanJournal, type Scan } from './scan.ts';
import { openTrouble } from './system-trouble.ts';

export interface JournalOptions {
  /** The user-data folder. */
  readonly folder: string;
  readonly now: () => Date;
  readonly newEpoch: () => string;
  readonly fs: JournalFs;
  /** Told of the places at which a test can make everything die. */
  readonly reach?: JournalReach;
}

export async function openJournal(options: JournalOptions): Promise<Result<Journal, JournalTrouble>> {
  const { reach = () => undefined } = options;
  try {
    const lock = await takeLock(options);
    if (lock === null) return failed({ kind: 'not_available', systemCode: 'EBUSY' });
    try {
      const opened = await openSound(options);
      return ok(keepJournal({ ...options, ...opened, lock, reach }));
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    return failed(openTrouble(error));
  }
}

/** An app on its way out gives it up within this time. */
const lockTries = 15;
const msBetweenTries = 200;

async function takeLock({ fs, folder }: JournalOptions): Promise<JournalLock | null> {
  for (let tries = 1; ; tries += 1) {
    const lock = await fs.lock(join(folder, lockName));
    if (lock !== null || tries === lockTries) return lock;
    await pause(msBetweenTries);
  }
}

interface OpenedFile {
  readonly file: JournalFile;
  readonly chain: Chain;
  readonly notices: readonly JournalNotice[];
  readonly readOnly: JournalTrouble | null;
}

async function openSound(options: JournalOptions): Promise<OpenedFile> {
  const { fs, folder } = options;
  const isThere = (await fs.names(folder)).includes(journalName);
  if (!isThere) await writeJournal(options, []);
  const first = await openFile(options);
  if (first.kind === 'opened') {
    const earlier = await readSalvageNote(options);
    return earlier === null ? first.opened : { ...first.opened, notices: [earlier, ...first.opened.notices] };
  }
  const second = await openFile(options);
  if (second.kind === 'opened') return { ...second.opened, notices: first.notices };
  throw Object.assign(new Error('what was just written can not be read'), { code: 'EIO' });
}

type Opening =
  | { readonly kind: 'opened'; readonly opened: OpenedFile }
  | { readonly kind: 'made_anew'; readonly notices: readonly JournalNotice[] };

async function openFile(options: JournalOptions): Promise<Opening> {
  const { fs, folder } = options;
  const file = await fs.open(join(folder, journalName), 'existing');
  try {
    const scan = await scanJournal(file);
    const finding = judge(scan);
    if (finding.kind === 'newer') return { kind: 'opened', opened: readOnlyFile(file, scan, finding.header) };
    // Left over from a draft that was cut off.
    await fs.remove(join(folder, draftName));
    switch (finding.kind) {
      case 'sound': {
        const chain: Chain = { header: finding.header, frames: [...scan.frames] };
        if (scan.tailBytes > 0) await file.truncate(endOf(chain));
        // What an app wrote that was killed may not be on disk yet, nor the file's name: from now on others rely on both.
        await file.datasync();
        await fs.syncFolder(folder);
        return { kind: 'opened', opened: { file, chain, notices: tailNotices(scan), readOnly: null } };
      }
      case 'cut_at_creation':
        await file.close();
        await writeJournal(options, []);
        return { kind: 'made_anew', notices: tailNotices(scan) };
      case 'damaged': {
        const notice = await salvage(options, file, scan);
        await file.close();
        return { kind: 'made_anew', notices: [notice] };
      }
      default:
        return assertNever(finding);
    }
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

type Finding =
  | { readonly kind: 'newer'; readonly header: Header }
  | { readonly kind: 'sound'; readonly header: Header }
  | { readonly kind: 'cut_at_creation' }
  | { readonly kind: 'damaged' };

/** Only what can be the rest of one write that was cut off is ever cut away. */
function judge(scan: Scan): Finding {
  const { header, frames, soundFrames, lostFrames, tailFrames } = scan;
  if (header === null) {
    const isCut = scan.isCutHeader && frames.length === 0 && tailFrames === 0;
    return { kind: isCut ? 'cut_at_creation' : 'damaged' };
  }
  if (header.format > journalFormat) return { kind: 'newer', header };
  const isSound = soundFrames === frames.length && lostFrames === 0 && tailFrames <= 1;
  return isSound ? { kind: 'sound', header } : { kind: 'damaged' };
}

function readOnlyFile(file: JournalFile, { frames, soundFrames }: Scan, header: Header): OpenedFile {
  const chain: Chain = { header, frames: frames.slice(0, soundFrames) };
  return { file, chain, notices: [], readOnly: { kind: 'newer_format', format: header.format } };
}

function tailNotices({ tailBytes }: Scan): readonly JournalNotice[] {
  return tailBytes > 0 ? [{ kind: 'tail_cut', bytes: tailBytes }] : [];
}
