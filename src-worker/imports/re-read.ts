// “Re-read”: archived originals go through today's reader, a page at a time, and what would change is told. Unless it is a dry
// run, each reading then goes the way of any import: judged by the policy, journaled with a receipt, stored. Starting again
// goes on, because what today's reader has read is not read again.
import { v7 as newUuid } from 'uuid';
import { limits } from '../contract/limits.ts';
import type { ReReadActivity, ReReadAnswer, ReReadQuestion, ReReadResult } from '../contract/re-read.ts';
import { assertNever } from '../contract/result.ts';
import { inTheirOrder, originalsToRead, standingOf, type OriginalToRead } from './originals-to-read.ts';
import { openParserLane } from './parser-lane.ts';
import { readAgain, type ReadAgain } from './read-again.ts';
import type { OriginalReader } from './read-original.ts';
import { inParts, writeReadings, type ReadPart, type WritingTools } from './write-readings.ts';

export interface ReReadTools extends OriginalReader, WritingTools {
  readonly readerRevision: string;
  /** Monotonic. */
  readonly elapsedMs: () => number;
}

export interface ReRead {
  page(question: ReReadQuestion): Promise<ReReadAnswer>;
  /** True while a page is being read or written. */
  isAtWork(): boolean;
}

/** A page ends with the first of these: whoever waits for it is told how far it is. */
const mostOriginals = 16;
const mostMs = 1_000;

/** One page at a time, whoever asks. */
export function createReRead(tools: ReReadTools): ReRead {
  let lastTurn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Of whoever asked last; for anybody else it is looked up again. */
  let listed: { readonly reReadId: string; readonly originals: readonly OriginalToRead[] } | null = null;

  const page = async (question: ReReadQuestion): Promise<ReReadAnswer> => {
    const reReadId = question.after?.reReadId ?? newUuid();
    if (listed?.reReadId !== reReadId) {
      listed = { reReadId, originals: await originalsToRead(tools.database, tools.readerRevision) };
    }
    const answer = await readPage(tools, { ...question, ...listed });
    if (answer.kind !== 'page' || answer.next === null) listed = null;
    return answer;
  };

  return {
    isAtWork: () => waiting > 0,
    page(question) {
      waiting += 1;
      const turn = lastTurn.then(() => page(question)).finally(() => (waiting -= 1));
      lastTurn = turn.catch(() => undefined);
      return turn;
    },
  };
}

interface PageWanted extends ReReadQuestion {
  readonly reReadId: string;
  readonly originals: readonly OriginalToRead[];
}

async function readPage(
  tools: ReReadTools,
  { isDryRun, after, reReadId, originals }: PageWanted,
): Promise<ReReadAnswer> {
  const first = after === null ? 0 : originals.filter((one) => inTheirOrder(one, after) <= 0).length;
  const page = originals.slice(first, first + mostOriginals);
  const told: ReReadActivity[] = [];
  let batch: ReadPart[] = [];
  /** False where nothing can be written. */
  const write = async (): Promise<boolean> => {
    const parts = batch;
    batch = [];
    const updated = isDryRun ? null : await writeReadings(tools, parts, reReadId);
    if (updated === 'not_now') return false;
    told.push(...parts.flatMap(({ activities }) => activities.map((one) => toldOf(one, updated))));
    return true;
  };

  let done = first;
  const untilMs = tools.elapsedMs() + mostMs;
  const lane = openParserLane(tools.startParser, { onTrouble: tools.onTrouble });
  try {
    for (const original of page) {
      const standing = await standingOf(tools.database, original, tools.readerRevision);
      for await (const part of inParts(readAgain(original, standing, { ...tools, lane }), original, tools)) {
        batch.push(part);
        const held = batch.reduce((sum, { entries }) => sum + entries.length, 0);
        if (held >= limits.batchEndings && !(await write())) return { kind: 'not_now' };
      }
      done += 1;
      if (tools.elapsedMs() > untilMs) break;
    }
  } finally {
    lane.close();
  }
  if (!(await write())) return { kind: 'not_now' };
  const last = originals[done - 1];
  const isOver = last === undefined || done >= originals.length;
  return {
    kind: 'page',
    activities: told,
    originalsDone: done,
    originalsAll: originals.length,
    next: isOver ? null : { reReadId, startedAt: last.startedAt, sha256: last.sha256 },
  };
}

/** `updated`: whose new version stands now; null where nothing is written. */
function toldOf(read: ReadAgain, updated: ReadonlySet<string> | null): ReReadActivity {
  const { sourceIdentityKey, title, workoutType, startedAt, localDate, fileName } = read.standing.row;
  return {
    sourceIdentityKey,
    title,
    workoutType,
    startedAt,
    localDate,
    fileName,
    result: resultOf(read, updated === null || updated.has(sourceIdentityKey)),
  };
}

function resultOf(read: ReadAgain, isTaken: boolean): ReReadResult {
  switch (read.kind) {
    case 'read':
      if (read.changes.length === 0) return { kind: 'unchanged' };
      return isTaken ? { kind: 'changed', changes: [...read.changes] } : { kind: 'left_as_it_is' };
    case 'original_gone':
    case 'original_too_large':
    case 'not_readable':
      return { kind: read.kind };
    default:
      return assertNever(read);
  }
}
