// What a person can decide at this place: a button for each choice, and how it stands once one was pressed. What came of it
// is shown by whatever reads the log.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AthleteDecision, DecisionAnswer } from '../../../src-worker/contract/athlete-decision.ts';
import { decide, useEngine } from '../../engine/start-engine.ts';
import type { TextId } from '../../text/english.ts';
import { useText } from '../../text/use-text.ts';

export interface Choice {
  readonly label: TextId;
  readonly decision: AthleteDecision;
}

type Standing = DecisionAnswer['kind'] | 'asked' | null;

/** `standing`: as a sentence; empty where there is nothing to say. */
export function useDecision(onDone?: (answer: DecisionAnswer) => void) {
  const { say } = useText();
  const [standing, setStanding] = useState<Standing>(null);
  const life = useEngine().life.kind;
  const ask = (decision: AthleteDecision) => {
    setStanding('asked');
    decide(decision).then(
      (answer) => {
        setStanding(answer.kind);
        onDone?.(answer);
      },
      () => setStanding('not_now'),
    );
  };
  return {
    ask,
    /** Before the engine runs nobody could write it down. */
    isWaiting: standing === 'asked' || life === 'starting' || life === 'rebuilding',
    isReadOnly: life === 'read_only',
    standing: standing === null || standing === 'done' ? '' : say(`decide.${standing}`),
  };
}

interface DecisionsProps {
  readonly choices: readonly Choice[];
  readonly onDone?: (answer: DecisionAnswer) => void;
}

export function Decisions({ choices, onDone }: DecisionsProps) {
  const { say } = useText();
  const { ask, isWaiting, isReadOnly, standing } = useDecision(onDone);
  if (isReadOnly || choices.length === 0) return null;
  return (
    <>
      <div className="detail-actions">
        {choices.map(({ label, decision }) => (
          <Button key={label} size="xs" variant="default" disabled={isWaiting} onClick={() => ask(decision)}>
            {say(label)}
          </Button>
        ))}
      </div>
      <p role="status" className="readable">
        {standing}
      </p>
    </>
  );
}
