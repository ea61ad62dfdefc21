// Why two activities are the same outing, in words: what support reads on a receipt. Pure.
import type { Overlap } from '../contract/outing.ts';
import { assertNever } from '../contract/result.ts';

const relationWords = {
  same_recording: 'the same recording in another form',
  second_recording: 'another device on the same outing',
  shifted_clock: 'alike but for a clock that was off; proposed, and not linked',
} as const satisfies Record<Overlap['relation'], string>;

export function overlapReason({ relation, compared }: Pick<Overlap, 'relation' | 'compared'>): string {
  return [relationWords[relation], compared.map(inWords).join(', ')].filter((part) => part !== '').join(': ');
}

function inWords({ field, difference }: Overlap['compared'][number]): string {
  switch (field) {
    case 'start':
      return `starts ${rounded(difference)} s apart`;
    case 'duration':
      return `durations ${rounded(difference)} s apart`;
    case 'distance':
      return `distances ${rounded(difference)} m apart`;
    case 'first_fix':
      return `first positions ${rounded(difference)} m apart`;
    case 'overlap':
      return `${rounded(difference * 100)} % of the shorter one within the other`;
    case 'shift':
      return `starts ${rounded(difference / 60)} min apart`;
    default:
      return assertNever(field);
  }
}

const rounded = (value: number): string => String(Math.round(value));
