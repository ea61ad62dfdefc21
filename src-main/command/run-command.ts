// Runs a command against the app it lives in: the same for a fresh instance and for one that has its window open.
import { assertNever } from '../../src-worker/contract/result.ts';
import type { CommandDesk } from './command-desk.ts';
import type { CommandTask } from './command-task.ts';
import type { Console } from './console.ts';
import { endWith } from './end-with.ts';
import { exitStatus } from './exit-status.ts';
import { runDecide } from './decide-command.ts';
import { runExportDiagnostics } from './export-diagnostics-command.ts';
import { runImport } from './import-command.ts';
import { runExportAll, runRestore } from './own-data-commands.ts';
import { runReRead } from './re-read-command.ts';
import { runReceipts } from './receipts-command.ts';
import { runDismiss } from './dismiss-command.ts';
import { runRetry } from './retry-command.ts';
import { runStatus } from './status-command.ts';
import { runVerify } from './verify-command.ts';
import { watchEngine } from './watch-engine.ts';

/** Gives the exit status, after everything that was printed is handed over. */
export async function runCommand(task: CommandTask, desk: CommandDesk, console: Console): Promise<number> {
  const watch = watchEngine(desk, console.err);
  try {
    const running = run(task, desk, console);
    if (!writes[task.kind] || isListing(task)) return await running;
    // Why nothing can be taken in has been said by the watch.
    const ended = await Promise.race([running, watch.readOnly]);
    return ended === 'read_only' ? await endWith(exitStatus.couldNotRun, console) : ended;
  } finally {
    watch.stop();
  }
}

const isListing = (task: CommandTask) => task.kind === 'retry' && task.files === null;

/** What can't be done where the data is only read. A dry run asks the engine to judge, which it does not then. */
const writes = {
  import: true,
  receipts: false,
  status: false,
  verify: false,
  decide: true,
  re_read: true,
  retry: true,
  dismiss: true,
  export_diagnostics: false,
  export_all: false,
  restore: true,
} as const satisfies Record<CommandTask['kind'], boolean>;

function run(task: CommandTask, desk: CommandDesk, console: Console): Promise<number> {
  switch (task.kind) {
    case 'import':
      return runImport(task, desk, console);
    case 'receipts':
      return runReceipts(task, desk, console);
    case 'status':
      return runStatus(task, desk, console);
    case 'verify':
      return runVerify(task, desk, console);
    case 'decide':
      return runDecide(task, desk, console);
    case 're_read':
      return runReRead(task, desk, console);
    case 'retry':
      return runRetry(task, desk, console);
    case 'dismiss':
      return runDismiss(task, desk, console);
    case 'export_diagnostics':
      return runExportDiagnostics(task, desk, console);
    case 'export_all':
      return runExportAll(task, desk, console);
    case 'restore':
      return runRestore(task, desk, console);
    default:
      return assertNever(task);
  }
}
