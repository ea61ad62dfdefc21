// The samples of an activity; where they are not kept, the engine is asked to read the original once more.
import { useCallback } from 'react';
import { useAnswer } from '../../../desktop/use-answer.ts';
import { useKeptSamples } from '../../../engine/live.ts';
import { makeSamples, useEngine } from '../../../engine/start-engine.ts';
import type { MakeSamplesAnswer } from '../../../../src-worker/contract/engine-api.ts';
import type { Samples } from '../../../../src-worker/contract/samples.ts';

const notAsked: MakeSamplesAnswer = { kind: 'not_now' };

export type SamplesNow =
  | { readonly kind: 'samples'; readonly samples: Samples }
  | { readonly kind: 'original_gone' | 'original_too_large' | 'not_readable' };

/** `undefined` while they are read or made, and where that can't be done now. */
export function useSamples(activityKey: string): SamplesNow | undefined {
  const kept = useKeptSamples(activityKey);
  const isEngineRunning = useEngine().life.kind === 'running';
  const isMissing = kept !== undefined && kept.kind !== 'samples' && isEngineRunning;
  const ask = useCallback(
    () => (isMissing ? makeSamples(activityKey) : Promise.resolve(notAsked)),
    [activityKey, isMissing],
  );
  const answer = useAnswer(ask);
  if (kept?.kind === 'samples') return kept;
  switch (answer?.kind) {
    case 'original_gone':
    case 'original_too_large':
    case 'not_readable':
      return { kind: answer.kind };
    case 'made':
    case 'not_found':
    case 'not_now':
    case 'refused':
    case undefined:
      return;
  }
}
