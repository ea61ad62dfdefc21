// Where the system gives only a few watches, that is said, and everything is found all the same.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import {
  argumentsFor,
  buildIntakeProgram,
  forkIntake,
  IntakeTalk,
  type IntakeProgram,
} from '../intake-program.ts';
import { tempFolders } from '../temp-folder.ts';
import { packLooks } from '../../../../src-main/intake/packed-looks.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** A view of the system in which this user has so few. */
const fewWatches = ['-Ur', 'sh', '-c', 'echo 20 > /proc/sys/user/max_inotify_watches && exec "$0" "$@"'];
const canLimit = spawnSync('unshare', [...fewWatches, 'true']).status === 0;

let program: IntakeProgram;
beforeAll(async () => {
  program = await buildIntakeProgram();
});
afterAll(() => program.remove());

test.runIf(canLimit)(
  'Five thousand files in fifty folders are found with twenty watches, and hints still come',
  async () => {
    const { source, staging } = tempFolders();
    for (let folder = 0; folder < 50; folder += 1) {
      mkdirSync(join(source, String(folder)));
      for (let file = 0; file < 100; file += 1)
        writeFileSync(join(source, String(folder), `${file}.fit`), 'a ride');
    }
    const child = forkIntake(program, argumentsFor(program, staging), {
      execPath: 'unshare',
      execArgv: [...fewWatches, process.execPath, '--import', program.shimPath],
    });
    const talk = new IntakeTalk(child);
    onTestFinished(() => talk.stop());
    talk.send({
      type: 'scan',
      scanId: randomUUID(),
      root: source,
      plan: { kind: 'folder', isRecursive: true, isWatched: true },
      knownLooks: packLooks([]),
    });
    const reports = await talk.until((all) => all.some(({ type }) => type === 'scanned'));
    expect(reports.find(({ type }) => type === 'scanned')).toMatchObject({
      scanned: { kind: 'looked', filesFound: 5_000, unlisted: 0, isWatchingLimited: true },
    });
    writeFileSync(join(source, 'new.fit'), 'a ride');
    await talk.until((all) => all.some((one) => one.type === 'hint' && one.root === source));
  },
);
