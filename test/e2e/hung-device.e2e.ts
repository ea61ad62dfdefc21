// A device that never answers, beside a folder that does: the folder is taken in at once, the device gets its sentence, and
// the app ends as quickly as ever. Needs FUSE, and root.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fitFile, fitRide } from '../fixtures/fit-writer.ts';
import { askApp, statusOf, type Answer } from '../support/ask-app.ts';
import { canHang, plugIn } from '../support/hanging-device.ts';
import { launchApp } from '../support/launch-app.ts';

test.skip(!canHang, 'needs FUSE and root');

test('a hung device does not keep a folder waiting, nor the app from ending', async () => {
  test.setTimeout(120_000);
  const device = await plugIn();
  device.put('hung.fit', 'never read');
  const folder = mkdtempSync(join(tmpdir(), 'cooldown-sound-'));
  for (let ride = 0; ride < 5; ride += 1) {
    const startedAt = new Date(Date.UTC(2026, 0, 1 + ride, 8)).toISOString();
    writeFileSync(join(folder, `ride ${ride}.fit`), fitFile(fitRide(startedAt)));
  }
  const cooldown = await launchApp();
  const profile = cooldown.userDataDir;
  let endedWithinMs = Infinity;
  try {
    await statusOf(profile);
    device.hang('read');
    const hung = importOf(profile, device.folder);
    await expect.poll(async () => (await statusOf(profile)).imports.running).toBe(1);
    const begun = Date.now();
    const sound = await importOf(profile, folder);
    const soundMs = Date.now() - begun;
    expect(sound.exitStatus).toBe(0);

    const answer = await hung;
    expect(answer.exitStatus).toBe(1);
    expect(answer.output).toContain('The disk or device with ');
    process.stdout.write(`beside a hung device: sound ${soundMs} ms, hung ${Date.now() - begun} ms\n`);
    expect(soundMs).toBeLessThan(20_000);
  } finally {
    const begun = Date.now();
    await cooldown.close();
    endedWithinMs = Date.now() - begun;
    device.unplug();
  }
  expect(endedWithinMs).toBeLessThan(3_000);
});

function importOf(profile: string, path: string): Promise<Answer> {
  return askApp(profile, {
    kind: 'import',
    json: true,
    isDryRun: false,
    paths: [{ typed: path, absolute: path }],
  });
}
