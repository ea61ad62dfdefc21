// What support reads of the host, from the strings that the app really says of itself.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { diagnosticsFacts } from '../../src-main/diagnostics-facts.ts';
import { openLog } from '../../src-main/log/log.ts';
import { openSafe } from '../../src-main/safe.ts';
import { redactHost } from '../../src-worker/diagnostics/redact-facts.ts';

vi.mock('electron', () => ({ app: { getVersion: () => '0.1.0', getPath: () => tmpdir() } }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

async function toldHost() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cooldown-facts-'));
  const log = openLog(join(dataFolder, 'logs'));
  const safe = await openSafe({ dataFolder, log, reach: () => undefined });
  const facts = await diagnosticsFacts({ safe, log, dataFolder });
  if (safe.journal.ok) await safe.journal.value.close();
  return redactHost(facts);
}

test('Electron is told as the host, and its version in a field of its own', async () => {
  vi.stubEnv('COOLDOWN_HOST', undefined);
  const versions = { ...process.versions, electron: '45.4.1', chrome: '146.0.7680.31' };
  vi.stubGlobal('process', { ...process, versions, env: process.env });
  expect(await toldHost()).toMatchObject({
    host: 'Electron',
    electron_version: '45.4.1',
    chromium_version: '146.0.7680.31',
  });
});

test('The stand-in is told as such, whatever browser it found, and without a version of Electron', async () => {
  vi.stubEnv('COOLDOWN_HOST', 'Chromium stand-in (HeadlessChrome/153.0.7797.0)');
  const versions = { ...process.versions, electron: '45.4.1', chrome: '153.0.7797.0' };
  vi.stubGlobal('process', { ...process, versions, env: process.env });
  const host = await toldHost();
  expect(host.host).toBe('Chromium stand-in');
  expect(host).not.toHaveProperty('electron_version');
});

test('A host that nobody knows is told as another one', async () => {
  vi.stubEnv('COOLDOWN_HOST', 'Electronics of Anna 1.0');
  const versions = { ...process.versions, electron: '45.4.1', chrome: '153.0.7797.0' };
  vi.stubGlobal('process', { ...process, versions, env: process.env });
  expect((await toldHost()).host).toBe('other');
});
