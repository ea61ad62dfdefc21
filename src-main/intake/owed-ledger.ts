// What the intake owes main for one import: which of the named paths have their answer, what main answers in its
// place when a process is given up, and what is left for the next one. Touches nothing but what it is told.
import { basename, dirname, sep } from 'node:path';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { answeredPathsOf } from './answered-paths.ts';
import type { ImportNews, StageOrder } from './stage-order.ts';

/** Why a path is answered by main. */
type GivenUp = Extract<ReadFailure['kind'], 'not_answering' | 'intake_stopped'>;

export interface ImportAccount {
  /** Takes down what the intake says, and returns it as main is to hear it: what was told before still counts. */
  hear(news: ImportNews): ImportNews;
  hasAnswered(path: string): boolean;
  /** Nothing is owed any more. */
  isOver(): boolean;
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
  let lastTold: string | null = null;
  let answersAtLastDeath: number | null = null;
  let filesFound = 0;
  let filesPassedOver = 0;
  let isOver = false;
  let isCounted = false;

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

  const listed = (complete: boolean): ImportNews => ({
    type: 'listed',
    listed: {
      importId,
      filesFound,
      filesPassedOver,
      complete,
      ...(isCounted && !complete && { isCounted }),
    },
  });

  const refuse = (refused: readonly string[], kind: GivenUp): readonly ImportNews[] => {
    const news = refused.map((path): ImportNews => ({
      type: 'refused',
      file: {
        fileId: newFileId(),
        importId,
        name: basename(path),
        path,
        sizeBytes: null,
        failure: { kind },
      },
    }));
    answered.push(...refused);
    if (unanswered().length > 0) return news;
    isOver = true;
    filesFound = answered.length;
    return [...news, listed(true)];
  };

  return {
    hear: (news) => {
      switch (news.type) {
        case 'listed':
          isOver = news.listed.complete;
          isCounted = news.listed.isCounted === true;
          // A process that goes on where another stopped counts from the start.
          filesFound = isOver ? answered.length : Math.max(filesFound, news.listed.filesFound);
          filesPassedOver = Math.max(filesPassedOver, news.listed.filesPassedOver);
          return listed(isOver);
        case 'staged':
        case 'refused':
          lastTold = news.file.path;
          answered.push(lastTold);
          return news;
        default:
          return assertNever(news);
      }
    },
    hasAnswered: (path) => answered.includes(path),
    isOver: () => isOver,
    owesAnyOf: (namedPaths) => unanswered().some((path) => namedPaths.includes(path)),
    answerHung: (namedPaths) => {
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
      const isInVain = answered.length === answersAtLastDeath;
      answersAtLastDeath = answered.length;
      if (!isInVain) return [];
      const path = atWork();
      return refuse(path === undefined ? [] : [path], why);
    },
    giveUp: () => refuse(unanswered(), 'intake_stopped'),
    leftToDo: () => ({ ...order, answeredPaths: answered }),
  };
}

const holds = (named: string, path: string) =>
  named === path || path.startsWith(named.endsWith(sep) ? named : named + sep);
