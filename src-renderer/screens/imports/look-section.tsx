// What was chosen, looked at before anything is written: what an import would bring, and the choice to have it.
import { Button, Progress } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Facts } from '../../components/facts.tsx';
import type { ShownLook } from '../../engine/shown-look.ts';
import { estimateText } from '../../text/estimate.ts';
import type { Say } from '../../text/say.ts';
import { useText } from '../../text/use-text.ts';
import { lookFacts, lookingSecondsLeft } from './look-facts.ts';
import './look-section.css';

export interface LookChoice {
  readonly onImport: (lookId: string) => void;
  readonly onEnd: (lookId: string) => void;
}

interface LookSectionProps extends LookChoice {
  readonly shown: ShownLook;
}

export function LookSection({ shown: { lookId, look }, onImport, onEnd }: LookSectionProps) {
  const { say, reader } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  // It came because somebody asked for it: there the keyboard goes on.
  useEffect(() => heading.current?.focus(), [lookId]);
  const isEmpty = look?.isOver === true && look.filesFound === 0;
  return (
    <section className="look" aria-labelledby="look-title">
      <div className="look-head">
        <h2 id="look-title" ref={heading} tabIndex={-1}>
          {say('look.title')}
        </h2>
        <div className="look-actions">
          {!isEmpty && (
            <Button size="xs" variant="filled" onClick={() => onImport(lookId)}>
              {say('look.import')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => onEnd(lookId)}>
            {say(isEmpty ? 'look.close' : 'look.not_now')}
          </Button>
        </div>
      </div>
      <p className="quiet">{standing(look, say)}</p>
      {look !== null && !look.isOver && (
        <Progress
          size={4}
          value={look.filesFound === 0 ? 0 : (100 * look.filesLooked) / look.filesFound}
          aria-label={say('look.progress')}
        />
      )}
      {look !== null && <Facts facts={lookFacts(look, { say, reader })} />}
    </section>
  );
}

function standing(look: ShownLook['look'], say: Say): string {
  if (look === null || (look.filesFound === 0 && !look.isOver)) return say('look.beginning');
  if (look.isOver)
    return say(look.filesFound === 0 ? 'look.nothing' : 'look.over', { count: look.filesFound });
  const values = { done: look.filesLooked, found: look.filesFound };
  if (!look.isListed) return say('look.going_so_far', values);
  const left = lookingSecondsLeft(look);
  if (left === null) return say('look.going', values);
  return say('look.going_with_estimate', { ...values, estimate: estimateText(left, say) });
}
