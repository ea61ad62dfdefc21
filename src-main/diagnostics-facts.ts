// Wiring of the report for support: the facts of the machine and of what is kept, as the allow-list names them.
import { statfs } from 'node:fs/promises';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { diagnosticsFactsSchema, type DiagnosticsFacts } from '../src-worker/contract/diagnostics.ts';
import { internalFlags } from './app-commands.ts';
import type { Log } from './log/log.ts';
import type { Safe } from './safe.ts';
import { readAbout } from './window/about.ts';

const mebibyte = 1024 * 1024;
const troublesTold = 50;

export async function diagnosticsFacts({
  safe,
  log,
  dataFolder,
}: {
  readonly safe: Safe;
  readonly log: Log;
  readonly dataFolder: string;
}): Promise<DiagnosticsFacts> {
  const { appVersion, host, chromiumVersion, nodeVersion } = readAbout();
  const { originals, bytes, limitBytes, letGo } = safe.archive.facts();
  const disk = await statfs(dataFolder).catch(() => null);
  return {
    appVersion: word(appVersion),
    host: word(host),
    chromiumVersion: word(chromiumVersion),
    nodeVersion: word(nodeVersion),
    platform: platform(),
    arch: arch(),
    systemRelease: word(release()),
    cores: cpus().length,
    memoryMebibytes: Math.round(totalmem() / mebibyte),
    freeDiskMebibytes: disk === null ? null : Math.round((disk.bavail * disk.bsize) / mebibyte),
    journal: safe.journal.ok ? safe.journal.value.facts() : null,
    archive: { originals, bytes, limitBytes, letGo },
    troubles: log.recentTroubles(troublesTold).flatMap(({ at, event, facts }) => {
      const told = { at: `${at.slice(0, 16)}Z`, event, facts };
      // What is none of our own words stays out, whatever brought it into the log.
      const { data } = diagnosticsFactsSchema.shape.troubles.element.safeParse(told);
      return data === undefined ? [] : [data];
    }),
    flags: { channel: 'internal', values: { ...internalFlags } },
  };
}

/** Versions of the system and the host may hold signs that the allow-list has not. */
const word = (text: string): string => text.replace(/[^A-Za-z0-9_. -]/g, '-').slice(0, 64) || 'unknown';
