// What this user may not list or reach, in the real process as somebody who is not the owner.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import type { ForkOptions } from 'node:child_process';
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
import { inFolder } from './scan-run.ts';
import { packLooks } from '../../../../src-main/intake/packed-looks.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** Root may read everything. */
const asNobody: ForkOptions = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

let program: IntakeProgram;
beforeAll(async () => {
  program = await buildIntakeProgram();
});
afterAll(() => program.remove());

test('Folders that may not be listed or reached are counted, the rest is found, and a closed root is away', async () => {
  const { source, staging } = tempFolders();
  for (const name of ['closed', 'listed-only', 'open']) {
    mkdirSync(join(source, name));
    writeFileSync(join(source, name, 'a.fit'), 'a ride');
  }
  chmodSync(join(source, 'closed'), 0);
  chmodSync(join(source, 'listed-only'), 0o444);
  onTestFinished(() => ['closed', 'listed-only'].forEach((name) => chmodSync(join(source, name), 0o755)));
  const talk = new IntakeTalk(forkIntake(program, argumentsFor(program, staging), asNobody));
  onTestFinished(() => talk.stop());
  const scan = async (root: string) => {
    const scanId = randomUUID();
    talk.send({ type: 'scan', scanId, root, plan: inFolder, knownLooks: packLooks([]) });
    const reports = await talk.until((all) =>
      all.some((one) => one.type === 'scanned' && one.scanned.scanId === scanId),
    );
    return reports.flatMap((one) => (one.type === 'scanned' ? [one.scanned] : [])).at(-1);
  };
  expect(await scan(source)).toMatchObject({ kind: 'looked', filesFound: 1, settling: 1, unlisted: 2 });
  // Somebody else's file: the careful open is not allowed, the plain one is.
  const importId = randomUUID();
  talk.stage(importId, [join(source, 'open')]);
  const reports = await talk.until((all) => all.some((one) => one.type === 'listed' && one.listed.complete));
  expect(reports.filter(({ type }) => type === 'staged')).toHaveLength(1);
  expect(await scan(join(source, 'closed'))).toMatchObject({ kind: 'away', reason: 'no_permission' });
});
