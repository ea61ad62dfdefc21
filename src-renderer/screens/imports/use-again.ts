// Trying files again, and asking about them no more. What came of it is shown by whatever reads the log; here stands only
// what did not come about.
import { useState } from 'react';
import { desktop } from '../../desktop/desktop.ts';
import { noteReceipt, useEngine } from '../../engine/start-engine.ts';
import type { Say } from '../../text/say.ts';

/** As many as are asked for at once. */
const mostAtOnce = 10_000;

export function useAgain(say: Say) {
  const [trouble, setTrouble] = useState<'nothing' | 'not_now' | null>(null);
  const [isAsked, setAsked] = useState(false);
  const life = useEngine().life.kind;

  const hear = (asked: Promise<'nothing' | 'not_now' | null>): void => {
    setAsked(true);
    const told = (answer: 'nothing' | 'not_now' | null) => {
      setTrouble(answer);
      setAsked(false);
    };
    asked.then(told, () => told('not_now'));
  };

  return {
    tryAgain: (jobIds: readonly string[]) => {
      hear(desktop.retryFiles(jobIds.slice(0, mostAtOnce)).then(({ kind }) => troubleOfTry(kind)));
    },
    dismiss: (jobId: string) => {
      hear(noteReceipt(jobId, 'dismissed').then(({ kind }) => (kind === 'not_now' ? 'not_now' : null)));
    },
    /** Nothing can be asked for at the moment. */
    isWaiting: isAsked || life !== 'running',
    isReadOnly: life === 'read_only',
    /** As a sentence; empty where there is nothing to say. */
    trouble: trouble === null ? '' : say(`again.${trouble}`),
  };
}

/** Why nothing can be taken in is said by the frame. */
function troubleOfTry(
  kind: 'started' | 'nothing' | 'read_only' | 'not_now' | 'refused',
): 'nothing' | 'not_now' | null {
  switch (kind) {
    case 'started':
      return null;
    case 'nothing':
      return 'nothing';
    case 'read_only':
    case 'not_now':
    case 'refused':
      return 'not_now';
  }
}
