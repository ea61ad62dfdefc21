// A full disk is no reason to refuse a file: its copy waits until there is room, and everybody after it too.
import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import type { IntakeReport } from '../../src-worker/contract/intake-messages.ts';
import type { Result } from '../../src-worker/contract/result.ts';

export interface RoomParts {
  readonly stagingFolder: string;
  readonly retryMs: number;
  readonly reserveBytes: number;
  readonly report: (report: IntakeReport) => void;
  /** While somebody waits, no other copy is begun. */
  readonly hold: (isHeld: boolean) => void;
}

export interface CopyToFit<Value> {
  readonly sizeBytes: number;
  /** May be called again after it said `disk_full`; then it has left nothing behind. */
  readonly copy: () => Promise<Result<Value, ReadFailure>>;
  readonly onWaiting: () => void;
  /** Nobody wants it any more: asked while it waits. */
  readonly isCalledOff: () => boolean;
}

export interface StagingRoom {
  /** Ends as the copy does, but never with `disk_full`; null where it was called off before there was room. */
  fit<Value>(copy: CopyToFit<Value>): Promise<Result<Value, ReadFailure> | null>;
}

export function createStagingRoom(parts: RoomParts): StagingRoom {
  const { stagingFolder, retryMs, reserveBytes, report, hold } = parts;
  let waiting = 0;
  /** One tries at a time: two that fit alone and not together would fail together for ever. */
  let trying: Promise<unknown> = Promise.resolve();

  const isRoomFor = async (sizeBytes: number) => {
    const disk = await statfs(stagingFolder).catch(() => null);
    // A disk that does not tell its size has to be tried.
    if (disk === null || disk.blocks === 0) return true;
    return disk.bavail * disk.bsize >= sizeBytes + reserveBytes;
  };

  const tryOnce = async <Value>({ sizeBytes, copy }: CopyToFit<Value>) => {
    if (!(await isRoomFor(sizeBytes))) return null;
    const copied = await copy();
    return copied.ok || copied.failure.kind !== 'disk_full' ? copied : null;
  };

  /** False where it was called off before its turn came. */
  const waitInLine = async (before: Promise<unknown>, isCalledOff: () => boolean): Promise<boolean> => {
    const turn = before.then(() => true);
    while (!isCalledOff()) if (await Promise.race([turn, sleep(retryMs, false)])) return true;
    return false;
  };

  const tryAgain = async <Value>(copy: CopyToFit<Value>) => {
    while (!copy.isCalledOff()) {
      // At once: the one before it in line may have waited for the same room.
      const copied = await tryOnce(copy);
      if (copied !== null) return copied;
      await sleep(retryMs);
    }
    return null;
  };

  const countWaiting = (change: 1 | -1) => {
    const before = waiting;
    waiting += change;
    if (before > 0 && waiting > 0) return;
    report({ type: 'waiting_for_room', isWaiting: waiting > 0 });
    hold(waiting > 0);
  };

  return {
    fit: async (copy) => {
      const copied = await tryOnce(copy);
      if (copied !== null) return copied;
      countWaiting(1);
      copy.onWaiting();
      const before = trying;
      const mine = waitInLine(before, copy.isCalledOff).then((isItsTurn) =>
        isItsTurn ? tryAgain(copy) : null,
      );
      // Who leaves the line early lets nobody pass.
      trying = before.then(() => mine).catch(() => undefined);
      try {
        return await mine;
      } finally {
        countWaiting(-1);
      }
    },
  };
}
