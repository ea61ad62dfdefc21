// Whether the original of an activity is still kept, as a fact in its details.
import { useCallback } from 'react';
import { fact, type Fact } from '../../components/facts.tsx';
import { desktop } from '../../desktop/desktop.ts';
import { useAnswer } from '../../desktop/use-answer.ts';
import { useText } from '../../text/use-text.ts';

const nothingToLookFor = { kind: 'original', state: 'never_kept' } as const;

/** `sha256`: of the file as it lay on disk; null where it is not known, `undefined` while that is read. */
export function useOriginalFact(sha256: string | null | undefined): readonly Fact[] {
  const { say } = useText();
  const ask = useCallback(
    () => (typeof sha256 === 'string' ? desktop.lookForOriginal(sha256) : Promise.resolve(nothingToLookFor)),
    [sha256],
  );
  const answer = useAnswer(ask);
  if (sha256 === undefined || answer?.kind !== 'original') return [];
  return fact(say('original.name'), say(`original.${answer.state}`));
}
