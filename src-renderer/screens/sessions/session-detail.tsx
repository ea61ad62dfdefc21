// The details of a session by hand: what was written down, and the ways to correct it and to take it back.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { localDateOf, localTimeOf } from '../../../src-worker/contract/local-day.ts';
import { manualSessionKey, type ManualSession } from '../../../src-worker/contract/manual-session.ts';
import type { AthleteDecision } from '../../../src-worker/contract/athlete-decision.ts';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { SportIcon } from '../../components/sport-icon.tsx';
import { useManualSession } from '../../engine/live.ts';
import { decide, useEngine } from '../../engine/start-engine.ts';
import { formatAmount } from '../../text/format-number.ts';
import { sportWord } from '../../text/sports.ts';
import { useTelling } from '../../text/use-telling.ts';
import { visibleName } from '../../text/visible-name.ts';
import { Numbers } from '../activities/numbers.tsx';
import { startText } from '../activities/start-text.ts';
import { DetailHead } from '../details/detail-head.tsx';
import { DetailSection } from '../details/detail-section.tsx';
import type { Places } from '../place.ts';
import { weightUnit } from './session-draft.ts';

interface SessionDetailProps {
  readonly sessionId: string;
  readonly places: Places;
}

export function SessionDetail({ sessionId, places }: SessionDetailProps) {
  const telling = useTelling();
  const { say } = telling;
  const session = useManualSession(sessionId);
  const isReadOnly = useEngine().life.kind === 'read_only';
  const [isRefused, setRefused] = useState(false);
  if (session === undefined) return <LateSkeleton />;
  if (session === null) return <p className="detail-content quiet">{say('session.gone')}</p>;
  const { workout, sets, retracted, revision } = session;
  const ask = (decision: AthleteDecision) => {
    setRefused(false);
    decide(decision).then(
      ({ kind }) => setRefused(kind !== 'done' && kind !== 'already'),
      () => setRefused(true),
    );
  };
  const correct = () =>
    places.open({ screen: 'activities', activityKey: manualSessionKey(sessionId), isWriting: true }, true);

  return (
    <div className="detail-content">
      <DetailHead
        icon={<SportIcon workoutType={workout.workout_type} />}
        title={visibleName(workout.title ?? sportWord(workout.workout_type, say))}
      >
        <span>{sportWord(workout.workout_type, say)}</span>
        <span aria-hidden="true">·</span>
        <span>{startText(startOf(session), telling)}</span>
        <span aria-hidden="true">·</span>
        <span>{say('session.by_hand')}</span>
      </DetailHead>
      <Numbers
        durationSeconds={workout.duration_seconds ?? null}
        distanceMeters={workout.distance_meters ?? null}
        workoutType={workout.workout_type}
        text={telling}
      />
      {sets.length > 0 && <SetsSection sets={sets} />}
      <DetailSection title={say('activity.origin')}>
        <p className="readable" role="status">
          {retracted ? say('session.taken_back') : say('session.origin')}
          {!retracted && revision > 1 && ` ${say('session.corrected', { count: revision - 1 })}`}
        </p>
        <p role="alert">{isRefused && say('session.not_now')}</p>
        {!isReadOnly && (
          <div className="detail-actions">
            {retracted ? (
              <Button
                size="xs"
                variant="default"
                onClick={() => ask({ kind: 'log_session', sessionId, written: writtenOf(session) })}
              >
                {say('session.bring_back')}
              </Button>
            ) : (
              <>
                <Button size="xs" variant="default" onClick={correct}>
                  {say('session.correct')}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => ask({ kind: 'retract_session', sessionId })}
                >
                  {say('session.take_back')}
                </Button>
              </>
            )}
          </div>
        )}
      </DetailSection>
    </div>
  );
}

function SetsSection({ sets }: Pick<ManualSession, 'sets'>) {
  const { say, reader } = useTelling();
  return (
    <DetailSection title={say('session.sets')}>
      <table className="provenance readable">
        <thead>
          <tr>
            <th scope="col">{say('session.exercise')}</th>
            <th scope="col">{say('session.reps')}</th>
            <th scope="col">{say('session.weight', { unit: weightUnit(reader).symbol })}</th>
          </tr>
        </thead>
        <tbody>
          {sets.map(({ sequence, exercise, reps, weight_kg }) => (
            <tr key={sequence}>
              <th scope="row">{visibleName(exercise)}</th>
              <td>{reps !== undefined && formatAmount(reps, reader)}</td>
              <td>{weight_kg !== undefined && formatAmount(weight_kg / weightUnit(reader).size, reader)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </DetailSection>
  );
}

/** By the clock of where it was. */
const startOf = ({ session: { started_at, timezone } }: ManualSession) => ({
  localDate: localDateOf(started_at, timezone ?? null, null),
  localTime: localTimeOf(started_at, timezone, null),
});

const writtenOf = ({ workout, session, sets }: ManualSession) => ({
  workout,
  startedAt: session.started_at,
  timeZone: session.timezone ?? 'UTC',
  sets,
});
