// A command as a test runs it: what it asks for is answered by the test, and what it prints is kept.
import type { CommandDesk } from '../../../src-main/command/command-desk.ts';
import type { CommandTask } from '../../../src-main/command/command-task.ts';
import { runCommand } from '../../../src-main/command/run-command.ts';
import type { EngineState } from '../../../src-worker/contract/engine-state.ts';
import { failed } from '../../../src-worker/contract/result.ts';
import { keptConsole } from './consoles.ts';

const running: EngineState = { life: { kind: 'running' }, notices: [] };

/** Fails the test that asks. */
export const unasked = () => Promise.reject(new Error('not asked for in this test'));

/** The app around a command, as far as the test gives it. */
export function deskWith(parts: Partial<CommandDesk>): CommandDesk {
  return {
    now: () => new Date(2026, 4, 12, 18, 3),
    onState: (hear) => {
      hear(running);
      return () => undefined;
    },
    import: unasked,
    retry: unasked,
    ask: unasked,
    status: unasked,
    verify: unasked,
    composeDiagnostics: unasked,
    saveNew: unasked,
    exportAll: unasked,
    restore: unasked,
    ...parts,
  };
}

/** Runs it to its end: what it wrote, and how it ended. */
export async function run(task: CommandTask, parts: Partial<CommandDesk>, { isTTY = false } = {}) {
  const console = keptConsole({ isTTY });
  return { exitStatus: await runCommand(task, deskWith(parts), console), ...console.written };
}

export const stopped = () => Promise.resolve(failed({ kind: 'engine_stopped' } as const));
export const engineStopped =
  'The part of Cooldown that judges activities stopped. What was taken in is kept; run the command again.\n';
