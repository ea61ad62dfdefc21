// What a person reads when an export or a restore is over: what happened · what is safe · what to do next.
import { assertNever } from '../../src-worker/contract/result.ts';
import type { Finding } from './check-export.ts';
import type { ExportAllAnswer } from './export-all.ts';
import type { RestoreAnswer } from './restore.ts';

export function exportSentence(answer: ExportAllAnswer): string {
  switch (answer.kind) {
    case 'exported': {
      const { records, events, receipts, originals } = answer;
      const all = `Everything was exported: ${records} records with ${events} events and ${receipts} receipts, and ${originals} originals.`;
      const lost = answer.originalsNotReadable.length;
      return lost === 0
        ? all
        : `${all} ${lost} originals are damaged and could not be read; the activities made from them are complete. The manifest names them.`;
    }
    case 'not_empty':
      return 'There is something at that place already, and an export needs a new or empty folder. Nothing was touched; choose another folder.';
    case 'not_saved':
      return `${whyNotSaved(answer.systemCode)} Your data in Cooldown is as it was, and nothing half-written was left.`;
    default:
      return assertNever(answer);
  }
}

export function restoreSentence(answer: RestoreAnswer): string {
  switch (answer.kind) {
    case 'restored': {
      const { records, events, receipts, originals } = answer;
      return `Everything was restored: ${records} records with ${events} events and ${receipts} receipts, and ${originals} originals.`;
    }
    case 'profile_not_empty':
      return 'There are activities in this Cooldown already, and a restore needs an empty one. Nothing was touched; name an empty folder with --user-data-dir.';
    case 'no_export':
      return 'There is no whole export in that folder: its manifest.json is missing. Nothing was touched; look for the folder that the export was written to.';
    case 'made_by_newer':
      return `This export was made by a newer Cooldown (${answer.appVersion}). Nothing was touched; update Cooldown, then restore again.`;
    case 'not_sound':
      return `This export is not as it was written: ${findingsInWords(answer.findings)}. Nothing was touched; copy the export again from where it was made.`;
    case 'not_restored':
      return `The restore stopped (${answer.part}: ${answer.code}). The export is as it was, and Cooldown is still empty; see that there is room on the disk, then restore again.`;
    default:
      return assertNever(answer);
  }
}

function whyNotSaved(systemCode: string): string {
  switch (systemCode) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'There is not enough room at that place. Free some space, or choose another folder.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'This computer does not let Cooldown write at that place. Choose another folder.';
    default:
      return `The export could not be written (${systemCode}). Choose another folder, or try again.`;
  }
}

const findingWords = {
  missing: 'is missing',
  changed: 'has other bytes',
  not_readable: 'can not be read',
  not_vouched_for: 'is not named as it should be in manifest.json',
  records_broken: 'makes no sense',
  counts_differ: 'does not hold as much as was exported',
} as const satisfies Record<Finding['what'], string>;

/** More than a handful helps nobody. */
const findingsToName = 5;

function findingsInWords(findings: readonly Finding[]): string {
  const named = findings
    .slice(0, findingsToName)
    .map(
      ({ path, what, line }) =>
        `${path} ${findingWords[what]}${line === undefined ? '' : ` from line ${line} on`}`,
    );
  const more = findings.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
