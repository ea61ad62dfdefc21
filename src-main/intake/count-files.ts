// How many files there are to import, without opening any: asked before somebody decides whether to look first.
import { answeredPathsOf } from './answered-paths.ts';
import { expandPaths } from './expand-paths.ts';
import type { Watched } from './watch-calls.ts';

const nobodyCounts = { found: () => undefined, passedOver: () => undefined, toList: () => undefined };

/** Whoever asked gives it up by itself where a device does not answer: no process is given up for a count. */
const unwatched: Watched = (call) => call();

/** At most `upTo`: beyond that nobody needs to know. */
export async function countFiles(paths: readonly string[], upTo: number): Promise<number> {
  let files = 0;
  const walk = expandPaths({
    paths,
    answered: answeredPathsOf([]),
    tally: nobodyCounts,
    watchedFor: () => unwatched,
  });
  while (files < upTo && !(await walk.next()).done) files += 1;
  // Where it stopped early, what it holds open is closed.
  await walk.return(undefined);
  return files;
}
