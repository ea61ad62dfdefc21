// That the athlete set the clock of an activity right, and the way back.
import type { ActivityRow } from '../../engine/live.ts';
import type { Telling } from '../../text/endings.ts';
import { Decisions } from '../details/decisions.tsx';
import { DetailSection } from '../details/detail-section.tsx';

interface CorrectedClockProps {
  readonly activity: ActivityRow;
  readonly telling: Telling;
}

export function CorrectedClock({ activity, telling: { say } }: CorrectedClockProps) {
  const { sourceIdentityKey, startedAt, clockShiftSeconds } = activity;
  const byDevice = new Date(Date.parse(startedAt) - clockShiftSeconds * 1000).toISOString();
  return (
    <DetailSection title={say('clock.title')}>
      <p className="readable">{say('clock.corrected')}</p>
      <Decisions
        choices={[
          {
            label: 'clock.take_back',
            decision: { kind: 'set_start', sourceIdentityKey, startedAt: byDevice },
          },
        ]}
      />
    </DetailSection>
  );
}
