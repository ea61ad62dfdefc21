// What a person can still decide of an entry that was not taken in, and what was decided.
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import { useDeletion, useResolution } from '../../engine/live.ts';
import type { Telling } from '../../text/endings.ts';
import { formatInstantDay } from '../../text/format-date.ts';
import { Decisions, type Choice } from '../details/decisions.tsx';

interface ChoiceSectionProps {
  readonly entry: ReceiptEntry;
  /** Where it stands: its receipt, and its place there. */
  readonly place: { readonly jobId: string; readonly entry: number };
  readonly telling: Telling;
}

export function ChoiceSection({ entry, place, telling }: ChoiceSectionProps) {
  const { say, reader, now } = telling;
  const resolution = useResolution(place.jobId, place.entry);
  const matchedKey = entry.dedup?.matched?.sourceIdentityKey ?? '';
  const deletion = useDeletion(matchedKey);
  if (resolution === undefined || deletion === undefined) return null;
  if (resolution !== null) {
    const day = formatInstantDay(resolution.resolvedAt, now, reader);
    return <p className="readable">{say(`resolved.${resolution.choice}`, { day })}</p>;
  }
  const bringBack: readonly Choice[] =
    deletion === null
      ? []
      : [{ label: 'decide.bring_back', decision: { kind: 'bring_back', sourceIdentityKey: matchedKey } }];
  return <Decisions choices={[...bringBack, ...choicesOf(entry, place)]} />;
}

function choicesOf({ ending, dedup }: ReceiptEntry, place: ChoiceSectionProps['place']): readonly Choice[] {
  const choice = (name: 'keep' | 'update' | 'keep_both' | 'import_anyway'): Choice => ({
    label: `decide.${name}`,
    decision: { kind: 'resolve', ...place, choice: name },
  });
  switch (ending.kind) {
    case 'stale_version':
    case 'version_conflict':
    case 'partial_overlap':
      return [choice('keep'), choice('update'), choice('keep_both')];
    case 'exact_duplicate':
      // Nothing came in that could be imported.
      return dedup?.rule === 're_read' ? [] : [choice('import_anyway')];
    case 'deleted_by_athlete':
      return [choice('import_anyway')];
    case 'created':
    case 'updated':
    case 'not_an_activity':
    case 'failed':
      return [];
    default:
      return assertNever(ending);
  }
}
