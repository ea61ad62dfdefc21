// The life of one source, pure: what has happened to it and what is to be done next. The scan is the truth: whatever
// comes in between (a hint, a pull, a hang, sleep) only decides when the next one is due. Times are monotonic.
import type { AwayReason, Scanned, SourceState } from '../../src-worker/contract/sources.ts';
import { assertNever } from '../../src-worker/contract/result.ts';

/** How often a source is looked at, in milliseconds. */
export const sourcePace = {
  /** A file is taken when two looks two seconds apart agree; and a little for the timers. */
  settleMs: 2_050,
  /** What is plugged in is listed again: nothing tells of changes on it. */
  deviceMs: 10_000,
  /** A drive that nobody granted: whether to ask about it changes rarely, and it may want to sleep. */
  strangerMs: 10 * 60_000,
  /** A folder is watched; this is for what the watching missed. */
  folderMs: 5 * 60_000,
  /** Where watching is limited, the scan is all there is. */
  unwatchedFolderMs: 30_000,
  /** A folder that is not there: its disk or its cloud may come back. */
  awayMs: 5_000,
  /** Hints come in swarms. */
  hintMs: 200,
  /**
   * A folder whose intake hung is left alone so long, because no mount table tells that it is there again; twice as long after
   * each time that it hangs once more, and never longer than that: each try may cost a process that can't be ended.
   */
  stuckMs: 60_000,
  mostStuckMs: 60 * 60_000,
} as const;

export interface SourceLife {
  readonly kind: 'device' | 'folder';
  /** Plugged in; a folder counts as here until a scan says otherwise. */
  readonly isHere: boolean;
  /** False where the athlete said never, or switched it off. */
  readonly isOn: boolean;
  readonly work:
    | { readonly kind: 'none' }
    | { readonly kind: 'scanning'; readonly scanId: string }
    | {
        readonly kind: 'importing';
        readonly importId: string;
        readonly filesAll: number;
        readonly filesDone: number;
      };
  /** When the next scan is due; null while none is wanted. */
  readonly scanAtMs: number | null;
  /** Something changed while it was being scanned: once more. */
  readonly isHinted: boolean;
  readonly last: Extract<Scanned, { kind: 'looked' }> | null;
  readonly away: AwayReason | null;
  readonly isStuck: boolean;
  /** How often its intake hung since it last answered. */
  readonly hangs: number;
  /**
   * It went while this import of it was under way: what was copied is still being taken in. Before that ended nothing is looked
   * for, because no scan could tell what is known.
   */
  readonly rest: {
    readonly importId: string;
    readonly filesAll: number;
    readonly filesDone: number;
  } | null;
  /** The athlete asked for the unfinished ride: the next scan finds it anew, and it is taken then. */
  readonly wantsUnfinished: boolean;
  /** Since it was plugged in, or since the app started. */
  readonly newActivities: number;
  /** Found and not taken in when it went away. */
  readonly filesWaiting: number;
}

export type SourceEvent =
  | { readonly kind: 'came' }
  | { readonly kind: 'went' }
  | { readonly kind: 'due'; readonly scanId: string }
  | { readonly kind: 'hinted' }
  | { readonly kind: 'scanned'; readonly scanned: Scanned; readonly importId: string }
  /** One file of the import under way has its ending. */
  | { readonly kind: 'file_ended'; readonly importId: string }
  | {
      readonly kind: 'import_ended';
      readonly importId: string;
      readonly newActivities: number;
      readonly notBegun: number;
    }
  /** Nothing can be written down now. */
  | { readonly kind: 'not_begun'; readonly importId: string }
  /** The intake was given up because this place did not answer. */
  | { readonly kind: 'hung' }
  /** An import found that the place is not there any more, before anybody else did. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'switched'; readonly isOn: boolean }
  /** Asked for by the athlete. */
  | { readonly kind: 'look_now' }
  /** After sleep, or when the screen was unlocked. What is stuck was not helped by that. */
  | { readonly kind: 'resumed' }
  | { readonly kind: 'import_unfinished' };

export type SourceAction =
  | { readonly kind: 'scan'; readonly scanId: string }
  /** Stages what this scan found ready; or just this path, the unfinished ride. */
  | {
      readonly kind: 'import';
      readonly importId: string;
      readonly scanId: string;
      readonly path: string | null;
    }
  /**
   * `restWaits`: what was copied of it is taken in, and the next scan finds the rest; else the athlete wants no more of it, and
   * what is not begun is let go.
   */
  | { readonly kind: 'call_off'; readonly importId: string; readonly restWaits: boolean }
  /** Its intake process is not needed, or of no use any more. */
  | { readonly kind: 'stop_intake' };

export interface Step {
  readonly life: SourceLife;
  readonly actions: readonly SourceAction[];
}

export function newSource(kind: SourceLife['kind'], isOn: boolean): SourceLife {
  return {
    kind,
    isHere: kind === 'folder',
    isOn,
    work: { kind: 'none' },
    scanAtMs: kind === 'folder' && isOn ? 0 : null,
    isHinted: false,
    last: null,
    away: null,
    isStuck: false,
    hangs: 0,
    rest: null,
    wantsUnfinished: false,
    newActivities: 0,
    filesWaiting: 0,
  };
}

export function stepSource(life: SourceLife, event: SourceEvent, nowMs: number): Step {
  switch (event.kind) {
    case 'came':
      return {
        life: {
          ...life,
          isHere: true,
          away: null,
          isStuck: false,
          newActivities: 0,
          last: null,
          scanAtMs: life.isOn ? nowMs : null,
        },
        actions: [],
      };
    case 'went':
      return leave({ ...life, isHere: false }, 'not_there', null);
    case 'due':
      if (!isDue(life, nowMs)) return unchanged(life);
      return {
        life: { ...life, work: { kind: 'scanning', scanId: event.scanId }, scanAtMs: null, isHinted: false },
        actions: [{ kind: 'scan', scanId: event.scanId }],
      };
    case 'hinted':
      return unchanged(life.isStuck ? life : hint(life, nowMs + sourcePace.hintMs));
    case 'resumed':
      return unchanged(life.isStuck ? life : hint(life, nowMs));
    case 'import_unfinished':
      return unchanged({ ...hint(life, nowMs), wantsUnfinished: true });
    case 'look_now':
      return { life: { ...hint(life, nowMs), isStuck: false }, actions: readAnew(life) };
    case 'scanned':
      return afterScan(life, event, nowMs);
    case 'file_ended':
      return unchanged(afterFile(life, event.importId));
    case 'import_ended':
      return afterImport(life, event, nowMs);
    case 'not_begun':
      return afterImport(
        life,
        { ...event, kind: 'import_ended', newActivities: 0, notBegun: 0 },
        nowMs + sourcePace.deviceMs,
      );
    case 'gone':
      return leave(life, 'not_there', nowMs + sourcePace.awayMs);
    case 'hung': {
      const stuckMs = Math.min(sourcePace.stuckMs * 2 ** life.hangs, sourcePace.mostStuckMs);
      const left = leave({ ...life, isStuck: true, hangs: life.hangs + 1 }, null, nowMs + stuckMs);
      // A device is tried again when it is plugged in again, or when the athlete says so.
      return life.kind === 'device' ? { ...left, life: { ...left.life, scanAtMs: null } } : left;
    }
    case 'switched': {
      if (event.isOn === life.isOn) return unchanged(life);
      if (!event.isOn) return leave({ ...life, isOn: false }, null, null);
      return unchanged({ ...life, isOn: true, scanAtMs: life.isHere ? nowMs : null });
    }
    default:
      return assertNever(event);
  }
}

export const isDue = (life: SourceLife, nowMs: number): boolean =>
  life.isHere &&
  life.isOn &&
  life.work.kind === 'none' &&
  life.rest === null &&
  life.scanAtMs !== null &&
  life.scanAtMs <= nowMs;

/** For the face. */
export function stateOf(life: SourceLife): SourceState {
  const { last, rest } = life;
  const work = life.work.kind === 'none' && rest !== null ? { kind: 'importing', ...rest } : life.work;
  if (!life.isOn) return { kind: 'off' };
  if (life.isStuck) return { kind: 'stuck' };
  if (life.away !== null) return { kind: 'away', reason: life.away };
  if (work.kind === 'importing')
    return { kind: 'importing', filesDone: work.filesDone, filesAll: work.filesAll };
  if (last === null) return { kind: 'looking' };
  if (isUnknownVolume(last)) return { kind: 'asks', activityFiles: last.filesFound };
  const pending = last.settling + last.ready;
  return pending > 0 ? { kind: 'settling', files: pending } : { kind: 'at_rest' };
}

/** Nobody granted it: its files were counted, and none is ready. */
const isUnknownVolume = ({ isOnlyCounted, filesFound }: NonNullable<SourceLife['last']>): boolean =>
  isOnlyCounted && filesFound > 0;

function afterScan(
  life: SourceLife,
  { scanned, importId }: Extract<SourceEvent, { kind: 'scanned' }>,
  nowMs: number,
): Step {
  const { work } = life;
  // Of a scan that nobody waits for any more: the place went, or its intake hung.
  if (work.kind !== 'scanning' || work.scanId !== scanned.scanId) return unchanged(life);
  if (scanned.kind === 'away') {
    const scanAtMs = life.kind === 'folder' ? nowMs + sourcePace.awayMs : nowMs + sourcePace.deviceMs;
    return unchanged({
      ...life,
      work: { kind: 'none' },
      last: null,
      away: scanned.reason,
      isHinted: false,
      scanAtMs,
    });
  }
  const looked: SourceLife = {
    ...life,
    last: scanned,
    away: null,
    isStuck: false,
    hangs: 0,
    wantsUnfinished: false,
    filesWaiting: 0,
  };
  const path = life.wantsUnfinished ? scanned.unfinished : null;
  const filesAll = path === null ? scanned.ready : 1;
  if (filesAll > 0) {
    const { scanId } = scanned;
    return {
      life: { ...looked, work: { kind: 'importing', importId, filesAll, filesDone: 0 }, scanAtMs: null },
      actions: [{ kind: 'import', importId, scanId, path }],
    };
  }
  const scanAtMs = nextScanMs(looked, scanned, nowMs);
  return {
    life: { ...looked, work: { kind: 'none' }, isHinted: false, scanAtMs },
    // Until then no process waits for a drive that may never be granted.
    actions: scanned.isOnlyCounted ? [{ kind: 'stop_intake' }] : [],
  };
}

function nextScanMs(life: SourceLife, last: NonNullable<SourceLife['last']>, nowMs: number): number {
  if (life.isHinted) return nowMs + (last.settling > 0 ? sourcePace.settleMs : sourcePace.hintMs);
  const settlesMs = last.settlesInMs === null ? Infinity : Math.max(last.settlesInMs, sourcePace.settleMs);
  return nowMs + Math.min(settlesMs, usualPaceMs(life, last));
}

function usualPaceMs({ kind }: SourceLife, last: NonNullable<SourceLife['last']>): number {
  const { isOnlyCounted, isWatchingLimited } = last;
  if (isOnlyCounted) return sourcePace.strangerMs;
  if (kind === 'device') return sourcePace.deviceMs;
  return isWatchingLimited ? sourcePace.unwatchedFolderMs : sourcePace.folderMs;
}

function afterFile(life: SourceLife, importId: string): SourceLife {
  const { work, rest } = life;
  if (work.kind === 'importing' && work.importId === importId) return { ...life, work: oneMoreDone(work) };
  if (rest?.importId !== importId) return life;
  return { ...life, rest: oneMoreDone(rest), filesWaiting: Math.max(life.filesWaiting - 1, 0) };
}

const oneMoreDone = <Files extends { readonly filesDone: number; readonly filesAll: number }>(
  files: Files,
): Files => ({ ...files, filesDone: Math.min(files.filesDone + 1, files.filesAll) });

function afterImport(
  life: SourceLife,
  { importId, newActivities, notBegun }: Extract<SourceEvent, { kind: 'import_ended' }>,
  nowMs: number,
): Step {
  const counted = { ...life, newActivities: life.newActivities + newActivities };
  // Now it is known exactly what was not copied in time.
  if (life.rest?.importId === importId) return unchanged({ ...counted, rest: null, filesWaiting: notBegun });
  if (life.work.kind !== 'importing' || life.work.importId !== importId) return unchanged(counted);
  // Looked at once more: something may have come meanwhile, and only a scan says that nothing is pending.
  return unchanged({
    ...counted,
    work: { kind: 'none' },
    isHinted: false,
    scanAtMs: life.isHere && life.isOn ? nowMs : null,
  });
}

/** It can't be read now: what is under way is called off, and its intake is of no use. */
function leave(life: SourceLife, away: AwayReason | null, scanAtMs: number | null): Step {
  const { work } = life;
  const left = work.kind === 'importing' ? work : life.rest;
  const filesWaiting =
    left === null ? (life.last?.settling ?? 0) + (life.last?.ready ?? 0) : left.filesAll - left.filesDone;
  // Switched off: nothing of it is taken in any more.
  const rest = life.isOn ? left && restOf(left) : null;
  const callOff: readonly SourceAction[] =
    left === null ? [] : [{ kind: 'call_off', importId: left.importId, restWaits: life.isOn }];
  return {
    life: {
      ...life,
      ...{ work: { kind: 'none' }, rest, away, filesWaiting, scanAtMs },
      ...{ isHinted: false, wantsUnfinished: false },
    },
    actions: [...callOff, { kind: 'stop_intake' }],
  };
}

const restOf = ({
  importId,
  filesAll,
  filesDone,
}: NonNullable<SourceLife['rest']>): NonNullable<SourceLife['rest']> => ({ importId, filesAll, filesDone });

/** What could not be read is left alone until somebody asks: an intake that remembers nothing of it reads it again. */
const readAnew = ({ work, last }: SourceLife): readonly SourceAction[] =>
  work.kind === 'none' && (last?.unread ?? 0) > 0 ? [{ kind: 'stop_intake' }] : [];

/** While it is at work, the next scan comes when that is done. */
function hint(life: SourceLife, atMs: number): SourceLife {
  if (!life.isOn || !life.isHere) return life;
  if (life.work.kind !== 'none') return { ...life, isHinted: true };
  return { ...life, scanAtMs: Math.min(life.scanAtMs ?? atMs, atMs) };
}

const unchanged = (life: SourceLife): Step => ({ life, actions: [] });
