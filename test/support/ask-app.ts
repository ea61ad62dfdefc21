// Runs commands in the app that has a profile open, over its socket, as `cooldown …` beside the window does: without a
// process for each, so that a test may ask often.
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { openConsole } from '../../src-main/command/console.ts';
import type { CommandTask } from '../../src-main/command/command-task.ts';
import { runByRunningInstance } from '../../src-main/command/run-by-running-instance.ts';
import {
  statusReportSchema,
  verifyReportSchema,
  type StatusReport,
  type VerifyReport,
} from '../../src-worker/contract/command-reports.ts';
import { receiptSchema, type Receipt } from '../../src-worker/contract/receipt.ts';

export interface Answer {
  readonly exitStatus: number;
  readonly output: string;
  /** Sentences and progress. */
  readonly told: string;
}

/** Waits for the app as long as nobody answers there, `waitSeconds` at most. */
export async function askApp(profile: string, task: CommandTask, waitSeconds = 60): Promise<Answer> {
  const [out, err] = [collector(), collector()];
  const asked = { folder: profile, task, console: openConsole(out.stream, err.stream) };
  const deadline = Date.now() + waitSeconds * 1000;
  for (;;) {
    const exitStatus = await runByRunningInstance(asked);
    if (exitStatus !== 'nobody_there') return { exitStatus, output: out.text(), told: err.text() };
    if (Date.now() > deadline) throw new Error(`nobody answers for ${profile}`);
    await pause(50);
  }
}

export async function statusOf(profile: string): Promise<StatusReport> {
  return statusReportSchema.parse(JSON.parse(await outputOf(profile, { kind: 'status', json: true })));
}

export async function verifyIn(profile: string): Promise<VerifyReport> {
  return verifyReportSchema.parse(JSON.parse(await outputOf(profile, { kind: 'verify', json: true })));
}

export async function receiptsIn(profile: string): Promise<readonly Receipt[]> {
  const output = await outputOf(profile, { kind: 'receipts', json: true, since: null });
  const lines = output.split('\n').filter((line) => line !== '');
  return lines.map((line) => receiptSchema.parse(JSON.parse(line)));
}

async function outputOf(profile: string, task: CommandTask): Promise<string> {
  const { exitStatus, output, told } = await askApp(profile, task);
  if (exitStatus > 1) throw new Error(`${task.kind} ended with ${exitStatus}: ${told}`);
  return output;
}

function collector() {
  const pieces: Buffer[] = [];
  const stream = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(pieces).toString('utf8') };
}
