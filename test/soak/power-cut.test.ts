// Three real power cuts in every test run; `npm run soak:power` does sixty. Only root may mount a disk to cut it off.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const repository = join(import.meta.dirname, '../..');

/** A mount namespace, a loop device, ext4 and an ioctl. */
const canCutPower =
  process.getuid?.() === 0 &&
  spawnSync('unshare', [
    ...['-m', '--propagation', 'private'],
    ...['sh', '-c', 'test -e /dev/loop-control && command -v mkfs.ext4 && command -v python3'],
  ]).status === 0;

test.runIf(canCutPower)('Three power cuts lose no record that was accepted', { timeout: 180_000 }, () => {
  execFileSync(join(repository, 'node_modules/.bin/rolldown'), ['-c', 'test/soak/rolldown.config.mjs'], {
    cwd: repository,
    stdio: 'ignore',
  });
  const out = execFileSync(
    'unshare',
    ['-m', '--propagation', 'private', process.execPath, join(repository, '.soak/power-cut.js'), '3'],
    { encoding: 'utf8' },
  );
  process.stdout.write(`power cuts: ${out}`);
  expect(JSON.parse(out)).toMatchObject({ cuts: 3, lost: 0 });
});
