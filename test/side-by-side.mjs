// Runs npm scripts beside each other, as most of them keep one core busy. The last one tells as it goes; what another
// one says comes in one piece at its end. All of them are heard to the end, and one that fails fails the whole.
import { spawn } from 'node:child_process';

const scripts = process.argv.slice(2);
const exitCodes = await Promise.all(
  scripts.map((script, nth) => run(script, nth === scripts.length - 1 ? 'inherit' : 'pipe')),
);
for (const [nth, exitCode] of exitCodes.entries()) {
  if (exitCode !== 0) process.stderr.write(`npm run ${scripts[nth]} failed; see above.\n`);
}
process.exitCode = exitCodes.every((exitCode) => exitCode === 0) ? 0 : 1;

function run(script, output) {
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', output, output],
    // npm is a batch file there.
    shell: process.platform === 'win32',
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => said.push(piece));
  return new Promise((end, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      process.stderr.write(Buffer.concat(said));
      end(code ?? 1);
    });
  });
}
