// Copies end in any order; reports leave in the order in which their files were found. Only a file that waits for
// room lets those after it pass: room may come only when they are told, read and gone.
import type { IntakeReport } from '../../src-worker/contract/intake-messages.ts';

export interface Telling {
  /** Endings never reject; of null nothing is told. `letsPass`: settles when those after it need not wait for this one any more. */
  next(ending: Promise<IntakeReport | null>, letsPass?: Promise<void>): void;
  /** Settles when everything is told. */
  all(): Promise<void>;
}

export function tellInOrder(report: (report: IntakeReport) => void): Telling {
  /** Those before may be passed. */
  let free = Promise.resolve();
  let everything = Promise.resolve();

  const tellAfter = async (before: Promise<void>, ending: Promise<IntakeReport | null>) => {
    await before;
    const ended = await ending;
    if (ended !== null) report(ended);
  };
  const both = async (one: Promise<void>, other: Promise<void>) => {
    await one;
    await other;
  };

  return {
    next: (ending, letsPass) => {
      const told = tellAfter(free, ending);
      free = letsPass === undefined ? told : Promise.race([told, both(free, letsPass)]);
      everything = both(everything, told);
    },
    all: () => everything,
  };
}
