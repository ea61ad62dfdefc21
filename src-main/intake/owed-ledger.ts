// What the intake owes main for one import: which of the named paths have their answer, what main answers in its
// place when a process is given up, and what is left for the next one. Touches nothing but what it is told.
import { basename, dirname, sep } from 'node:path';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { answeredPathsOf } from './answered-paths.ts';
import { withoutLooks } from './packed-looks.ts';
import type { ImportNews, StageOrder } from './stage-order.ts';

/** Why a path is answered by main. */
type GivenUp = Extract<ReadFailure['kind'], 'not_answering' | 'intake_stopped'>;

export interface ImportAccount {
  /** Takes down what the intake says, and returns it as main is to hear it: what was told before still counts. */
  hear(news: ImportNews): ImportNews;
  hasAnswered(path: string): boolean;
  readonly isOfScan: boolean;
  /** Nothing is owed any more. */
  isOver(): boolean;
  /** The process has nothing left to do for it; a recognised file may still have to be read. */
  isListed(): boolean;
  /**
   * What came of a recognised file: the log knows its bytes, or it has to be read. Gives what main is to hear; null for a
   * file that was not recognised in this import.
   */
  settleRecognised(fileId: string, isKnown: boolean): readonly ImportNews[] | null;
  /** True once, when the process is through with all and some of what it recognised has to be read. */
  takeAnotherWalk(): boolean;
  /** One of these named paths still waits for its answer. */
  owesAnyOf(namedPaths: readonly string[]): boolean;
  /**
   * These named paths hang: one refusal for each, but a folder of which files were answered gets one more try, because
   * its disk may only have been waking up. Where it happens again in the same folder, nothing of it is tried any more:
   * it is the device that hangs, and each try takes seconds.
   */
  answerHung(namedPaths: readonly string[]): readonly ImportNews[];
  /**
   * The process is gone, and nobody knows why. All is tried once more; where not one answer came between two deaths,
   * the path whose turn it was is refused.
   */
  answerDeath(why: GivenUp): readonly ImportNews[];
  /** Nothing more of it is staged: of what a scan found, the rest waits. */
  cutShort(): void;
  /** It was to stage what a scan of the process that is gone had found: the next scan finds the rest. */
  endWithScan(): readonly ImportNews[];
  /** No process can be had: all that is left is refused. */
  giveUp(): readonly ImportNews[];
  /** For the next process. */
  leftToDo(): StageOrder;
}

export function openAccount(order: StageOrder, newFileId: () => string): ImportAccount {
  const { importId, paths } = order;
  const answered = [...order.answeredPaths];
  /** Named folders that hung after some of their files were answered. */
  const triedAgain = new Set<string>();
  /** Those in which a named path was refused because it hung. */
  const hungFolders = new Set<string>();
  /** Told as recognised, and not settled: an answer that may be taken back. */
  const open = new Map<string, { readonly path: string; readonly look: string }>();
  const wrongLooks = new Set<string>();
  /** By path: no walk goes into these any more. */
  const refusals = new Map<string, ReadFailure>();
  /** Never goes down, as the number of those that hold does. */
  let answersGiven = 0;
  let isListed = false;
  let isWantingFiles = false;
  let lastTold: string | null = null;
  let answersAtLastDeath: number | null = null;
  let filesFound = 0;
  let filesPassedOver = 0;
  let isOver = false;
  let isCounted = false;
  let isCutShort = false;

  const takeDown = (path: string): void => {
    answered.push(path);
    answersGiven += 1;
  };

  /** Named paths without an answer of their own. A folder whose files are all answered is among them. */
  const unanswered = (): readonly string[] => {
    const answers = answeredPathsOf(answered);
    return paths.filter((path) => !answers.take(path));
  };

  /** The intake answers in the order of the named paths, so one of the last told or after it was at work. */
  const atWork = (): string | undefined => {
    const told = lastTold;
    const reached = told === null ? 0 : paths.findIndex((path) => holds(path, told));
    const left = new Set(unanswered());
    return paths.slice(Math.max(reached, 0)).find((path) => left.has(path)) ?? [...left].at(-1);
  };

  const deservesAnotherTry = (path: string): boolean =>
    !triedAgain.has(path) && answered.some((answer) => answer !== path && holds(path, answer));

  const listed = (complete: boolean): Extract<ImportNews, { type: 'listed' }> => ({
    type: 'listed',
    listed: {
      importId,
      filesFound,
      filesPassedOver,
      complete,
      ...(isCounted && !complete && { isCounted }),
    },
  });

  /** What was recognised may have to be read after all: before it is settled, nothing is over. */
  const atItsEnd = (): ImportNews => {
    isListed = true;
    isOver = open.size === 0 && !isWantingFiles;
    if (!isOver) return listed(false);
    const restWaits = isCutShort && order.ofScan !== undefined;
    filesFound = restWaits ? Math.max(filesFound, answered.length) : answered.length;
    const { type, listed: end } = listed(true);
    return { type, listed: { ...end, ...(restWaits && { restWaits }) } };
  };

  const refuseOne = (path: string, failure: ReadFailure): ImportNews => {
    takeDown(path);
    refusals.set(path, failure);
    return {
      type: 'refused',
      file: { fileId: newFileId(), importId, name: basename(path), path, sizeBytes: null, failure },
    };
  };

  const refuse = (refused: readonly string[], kind: GivenUp): readonly ImportNews[] => {
    const news = refused.map((path) => refuseOne(path, { kind }));
    if (unanswered().length > 0) return news;
    return [...news, atItsEnd()];
  };

  return {
    hear: (news) => {
      switch (news.type) {
        case 'listed':
          isCounted = news.listed.isCounted === true;
          // A process that goes on where another stopped counts from the start.
          filesFound = Math.max(filesFound, news.listed.filesFound);
          filesPassedOver = Math.max(filesPassedOver, news.listed.filesPassedOver);
          if (!news.listed.complete) return listed(false);
          // What a scan found and could not be had just now: the next scan finds it again.
          isCutShort ||= answered.length < filesFound;
          return atItsEnd();
        case 'recognised':
          open.set(news.file.fileId, news.file);
          lastTold = news.file.path;
          takeDown(lastTold);
          return news;
        case 'refused':
          lastTold = news.file.path;
          takeDown(lastTold);
          refusals.set(lastTold, news.file.failure);
          return news;
        case 'staged':
          lastTold = news.file.path;
          takeDown(lastTold);
          return news;
        default:
          return assertNever(news);
      }
    },
    hasAnswered: (path) => answered.includes(path),
    isOfScan: order.ofScan !== undefined,
    isOver: () => isOver,
    isListed: () => isListed,
    settleRecognised: (fileId, isKnown) => {
      const file = open.get(fileId);
      if (file === undefined) return null;
      open.delete(fileId);
      const news: ImportNews[] = [];
      if (!isKnown) {
        answered.splice(answered.lastIndexOf(file.path), 1);
        wrongLooks.add(file.look);
        // Where its folder was refused meanwhile, no walk would find it.
        const failure = failureAbove(file.path, refusals);
        if (failure === null) isWantingFiles = true;
        else news.push(refuseOne(file.path, failure));
      }
      return isListed && open.size === 0 && !isWantingFiles ? [...news, atItsEnd()] : news;
    },
    takeAnotherWalk: () => {
      if (!isListed || open.size > 0 || !isWantingFiles) return false;
      isListed = false;
      isWantingFiles = false;
      return true;
    },
    owesAnyOf: (namedPaths) => unanswered().some((path) => namedPaths.includes(path)),
    answerHung: (namedPaths) => {
      if (isListed) return [];
      const left = unanswered();
      const stalled = left.filter((path) => namedPaths.includes(path));
      const spared = new Set(stalled.filter(deservesAnotherTry));
      for (const path of spared) triedAgain.add(path);
      const hung = stalled.filter((path) => !spared.has(path));
      if (hung.length === 0) return [];
      const folders = new Set(hung.map((path) => dirname(path)));
      const again = new Set([...folders].filter((folder) => hungFolders.has(folder)));
      for (const folder of folders) hungFolders.add(folder);
      const refused = left.filter((path) => hung.includes(path) || again.has(dirname(path)));
      return refuse(refused, 'not_answering');
    },
    answerDeath: (why) => {
      if (isListed) return [];
      const isInVain = answersGiven === answersAtLastDeath;
      answersAtLastDeath = answersGiven;
      if (!isInVain) return [];
      const path = atWork();
      return refuse(path === undefined ? [] : [path], why);
    },
    cutShort: () => {
      isCutShort = true;
    },
    endWithScan: () => {
      if (order.ofScan === undefined || isListed) return [];
      isWantingFiles = false;
      isCutShort = true;
      return [atItsEnd()];
    },
    giveUp: () => {
      if (isListed) return [];
      isWantingFiles = false;
      return refuse(unanswered(), 'intake_stopped');
    },
    leftToDo: () => ({
      ...order,
      answeredPaths: answered,
      knownLooks: withoutLooks(order.knownLooks, wrongLooks),
    }),
  };
}

const holds = (named: string, path: string) =>
  named === path || path.startsWith(named.endsWith(sep) ? named : named + sep);

/** Of the nearest folder around it that was refused. */
function failureAbove(path: string, refusals: ReadonlyMap<string, ReadFailure>): ReadFailure | null {
  for (let folder = dirname(path), below = path; folder !== below; below = folder, folder = dirname(folder)) {
    const failure = refusals.get(folder);
    if (failure !== undefined) return failure;
  }
  return null;
}
