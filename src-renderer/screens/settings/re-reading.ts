// Going through the originals from the settings: page by page, as long as somebody looks.
import { useEffect, useRef, useState } from 'react';
import type { ReReadAnswer, ReReadCursor } from '../../../src-worker/contract/re-read.ts';
import { reRead } from '../../engine/start-engine.ts';
import { nothingRead, withRead, type ReReadTally } from './re-read-tally.ts';

export type ReReading =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly done: number; readonly all: number | null }
  | { readonly kind: 'over'; readonly isDryRun: boolean; readonly tally: ReReadTally }
  | { readonly kind: 'not_now' };

const notNow: ReReadAnswer = { kind: 'not_now' };

/** Stops with the page that is being read when the component goes: what was written so far stands. */
export function useReReading() {
  const [state, setState] = useState<ReReading>({ kind: 'idle' });
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);

  const start = async (isDryRun: boolean): Promise<void> => {
    const own = new AbortController();
    going.current = own;
    setState({ kind: 'reading', done: 0, all: null });
    let tally = nothingRead;
    let after: ReReadCursor | null = null;
    do {
      const answer: ReReadAnswer = await reRead({ isDryRun, after }).catch(() => notNow);
      if (answer.kind === 'not_now') {
        setState(answer);
        return;
      }
      tally = withRead(tally, answer.activities);
      after = answer.next;
      setState({ kind: 'reading', done: answer.originalsDone, all: answer.originalsAll });
    } while (after !== null && !own.signal.aborted);
    // What was only half looked at would say too little.
    setState(isDryRun && after !== null ? { kind: 'idle' } : { kind: 'over', isDryRun, tally });
  };

  return {
    state,
    look: () => void start(true),
    apply: () => void start(false),
    stop: () => going.current?.abort(),
  };
}
