// What main says of the machine and of what is kept, in the bundle's form. Version numbers keep their digits,
// words pass only where a closed list has them.
import { diagnosticsLimits, type DiagnosticsParts } from '../contract/diagnostics-bundle.ts';
import { flagNames } from '../contract/diagnostics-words.ts';
import type { DiagnosticsFacts } from '../contract/diagnostics.ts';
import { troubleEvents, troubleFactNames, troubleWords } from '../contract/trouble-words.ts';
import { among } from './among.ts';
import { toMinute, wholeNumber } from './buckets.ts';
import { systemCodeOf } from './redact-failure.ts';

export function redactHost(facts: DiagnosticsFacts): DiagnosticsParts['host'] {
  return {
    app_version: leadingNumbers(facts.appVersion),
    ...hostOf(facts.host),
    chromium_version: leadingNumbers(facts.chromiumVersion),
    node_version: leadingNumbers(facts.nodeVersion),
    platform: among(['linux', 'darwin', 'win32'], facts.platform) ?? 'other',
    arch: among(['x64', 'arm64', 'ia32', 'arm'], facts.arch) ?? 'other',
    system_release: leadingNumbers(facts.systemRelease),
    cores: wholeNumber(facts.cores),
    memory_mebibytes: wholeNumber(facts.memoryMebibytes),
    free_disk_mebibytes: facts.freeDiskMebibytes === null ? null : wholeNumber(facts.freeDiskMebibytes),
  };
}

const hosts = ['Electron', 'Chromium stand-in'] as const;

/** Of `Electron 45.4.1`, or `Chromium stand-in (…)`: main says it as the About screen does. */
function hostOf(said: string): Pick<DiagnosticsParts['host'], 'host' | 'electron_version'> {
  const host = hosts.find((name) => said === name || said.startsWith(`${name} `)) ?? 'other';
  return host === 'Electron'
    ? { host, electron_version: leadingNumbers(said.slice(host.length).trim()) }
    : { host };
}

/** `6.1.0` of `v6.1.0-18-amd64`. */
function leadingNumbers(version: string): string {
  return /^v?(\d{1,5}(?:\.\d{1,5}){0,3})(?!\d)/.exec(version)?.[1] ?? 'unknown';
}

export function redactJournal({ journal }: DiagnosticsFacts): DiagnosticsParts['journal'] {
  return (
    journal && {
      records: wholeNumber(journal.records),
      bytes: wholeNumber(journal.bytes),
      frames: wholeNumber(journal.frames),
    }
  );
}

export function redactArchive({ archive }: DiagnosticsFacts): DiagnosticsParts['archive'] {
  return (
    archive && {
      originals: wholeNumber(archive.originals),
      bytes: wholeNumber(archive.bytes),
      limit_bytes: wholeNumber(archive.limitBytes),
      let_go: wholeNumber(archive.letGo),
    }
  );
}

export function redactFlags({ flags }: DiagnosticsFacts): DiagnosticsParts['flags'] {
  const names = Object.keys(flags.values);
  const known = flagNames.filter((name) => names.includes(name));
  return {
    channel: among(['internal', 'stable', 'beta'], flags.channel) ?? 'other',
    values: Object.fromEntries(known.map((name) => [name, flags.values[name] === true])),
    others_untold: names.length - known.length,
  };
}

/** The newest of them, newest last. */
export function redactTroubles({ troubles }: DiagnosticsFacts): DiagnosticsParts['troubles'] {
  return troubles.slice(-diagnosticsLimits.troubles).map(({ at, event, facts }) => ({
    at: toMinute(at),
    event: among(troubleEvents, event) ?? 'other',
    facts: Object.fromEntries(
      troubleFactNames.flatMap((name) => {
        const value = facts[name];
        return value === undefined ? [] : [[name, redactFactValue(value)]];
      }),
    ),
  }));
}

const largestFact = 1_000_000;

/** Counts and codes are whole and small; any other number could be a position or a serial. */
function redactFactValue(value: string | number | boolean | null): string | number | boolean | null {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) <= largestFact ? value : null;
  if (typeof value === 'string') return systemCodeOf(value) ?? among(troubleWords, value) ?? 'other';
  return value;
}
