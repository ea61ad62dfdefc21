// What the athlete thinks of the receipt: that it is wrong, or not to be understood. Said once, kept, and shown again.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { NoteAnswer } from '../../../src-worker/contract/note-answer.ts';
import { useReceiptNotes } from '../../engine/live.ts';
import { noteReceipt, useEngine } from '../../engine/start-engine.ts';
import type { Telling } from '../../text/endings.ts';
import { formatInstantDay } from '../../text/format-date.ts';
import type { Places } from '../place.ts';
import { DetailSection } from '../details/detail-section.tsx';

const offered = ['wrong', 'not_understood'] as const;
type Offered = (typeof offered)[number];

interface NoteSectionProps {
  readonly jobId: string;
  readonly places: Places;
  readonly telling: Telling;
}

export function NoteSection({ jobId, places, telling }: NoteSectionProps) {
  const { say, reader, now } = telling;
  const notes = useReceiptNotes(jobId);
  const isReadOnly = useEngine().life.kind === 'read_only';
  const [standing, setStanding] = useState<NoteAnswer['kind'] | null>(null);
  if (notes === undefined) return null;
  const made = offered.flatMap((note) =>
    notes.flatMap((row) => (row.note === note ? [{ note, notedAt: row.notedAt }] : [])),
  );
  const mark = (note: Offered) => {
    noteReceipt(jobId, note).then(
      ({ kind }) => setStanding(kind),
      () => setStanding('not_now'),
    );
  };
  const isRefused = standing === 'not_now' || standing === 'not_found';
  return (
    <DetailSection title={say('note.title')}>
      {!isReadOnly && (
        <div className="detail-actions">
          {offered.map((name) => {
            const isMade = made.some(({ note }) => note === name);
            return (
              // Once said it stays in its place, so that the focus does, too.
              <Button
                key={name}
                size="xs"
                variant="default"
                {...(isMade ? { 'aria-disabled': true, 'data-disabled': true } : {})}
                onClick={() => !isMade && mark(name)}
              >
                {say(`note.${name}`)}
              </Button>
            );
          })}
        </div>
      )}
      <div role="status" className="readable">
        {made.map(({ note, notedAt }) => (
          <p key={note}>{say(`note.made.${note}`, { day: formatInstantDay(notedAt, now, reader) })}</p>
        ))}
        {isRefused && <p>{say(`decide.${standing}`)}</p>}
      </div>
      {made.length > 0 && (
        <div className="detail-actions">
          <Button size="xs" variant="default" onClick={() => places.jump({ screen: 'report' })}>
            {say('report.open')}
          </Button>
        </div>
      )}
      <p className="quiet readable">{say('note.why')}</p>
    </DetailSection>
  );
}
