// Main's side of the intake: starts its process when there is something to do, passes on what it says, and answers
// in its place when it dies, so that nobody waits for ever. It never touches a path that the person gave.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { utilityProcess, type UtilityProcess } from 'electron';
import {
  intakeReportSchema,
  intakeRequestSchema,
  type IntakeReport,
  type IntakeRequest,
} from '../../src-worker/contract/intake-messages.ts';
import { answerForTheDead, openAccount, recordReport, type ImportAccount } from './owed-ledger.ts';
import { stagingArgument } from './staging-argument.ts';
import { prepareStagingFolder } from './staging-folder.ts';

export interface IntakeOptions {
  /** Absolute; made if it is missing. */
  readonly stagingFolder: string;
  /** Per import: every file once, in order, and at the end one `listed` that is complete. */
  readonly onReport: (report: IntakeReport) => void;
  /** The built process; by default it lies beside main. */
  readonly entryPath?: string;
}

export interface Intake {
  /** Absolute paths, at least one. */
  stage(importId: string, paths: readonly string[]): void;
  /** The staged copy has been taken in and deleted: there is room for one more. */
  released(fileId: string): void;
  /** Ends the process; nothing is reported any more. */
  stop(): void;
}

export function startIntake(options: IntakeOptions): Intake {
  const entryPath = options.entryPath ?? join(import.meta.dirname, 'intake.js');
  const accounts = new Map<string, ImportAccount>();
  let running: UtilityProcess | null = null;
  prepareQuietly(options.stagingFolder);

  const start = (): UtilityProcess => {
    prepareQuietly(options.stagingFolder);
    const child = utilityProcess.fork(entryPath, [stagingArgument(options.stagingFolder)], {
      serviceName: 'Cooldown intake',
      stdio: 'ignore',
    });
    child.on('message', (message: unknown) => {
      if (child === running) take(child, message);
    });
    child.on('exit', () => {
      if (child === running) died();
    });
    running = child;
    return child;
  };

  const take = (child: UtilityProcess, message: unknown) => {
    const parsed = intakeReportSchema.safeParse(message);
    if (!parsed.success) {
      // It speaks another language: what it owes can't be known from it any more, its end makes us answer.
      child.kill();
      return;
    }
    const report = parsed.data;
    const importId = report.type === 'listed' ? report.listed.importId : report.file.importId;
    const account = accounts.get(importId);
    if (account === undefined) return;
    const after = recordReport(account, report);
    if (after.complete) accounts.delete(importId);
    else accounts.set(importId, after);
    options.onReport(report);
  };

  const died = () => {
    running = null;
    const owed = [...accounts.values()];
    accounts.clear();
    for (const report of owed.flatMap((account) => answerForTheDead(account, randomUUID))) {
      options.onReport(report);
    }
  };

  const send = (request: IntakeRequest) => (running ?? start()).postMessage(request);

  return {
    stage: (importId, paths) => {
      // Before anything is owed: a request that the intake would not understand is a bug of the caller.
      const request = intakeRequestSchema.parse({ type: 'stage', importId, paths });
      accounts.set(importId, openAccount(importId, paths));
      send(request);
    },
    // A process that is not there holds no places.
    released: (fileId) => {
      if (running !== null) send({ type: 'released', fileId });
    },
    stop: () => {
      const child = running;
      running = null;
      accounts.clear();
      child?.kill();
    },
  };
}

/** A folder that can't be made keeps nobody from starting: every file that is to be copied there says so. */
function prepareQuietly(stagingFolder: string): void {
  try {
    prepareStagingFolder(stagingFolder);
  } catch {
    // Tried again with the next process.
  }
}
