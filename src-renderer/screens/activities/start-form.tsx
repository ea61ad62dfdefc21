// When an activity began, as the athlete says: for those whose device did not know.
import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { ActivityRow } from '../../engine/live.ts';
import type { Telling } from '../../text/endings.ts';
import { instantOfWallClock } from '../../text/wall-clock.ts';
import { useDecision } from '../details/decisions.tsx';
import { DetailSection } from '../details/detail-section.tsx';

interface StartFormProps {
  readonly activity: ActivityRow;
  readonly telling: Telling;
}

export function StartForm({ activity, telling: { say } }: StartFormProps) {
  const field = useId();
  const [typed, setTyped] = useState('');
  const { ask, isWaiting, isReadOnly, standing } = useDecision();
  if (isReadOnly) return null;
  // By the clock where it was recorded, as its start is shown.
  const startedAt = instantOfWallClock(typed, activity);
  return (
    <DetailSection title={say('day.unknown')}>
      <p className="readable">{say('decide.start_why')}</p>
      <form
        className="detail-actions"
        onSubmit={(event) => {
          event.preventDefault();
          if (startedAt === null) return;
          const { sourceIdentityKey } = activity;
          ask({ kind: 'set_start', sourceIdentityKey, startedAt });
        }}
      >
        <label htmlFor={field}>{say('decide.start')}</label>
        <input
          id={field}
          type="datetime-local"
          required
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit" disabled={isWaiting || startedAt === null}>
          {say('decide.set_start')}
        </Button>
      </form>
      <p role="status" className="readable">
        {standing}
      </p>
    </DetailSection>
  );
}
