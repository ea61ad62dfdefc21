// The end of a command that printed results: none of them may be lost unsaid.
import type { Console } from './console.ts';
import { exitStatus } from './exit-status.ts';

/** The status that was meant, or `couldNotRun` where the results could not all be written out. */
export async function endWith(status: number, { out, err }: Console): Promise<number> {
  await out.flushed();
  const lost = out.trouble();
  if (lost !== null) {
    err.write(
      `The lines could not all be written out (${lost}). Your data is kept; run the command again.\n`,
    );
  }
  await err.flushed();
  return lost === null ? status : exitStatus.couldNotRun;
}

/** For a command that could not run. */
export function endWithSentence(sentence: string, console: Console): Promise<number> {
  console.err.write(`${sentence}\n`);
  return endWith(exitStatus.couldNotRun, console);
}
