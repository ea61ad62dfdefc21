// Which files may be tried again, as the engine knows them.
import type { DeadLetter } from '../../src-worker/contract/dead-letter.ts';
import { failed, ok, type Result } from '../../src-worker/contract/result.ts';
import type { CommandDesk, EngineFailure } from './command-desk.ts';

/** Newest first. */
export async function askLetters(desk: CommandDesk): Promise<Result<readonly DeadLetter[], EngineFailure>> {
  const asked = await desk.ask({ kind: 'dead_letters' });
  if (!asked.ok) return asked;
  if (asked.value.kind === 'dead_letters') return ok(asked.value.letters);
  const name = asked.value.kind === 'failed' ? asked.value.name : 'AnswerToOtherQuestion';
  return failed({ kind: 'engine_failed', name });
}

/** Of IDs that were named, and of which no file waits. */
export const strangersInWords = (strangers: readonly string[]): string =>
  `No file waits under ${strangers.length === 1 ? 'this ID' : 'these IDs'}: ${strangers.join(', ')}. It was read meanwhile, dismissed, or never there; “cooldown retry” lists what waits.`;
