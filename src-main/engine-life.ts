// Whether the engine lives: when its page is loaded again, when its database is made anew, and when it is given up.
// What is given up is not lost: it is in the journal, and the next engine that gets ready goes on.
import { statfs } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineState } from '../src-worker/contract/engine-state.ts';

/** An engine that has said nothing for so long never will. */
const silenceSeconds = 60;
/** So many deaths in a while, with no file ended between them: loading the page again does not help. */
const deathsInARow = 4;
const deathsCountForMs = 10 * 60_000;
const databasesInARow = 2;
/** A database that is made on a full disk breaks again. */
const roomForDatabaseBytes = 2 * 1024 * 1024;
const lookForRoomMs = 2_000;

interface LifeParts {
  readonly dataFolder: string;
  readonly nowMs: () => number;
  /** Loads the page, and with it a new engine; of one that died, what it was reading is suspected. */
  readonly reload: (how: 'died' | 'replaced') => void;
  readonly clearDatabase: () => Promise<void>;
  /** Told while a database can't be made for want of room. */
  readonly onNoRoom: () => void;
}

export interface EngineLife {
  /** Settles, if ever, when this engine is given up; a later one gets a promise of its own. */
  stopped(): Promise<'engine_stopped'>;
  /** Between two databases: what the old engine says then is not worth telling. */
  isBetween(): boolean;
  /** The page asks for its port: a new engine. */
  connected(): void;
  ready(): void;
  heard(life: EngineState['life']): void;
  fileEnded(): void;
  pageDied(): void;
  databaseBroken(): void;
  failed(): void;
  /** Settles when a new engine is ready on an empty database that was filled from the journal. */
  makeDatabaseAnew(): Promise<'ready' | 'engine_stopped'>;
  /** It has to say something within a minute. */
  expectAWord(): void;
  end(): void;
}

export function watchEngineLife(parts: LifeParts): EngineLife {
  const { nowMs, reload, clearDatabase, dataFolder, onNoRoom } = parts;
  let deaths: number[] = [];
  let databasesMade = 0;
  let isBetween = false;
  let hasEnded = false;
  let silence: NodeJS.Timeout | undefined;
  let stopping = newStop();
  let whenReady: (() => void)[] = [];

  const expectAWord = (): void => {
    clearTimeout(silence);
    if (!hasEnded) silence = setTimeout(giveUp, silenceSeconds * 1000);
  };

  function giveUp(): void {
    clearTimeout(silence);
    stopping.stop();
  }

  async function replaceDatabase(): Promise<void> {
    isBetween = true;
    clearTimeout(silence);
    while (!(await hasRoom(dataFolder))) {
      onNoRoom();
      await pause(lookForRoomMs);
      if (hasEnded) return;
    }
    expectAWord();
    await clearDatabase();
    reload('replaced');
  }

  return {
    stopped: () => stopping.stopped,
    isBetween: () => isBetween,
    connected() {
      isBetween = false;
    },
    ready() {
      clearTimeout(silence);
      if (stopping.isStopped()) stopping = newStop();
      databasesMade = 0;
      for (const settle of whenReady.splice(0)) settle();
    },
    heard(life) {
      // Who waits for room or only looks may be silent for long; who makes a database anew tells how far it is.
      if (life.kind === 'starting' || life.kind === 'rebuilding') expectAWord();
      else clearTimeout(silence);
    },
    fileEnded() {
      deaths = [];
    },
    pageDied() {
      deaths = [...deaths.filter((atMs) => nowMs() - atMs < deathsCountForMs), nowMs()];
      if (deaths.length >= deathsInARow) {
        giveUp();
        return;
      }
      expectAWord();
      reload('died');
    },
    databaseBroken() {
      databasesMade += 1;
      if (databasesMade > databasesInARow) giveUp();
      else void replaceDatabase();
    },
    failed: giveUp,
    async makeDatabaseAnew() {
      const isReady = new Promise<'ready'>((resolve) => (whenReady = [...whenReady, () => resolve('ready')]));
      await replaceDatabase();
      return Promise.race([isReady, stopping.stopped]);
    },
    expectAWord,
    end() {
      hasEnded = true;
      clearTimeout(silence);
    },
  };
}

async function hasRoom(folder: string): Promise<boolean> {
  // A file system that does not say is taken at its best.
  const disk = await statfs(folder).catch(() => null);
  return disk === null || disk.bavail * disk.bsize >= roomForDatabaseBytes;
}

function newStop() {
  let isStopped = false;
  let settle: (stopped: 'engine_stopped') => void = () => undefined;
  const stopped = new Promise<'engine_stopped'>((resolve) => (settle = resolve));
  return {
    stopped,
    isStopped: () => isStopped,
    stop: () => {
      isStopped = true;
      settle('engine_stopped');
    },
  };
}
