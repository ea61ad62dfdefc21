// On the receipt of a file that could not be read: whether to try it again. What was said stays in its place, so that the
// focus does, too.
import { useState } from 'react';
import { useDeadLetter, useReceiptNotes } from '../../engine/live.ts';
import type { Telling } from '../../text/endings.ts';
import { formatInstantDay } from '../../text/format-date.ts';
import { DetailSection } from '../details/detail-section.tsx';
import { CalmButton } from '../../components/calm-button.tsx';
import { useAgain } from './use-again.ts';

interface AgainOfferProps {
  readonly jobId: string;
  readonly telling: Telling;
}

export function AgainOffer({ jobId, telling }: AgainOfferProps) {
  const { say, reader, now } = telling;
  const letter = useDeadLetter(jobId);
  const notes = useReceiptNotes(jobId);
  const { tryAgain, dismiss, isWaiting, isReadOnly, trouble } = useAgain(say);
  const [wasTried, setTried] = useState(false);
  if (letter === undefined || notes === undefined) return null;
  const dismissed = notes.find(({ note }) => note === 'dismissed');
  if (letter === null && dismissed === undefined && !wasTried) return null;
  const isUnderWay = letter?.isUnderWay ?? false;
  const isOff = isWaiting || letter === null || isUnderWay;
  const standing =
    letter !== null
      ? say('again.offer')
      : dismissed !== undefined
        ? say('again.dismissed', { day: formatInstantDay(dismissed.notedAt, now, reader) })
        : say('again.tried');
  return (
    <DetailSection title={say('again.title')}>
      <p className="readable">{standing}</p>
      {!isReadOnly && (
        <div className="detail-actions">
          <CalmButton
            isOff={isOff}
            onPress={() => {
              setTried(true);
              tryAgain([jobId]);
            }}
          >
            {say(isUnderWay ? 'again.under_way' : 'again.try')}
          </CalmButton>
          <CalmButton isOff={isOff} onPress={() => dismiss(jobId)}>
            {say('again.dismiss')}
          </CalmButton>
        </div>
      )}
      <p className="readable" aria-live="polite">
        {trouble}
      </p>
    </DetailSection>
  );
}
