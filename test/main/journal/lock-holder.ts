// A program that tries to take a lock, says whether it has it, and goes on until it is killed.  lock-holder.js PATH
// Where `go` is said on standard input, it tries then, so that many can try at the same moment.
import { takeLock } from '../../../src-main/journal/lock.ts';

process.stdout.write('here\n');
process.stdin.once('data', () => {
  const lock = takeLock(process.argv[2] ?? '');
  process.stdout.write(lock === null ? 'busy\n' : 'held\n');
  if (lock === null) process.exit();
  // Its owner says when it has had it for long enough.
  process.stdin.once('data', () => {
    lock.release();
    process.exit();
  });
});
