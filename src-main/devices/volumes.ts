// Watches which removable volumes are plugged in, and tells of every change. It reads lists of the system and never a path on
// a volume; a list that can't be read for a while says nothing about what is plugged in.
import type { VolumeReader } from './volume-reader.ts';
import { volumeChanges, type Volume, type VolumeChange } from './volume.ts';
import { waitQuietly, type Wait } from './wait.ts';

export interface VolumesParts {
  readonly reader: VolumeReader;
  /** Never called without a change; the volumes are all that are there now. */
  readonly onChange: (volumes: readonly Volume[], changes: readonly VolumeChange[]) => void;
  readonly wait?: Wait;
}

export interface Volumes {
  now(): readonly Volume[];
  /** Nothing is told any more. */
  stop(): void;
}

export function startVolumes({ reader, onChange, wait = waitQuietly }: VolumesParts): Volumes {
  let volumes: readonly Volume[] = [];
  let isStopped = false;
  /** Ends the wait that is under way. */
  let waiting = new AbortController();

  const look = async () => {
    const seen = await reader.read().catch(() => null);
    if (seen === null || isStopped) return;
    const changes = volumeChanges(volumes, seen);
    volumes = seen;
    if (changes.length > 0) onChange(seen, changes);
  };
  const goOn = async () => {
    while (!isStopped) {
      // Before the look: what is hinted at while it goes on may be missing in it.
      waiting = new AbortController();
      await look();
      await wait(reader.everyMs, waiting.signal);
    }
  };
  const unwatch = reader.watch?.(() => waiting.abort());
  // It ends when it is stopped, and nothing in it rejects but a bug of who hears the changes.
  void goOn();

  return {
    now: () => volumes,
    stop: () => {
      isStopped = true;
      unwatch?.();
      waiting.abort();
    },
  };
}
