// Tells an error on standard error, with where it came from.

export function complain(sentence: string, error: unknown): void {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${sentence}\n${details}\n`);
}
