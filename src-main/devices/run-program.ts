// Asks a program of the system something, for what Node can't say itself. Never through a shell, and never for long.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** PowerShell alone needs several seconds for its first start of the day. */
const longestMs = 15_000;
const longestAnswerBytes = 4 * 1024 * 1024;

/** What it prints; rejects where it is missing, fails or takes too long. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<string>;

export const runProgram: RunProgram = async (file, args) => {
  const { stdout } = await promisify(execFile)(file, args, {
    timeout: longestMs,
    maxBuffer: longestAnswerBytes,
    windowsHide: true,
    killSignal: 'SIGKILL',
  });
  return stdout;
};
