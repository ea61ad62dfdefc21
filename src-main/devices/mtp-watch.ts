// Linux: watches for devices without a volume that the desktop shows in folders. Nothing tells of them, and to list them asks
// the device: so it is done by another process, only while a sports device is plugged in that may be one, and never for long.
import type { MtpStorage } from '../../src-worker/contract/mtp-storage.ts';
import { waitQuietly, type Wait } from './wait.ts';

const lookEveryMs = 2_000;

export interface MtpWatchParts {
  /** A sports device is plugged in that shows no disk. */
  readonly isWanted: () => boolean;
  /** Null where it could not be said, or not soon. */
  readonly list: () => Promise<readonly MtpStorage[] | null>;
  /** Whoever lists is not needed, or does not answer. */
  readonly letGo: () => void;
  /** Storages of sports devices; only when it is another list than before. */
  readonly onChange: (storages: readonly MtpStorage[]) => void;
  readonly wait?: Wait;
}

export interface MtpWatch {
  now(): readonly MtpStorage[];
  stop(): void;
}

export function watchMtp({ isWanted, list, letGo, onChange, wait = waitQuietly }: MtpWatchParts): MtpWatch {
  const stopped = new AbortController();
  let storages: readonly MtpStorage[] = [];
  let isListing = false;

  const look = async () => {
    if (isWanted()) {
      isListing = true;
      const listed = await list();
      // What is plugged in stays so: whoever reads it notices by itself where it does not answer.
      if (listed === null) letGo();
      else become(listed);
    } else if (isListing) {
      isListing = false;
      letGo();
      become([]);
    }
  };
  const become = (listed: readonly MtpStorage[]) => {
    const ofSports = listed.filter(({ vendor }) => vendor !== null);
    if (stopped.signal.aborted || JSON.stringify(ofSports) === JSON.stringify(storages)) return;
    storages = ofSports;
    onChange(storages);
  };
  const goOn = async () => {
    while (!stopped.signal.aborted) {
      await look();
      await wait(lookEveryMs, stopped.signal);
    }
  };
  // It ends when it is stopped, and nothing in it rejects but a bug of who hears the changes.
  void goOn();
  return { now: () => storages, stop: () => stopped.abort() };
}
