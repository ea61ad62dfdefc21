// Which files may be tried again: kept in the accept transaction, step by step in the order of the records, so that a
// rebuild comes to the same.
import { againOfEntries } from '../contract/again.ts';
import type { Again } from '../contract/failure.ts';
import type { Receipt } from '../contract/receipt.ts';
import { assertNever } from '../contract/result.ts';
import type { CooldownDatabase } from '../store/database.ts';
import type { DeadLetterRow } from '../store/rows.ts';

/** `goes_on`: a part of a large archive, which answers nothing yet. `last`: what its other parts came to stands. */
type WhichPart = 'goes_on' | 'last' | 'whole';

export type DeadLetterStep =
  | {
      readonly kind: 'tried';
      /** As it becomes where the reason may pass. */
      readonly row: DeadLetterRow;
      readonly again: Again;
      readonly part: WhichPart;
    }
  /** Every file below these paths was answered, a folder that could not be listed before among them. */
  | { readonly kind: 'import_over'; readonly paths: readonly string[]; readonly startedAt: string }
  | { readonly kind: 'dismissed'; readonly jobId: string };

/** By path; null where the row goes. */
export type DeadLetters = Map<string, DeadLetterRow | null>;

export function stepOfEnding({ jobId, importId, file, entries, part, finishedAt }: Receipt): DeadLetterStep {
  return {
    kind: 'tried',
    row: { path: file.path, jobId, importId, failedAt: finishedAt },
    again: againOfEntries(entries),
    part: part === undefined ? 'whole' : part.upTo === null ? 'last' : 'goes_on',
  };
}

function isAnsweredBy(part: WhichPart, { importId }: DeadLetterRow, standing: DeadLetterRow): boolean {
  switch (part) {
    case 'whole':
      return true;
    case 'goes_on':
      return false;
    case 'last':
      return standing.importId !== importId;
    default:
      return assertNever(part);
  }
}

/** Changes the rows in place: those that the step may be about are among them. Pure otherwise. */
function takeStep(letters: DeadLetters, step: DeadLetterStep): void {
  switch (step.kind) {
    case 'tried': {
      const { row, again, part } = step;
      const standing = letters.get(row.path) ?? null;
      if (again === 'may_pass' || (again === 'may_be_back' && standing !== null)) letters.set(row.path, row);
      else if (standing !== null && isAnsweredBy(part, row, standing)) letters.set(row.path, null);
      break;
    }
    case 'import_over':
      for (const path of step.paths) {
        const standing = letters.get(path) ?? null;
        if (standing !== null && standing.failedAt < step.startedAt) letters.set(path, null);
      }
      break;
    case 'dismissed':
      for (const [path, row] of letters) if (row?.jobId === step.jobId) letters.set(path, null);
      break;
    default:
      assertNever(step);
  }
}

/** What the steps make of the rows that they are about. */
export async function deadLettersAfter(
  database: CooldownDatabase,
  steps: readonly DeadLetterStep[],
): Promise<DeadLetters> {
  const letters = await standingLetters(database, steps);
  for (const step of steps) takeStep(letters, step);
  return letters;
}

async function standingLetters(
  { deadLetters, receipts }: CooldownDatabase,
  steps: readonly DeadLetterStep[],
): Promise<DeadLetters> {
  // As a rule there is none, and then nothing has to be looked for.
  if (steps.length === 0 || (await deadLetters.count()) === 0) return new Map();
  const dismissed = steps.flatMap((step) => (step.kind === 'dismissed' ? [step.jobId] : []));
  // By primary keys only: a scratch database has no others.
  const noted = await receipts.bulkGet(dismissed);
  const paths = new Set([
    ...steps.flatMap((step) => (step.kind === 'tried' ? [step.row.path] : [])),
    ...steps.flatMap((step) => (step.kind === 'import_over' ? step.paths : [])),
    ...noted.flatMap((receipt) => (receipt === undefined ? [] : [receipt.file.path])),
  ]);
  const rows = await deadLetters.bulkGet([...paths]);
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.path, row]])));
}
