// One intake process, as main holds it: started with all it has to know, and given up without waiting for it.
import { utilityProcess, type UtilityProcess } from 'electron';
import {
  intakeReportSchema,
  type IntakeReport,
  type IntakeRequest,
} from '../../src-worker/contract/intake-messages.ts';
import { intakeLimits } from './intake-limits.ts';
import { toArguments, type ProcessSettings } from './process-arguments.ts';

export interface IntakeChild {
  send(request: IntakeRequest): void;
  /** At once, and whatever it does: nothing is heard of it any more but that it is gone. */
  abandon(onGone?: () => void): void;
}

export interface IntakeChildParts {
  readonly entryPath: string;
  readonly settings: ProcessSettings;
  readonly onReport: (report: IntakeReport) => void;
  /** It speaks another language. */
  readonly onNonsense: () => void;
  readonly onExit: () => void;
}

export function startIntakeChild(parts: IntakeChildParts): IntakeChild {
  let isAbandoned = false;
  const child = utilityProcess.fork(parts.entryPath, toArguments(parts.settings), {
    serviceName: 'Cooldown intake',
    stdio: 'ignore',
    // Read when the process starts: later is too late.
    env: { ...process.env, UV_THREADPOOL_SIZE: String(intakeLimits.threads) },
  });
  child.on('message', (message: unknown) => {
    if (isAbandoned) return;
    const parsed = intakeReportSchema.safeParse(message);
    if (parsed.success) parts.onReport(parsed.data);
    else parts.onNonsense();
  });
  child.on('exit', () => {
    if (!isAbandoned) parts.onExit();
  });
  return {
    send: (request) => child.postMessage(request),
    abandon: (onGone) => {
      if (isAbandoned) return;
      isAbandoned = true;
      if (onGone !== undefined) child.once('exit', onGone);
      killNow(child);
      // One that was not there yet has no id before.
      child.once('spawn', () => killNow(child));
    },
  };
}

/** Electron asks politely; a process whose threads hang can not answer. In the kernel even this one may have to wait. */
function killNow(child: UtilityProcess): void {
  const { pid } = child;
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
  child.kill();
}
