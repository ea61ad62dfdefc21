// Main's side of the intake: starts its process when there is something to do, watches over it, passes on what it
// says, and when it hangs or dies, answers for what it hung at and has another one go on with the rest, so that
// nobody waits for ever. It never touches a path that the person gave.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { limits } from '../../src-worker/contract/limits.ts';
import {
  intakeRequestSchema,
  type IntakeReport,
  type IntakeRequest,
} from '../../src-worker/contract/intake-messages.ts';
import type { MtpStorage } from '../../src-worker/contract/mtp-storage.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import type { Scanned } from '../../src-worker/contract/sources.ts';
import { vendorMapFile } from '../disk/read-vendor-map.ts';
import { createAwakeClock } from './awake-clock.ts';
import { startIntakeChild, type IntakeChild } from './intake-child.ts';
import { intakeLimits, type Pace } from './intake-limits.ts';
import { judgeIntake } from './judge-intake.ts';
import { openAccount, type ImportAccount } from './owed-ledger.ts';
import { openAnswers } from './owed-answers.ts';
import { openScans, type ScanRequest } from './owed-scans.ts';
import { lookIntoStaging } from './read-staged.ts';
import type { DieAt } from './process-arguments.ts';
import type { ImportNews, IntakeNews, StageOrder } from './stage-order.ts';
import { noteSuffix } from './staged-note.ts';
import { prepareStagingFolder, removeNotesAlone, removeStaged } from './staging-folder.ts';
import type { NamedPath } from './watch-calls.ts';

export type IntakeTrouble =
  'intake hung' | 'intake silent' | 'intake died' | 'intake spoke nonsense' | 'intake does not start';

export interface IntakeOptions {
  /** Absolute; made if it is missing. Other intakes may copy into it, too. */
  readonly stagingFolder: string;
  /** A word that no other intake of this app has. */
  readonly owner?: string;
  /** Per import: every file once, and at the end one `listed` that is complete. */
  readonly onReport: (news: IntakeNews) => void;
  readonly sources?: SourceListener;
  /** For the log: each time a process was given up, and why. */
  readonly onTrouble: (what: IntakeTrouble) => void;
  /** The built process; by default it lies beside main. */
  readonly entryPath?: string;
  /** By default as it is shipped. */
  readonly vendorMap?: string;
  /** Test switch; a packaged app passes none. */
  readonly dieAt?: DieAt | null;
  readonly pace?: Pace;
  /** Monotonic. */
  readonly nowMs?: () => number;
}

/** What is heard of devices and granted folders. */
export interface SourceListener {
  /** Once for each scan, unless its root hung or was forgotten. */
  onScanned(scanned: Scanned): void;
  onHint(root: string): void;
  /** The process was given up because this root did not answer: to a scan, or to an import of what one found. */
  onHung(root: string): void;
  /** An import of what a scan found met that the root is not there any more. */
  onGone(root: string): void;
}

export interface Intake {
  stage(order: StageOrder): void;
  scan(request: Omit<ScanRequest, 'type'>): void;
  /** Of a source that went: it is watched no more, and a scan of it that is under way is not told. */
  forget(root: string): void;
  /** Files below these paths, up to so many; null where nobody can say it soon. */
  count(paths: readonly string[], upTo: number): Promise<number | null>;
  /** Devices without a volume that the desktop shows in this folder; null where that could not be said, or not soon. */
  listMtp(folder: string): Promise<readonly MtpStorage[] | null>;
  /** Nothing more of this import is looked for; what is being copied is still told, and that the listing is complete. */
  callOff(importId: string): void;
  /** The ending of a file is stored, its copy is gone: there is room for one more. */
  released(fileId: string): void;
  /** A recognised file has to be read: its import goes on with it. */
  notKnown(fileId: string): void;
  /**
   * What it reads is gone: the process ends. Copies that are whole are told, each import of what a scan found is complete with
   * them, and of what was being copied nothing stays.
   */
  leave(): void;
  /** Ends the process, without waiting for it; nothing is reported any more. */
  stop(): void;
}

/** Why a process is given up. */
type End =
  | { readonly why: Exclude<IntakeTrouble, 'intake hung' | 'intake does not start'> }
  | { readonly why: 'intake hung'; readonly stalled: readonly NamedPath[] };

/** Somebody has just dropped them, and waits. */
const countWithinMs = 1_500;

/** Such a device is asked over its cable for every name; one that needs longer does not answer at all. */
const listWithinMs = 20_000;

/** So many processes in a row that never say a word, and nothing more is tried. */
const startsInVain = 2;

export function startIntake(options: IntakeOptions): Intake {
  const { stagingFolder, owner = 'shared', onReport, onTrouble, dieAt = null, pace = intakeLimits } = options;
  const { entryPath = join(import.meta.dirname, 'intake.js'), nowMs = () => performance.now() } = options;
  const { vendorMap = vendorMapFile(join(import.meta.dirname, '../..')), sources } = options;
  const awakeMs = createAwakeClock(nowMs, 2 * pace.beatMs);
  const accounts = new Map<string, ImportAccount>();
  const scans = openScans();
  const watchedRoots = new Set<string>();
  /** Answered and not released: they keep their places when the process is replaced. */
  const lying = new Set<string>();
  const calledOff = new Set<string>();
  const counts = openAnswers<number>();
  const mtpListings = openAnswers<readonly MtpStorage[]>();
  let running: IntakeChild | null = null;
  let heardAtMs = 0;
  let hasSpoken = false;
  let silentStarts = 0;
  let isWaitingForRoom = false;
  let supervision: NodeJS.Timeout | null = null;
  prepareQuietly(stagingFolder, owner);

  const start = (): IntakeChild => {
    prepareQuietly(stagingFolder, owner);
    hasSpoken = false;
    heardAtMs = awakeMs();
    const { beatMs, callMs } = pace;
    const taken = [...lying].slice(0, limits.stagedFiles);
    running = startIntakeChild({
      entryPath,
      settings: { stagingFolder, owner, vendorMap, lying: taken, beatMs, callMs, dieAt },
      onReport: hear,
      onNonsense: () => replace({ why: 'intake spoke nonsense' }),
      onExit: () => replace({ why: 'intake died' }),
    });
    return running;
  };

  const hear = (report: IntakeReport) => {
    hasSpoken = true;
    silentStarts = 0;
    switch (report.type) {
      case 'beat':
        heardAtMs = awakeMs();
        judge(report.stalled);
        break;
      case 'counted':
        counts.hear(report.countId, report.files);
        break;
      case 'mtp_listed':
        mtpListings.hear(report.listId, report.storages);
        break;
      case 'waiting_for_room':
        isWaitingForRoom = report.isWaiting;
        onReport(report);
        break;
      case 'staged':
      case 'recognised':
      case 'refused':
        pass(report.file.importId, report);
        break;
      case 'listed':
        pass(report.listed.importId, report);
        break;
      case 'scanned':
        if (scans.hear(report.scanned)) sources?.onScanned(report.scanned);
        break;
      case 'hint':
        sources?.onHint(report.root);
        break;
      case 'source_gone':
        sources?.onGone(report.root);
        break;
      default:
        assertNever(report);
    }
  };

  const pass = (importId: string, news: ImportNews) => {
    const account = accounts.get(importId);
    if (account === undefined) return;
    const heard = account.hear(news);
    settle(importId, account, [heard]);
    onReport(heard);
    walkAgain(account);
  };

  const settleRecognised = (fileId: string, isKnown: boolean) => {
    for (const [importId, account] of accounts) {
      const news = account.settleRecognised(fileId, isKnown);
      if (news === null) continue;
      settle(importId, account, news);
      for (const one of news) onReport(one);
      walkAgain(account);
      return;
    }
  };

  const walkAgain = (account: ImportAccount) => {
    if (account.takeAnotherWalk()) send(requestOf(account.leftToDo()));
  };

  const send = (request: IntakeRequest) => {
    // Before this it had nothing to do, and was silent.
    if (owing().length + scans.left().length <= 1) heardAtMs = awakeMs();
    supervision ??= setInterval(supervise, pace.beatMs).unref();
    (running ?? start()).send(request);
  };

  const owing = () => [...accounts.values()].filter((account) => !account.isListed());

  /** Keeps the books of what is about to be told. */
  const settle = (importId: string, account: ImportAccount, news: readonly IntakeNews[]) => {
    for (const one of news) {
      if (one.type === 'staged' || one.type === 'refused') lying.add(one.file.fileId);
    }
    if (!account.isOver()) return;
    accounts.delete(importId);
    calledOff.delete(importId);
  };

  const judge = (stalled: readonly NamedPath[]) => {
    const judgement = judgeIntake({ silentMs: awakeMs() - heardAtMs, stalled }, pace);
    switch (judgement.kind) {
      case 'goes_on':
        break;
      case 'hung':
        replace({ why: 'intake hung', stalled: judgement.stalled });
        break;
      case 'silent':
        replace({ why: 'intake silent' });
        break;
      default:
        assertNever(judgement);
    }
  };

  /** An idle process owes nothing, not even a sign of life. */
  const supervise = () => {
    if (owing().length > 0 || !scans.isNone) {
      judge([]);
      return;
    }
    if (supervision !== null) clearInterval(supervision);
    supervision = null;
  };

  const replace = (end: End) => {
    running?.abandon();
    running = null;
    if (!hasSpoken) silentStarts += 1;
    const isHopeless = silentStarts >= startsInVain;
    const news: IntakeNews[] = isWaitingForRoom ? [{ type: 'waiting_for_room', isWaiting: false }] : [];
    isWaitingForRoom = false;
    prepareQuietly(stagingFolder, owner);
    news.push(...takeOver());
    const hungRoots = end.why === 'intake hung' ? hungSources(end.stalled) : [];
    news.push(...answerAll((account) => account.endWithScan()));
    for (const importId of calledOff) accounts.delete(importId);
    calledOff.clear();
    news.push(...(isHopeless ? answerAll((account) => account.giveUp()) : answerFor(end, hungRoots)));
    const scanned = scannedInVain(end, isHopeless);
    if (isHopeless) silentStarts = 0;
    // First the successor, then the news: whoever hears them may ask for more at once.
    const left = owing();
    if (left.length > 0 || !scans.isNone) {
      const successor = start();
      for (const account of left) successor.send(requestOf(account.leftToDo()));
      for (const request of scans.left()) successor.send(request);
    }
    onTrouble(isHopeless ? 'intake does not start' : end.why);
    for (const one of news) onReport(one);
    for (const one of scanned) sources?.onScanned(one);
    for (const root of hungRoots) sources?.onHung(root);
    // Nobody watches them any more before they are scanned again.
    for (const root of [...watchedRoots]) if (!hungRoots.includes(root)) sources?.onHint(root);
    for (const account of [...accounts.values()]) walkAgain(account);
  };

  /** Roots that a scan hung at, or an import of what one had found. */
  const hungSources = (stalled: readonly NamedPath[]): readonly string[] => {
    const staged = stalled.filter(({ importId }) => accounts.get(importId)?.isOfScan === true);
    return [...new Set([...scans.takeHung(stalled), ...staged.map(({ namedPath }) => namedPath)])];
  };

  /** Where it hung, those that did not are only asked again. */
  const scannedInVain = ({ why }: End, isHopeless: boolean): readonly Scanned[] => {
    if (isHopeless) return scans.takeAll();
    return why === 'intake hung' ? [] : scans.takeInVain();
  };

  /** Copies whose process died before it could tell of them. */
  const takeOver = (): readonly IntakeNews[] => {
    const { staged } = lookIntoStaging(stagingFolder);
    return staged.flatMap((file) => {
      const account = accounts.get(file.importId);
      // Also an earlier app may have told of it, or it is only waiting to be put away.
      if (account === undefined || account.hasAnswered(file.path)) return [];
      const news = [account.hear({ type: 'staged', file })];
      settle(file.importId, account, news);
      return news;
    });
  };

  /** Gives up the process and all that it owes. */
  const giveUp = (onGone?: () => void) => {
    const child = running;
    running = null;
    accounts.clear();
    calledOff.clear();
    scans.takeAll();
    watchedRoots.clear();
    supervise();
    child?.abandon(onGone);
  };

  const answerFor = (end: End, hungRoots: readonly string[]): readonly IntakeNews[] => {
    switch (end.why) {
      case 'intake hung': {
        const stalledOf = (importId: string) =>
          end.stalled.filter((named) => named.importId === importId).map(({ namedPath }) => namedPath);
        const isOwed = [...accounts].some(([importId, account]) => account.owesAnyOf(stalledOf(importId)));
        // A call that nobody waits for: without blame it would hang again for ever.
        if (!isOwed && hungRoots.length === 0)
          return answerAll((account) => account.answerDeath('not_answering'));
        return answerAll((account, importId) => account.answerHung(stalledOf(importId)));
      }
      case 'intake silent':
        return answerAll((account) => account.answerDeath('not_answering'));
      case 'intake died':
      case 'intake spoke nonsense':
        return answerAll((account) => account.answerDeath('intake_stopped'));
      default:
        return assertNever(end);
    }
  };

  const answerAll = (answer: (account: ImportAccount, importId: string) => readonly ImportNews[]) =>
    [...accounts].flatMap(([importId, account]) => {
      const news = answer(account, importId);
      settle(importId, account, news);
      return news;
    });

  return {
    stage: (order) => {
      // Before anything is owed: a request that the intake would not understand is a bug of the caller.
      const request = requestOf(order);
      accounts.set(order.importId, openAccount(order, randomUUID));
      send(request);
    },
    scan: (asked) => {
      const request: ScanRequest = { type: 'scan', ...asked };
      scans.open(request);
      if (request.plan.kind === 'folder' && request.plan.isWatched) watchedRoots.add(request.root);
      else watchedRoots.delete(request.root);
      send(request);
    },
    forget: (root) => {
      scans.forget(root);
      watchedRoots.delete(root);
      running?.send({ type: 'forget', root });
    },
    count: (paths, upTo) => {
      const countId = randomUUID();
      const answer = counts.wait(countId, countWithinMs);
      (running ?? start()).send({ type: 'count', countId, paths: [...paths], upTo });
      return answer;
    },
    listMtp: (folder) => {
      const listId = randomUUID();
      const answer = mtpListings.wait(listId, listWithinMs);
      (running ?? start()).send({ type: 'list_mtp', listId, folder });
      return answer;
    },
    callOff: (importId) => {
      if (!accounts.has(importId)) return;
      calledOff.add(importId);
      accounts.get(importId)?.cutShort();
      running?.send({ type: 'call_off', importId });
    },
    released: (fileId) => {
      lying.delete(fileId);
      running?.send({ type: 'released', fileId });
      settleRecognised(fileId, true);
    },
    notKnown: (fileId) => {
      running?.send({ type: 'released', fileId });
      settleRecognised(fileId, false);
    },
    leave: () => {
      const isWaiting = isWaitingForRoom;
      isWaitingForRoom = false;
      // Before it is looked what is whole: from now on, nothing that is being copied gets its name.
      const cutOff = prepareQuietly(stagingFolder, owner);
      const news = [...takeOver(), ...answerAll((account) => account.endWithScan())];
      const left = new Map(accounts);
      // Until it is gone it may still have begun a copy, have written a note for one that is gone, or even have ended one.
      giveUp(() => {
        prepareQuietly(stagingFolder, owner);
        removeNotesAlone(stagingFolder, cutOff);
        const untold = lookIntoStaging(stagingFolder).staged.filter(
          ({ importId, path }) => left.get(importId)?.hasAnswered(path) === false,
        );
        // Nobody heard of these: the next scan finds the files again.
        removeStaged(
          stagingFolder,
          untold.flatMap(({ fileId }) => [fileId, fileId + noteSuffix]),
        );
      });
      if (isWaiting) onReport({ type: 'waiting_for_room', isWaiting: false });
      for (const one of news) onReport(one);
    },
    stop: () => giveUp(),
  };
}

const requestOf = (order: StageOrder) => intakeRequestSchema.parse({ type: 'stage', ...order });

/** A folder that can't be made keeps nobody from starting: every file that is to be copied there says so. */
function prepareQuietly(stagingFolder: string, owner: string): readonly string[] {
  try {
    return prepareStagingFolder(stagingFolder, owner);
  } catch {
    // Tried again with the next process.
    return [];
  }
}
