// What a bundle is composed of, for tests: a plain machine, nothing counted, a key that anybody may know.
import type { QualityHealth } from '../../../src-worker/contract/quality-health.ts';
import { healthOf } from '../../../src-worker/quality/health-of.ts';
import type { DiagnosticsFacts } from '../../../src-worker/contract/diagnostics.ts';
import type { DiagnosticsSources } from '../../../src-worker/diagnostics/compose.ts';

export const plainFacts: DiagnosticsFacts = {
  appVersion: '0.1.0',
  host: 'Electron',
  chromiumVersion: '146.0.7680.31',
  nodeVersion: '24.14.0',
  platform: 'linux',
  arch: 'x64',
  systemRelease: '6.1.0-18-amd64',
  cores: 8,
  memoryMebibytes: 16_000,
  freeDiskMebibytes: 120_000,
  journal: { records: 12, bytes: 30_000, frames: 4 },
  archive: { originals: 5, bytes: 200_000, limitBytes: 4 * 1024 ** 3, letGo: 0 },
  troubles: [],
  flags: { channel: 'internal', values: {} },
};

export const noCounts: DiagnosticsSources['counts'] = {
  queued: 0,
  runningImports: 0,
  imports: 0,
  activities: 0,
  events: 0,
  receipts: 0,
  lastReceiptAt: null,
};

export const nothingCounted: QualityHealth = healthOf({ days: [], seen: [], verified: null }, '2026-06-01');

export const bundleKey = (seed = 7): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', new Uint8Array(32).fill(seed), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);

export async function* chunked<Item>(items: readonly Item[], size: number): AsyncGenerator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) {
    yield await Promise.resolve(items.slice(at, at + size));
  }
}
