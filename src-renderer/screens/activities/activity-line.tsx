// One line of the activities list: a week's heading, or an activity.
import type { SportTotal, TimelineSession } from '../../../src-worker/contract/training-timeline.ts';
import { DoubtMark } from '../../components/doubt-mark.tsx';
import { SportIcon } from '../../components/sport-icon.tsx';
import { doubtsAbout } from '../../text/doubts.ts';
import { formatGutterDay, formatLocalTime } from '../../text/format-date.ts';
import { formatDistance } from '../../text/format-distance.ts';
import { formatClock, formatDuration } from '../../text/format-duration.ts';
import { sportWord } from '../../text/sports.ts';
import type { Text } from '../../text/use-text.ts';
import { sessionTitle, type OneActivityRow, type WeekRow } from './activity-list-rows.ts';
import './activity-line.css';

/** A week may hold more sports than its line has room for; the most time comes first. */
const totalsShown = 4;
const totalsShownNarrow = 3;

export function WeekLine({ row, text }: { readonly row: WeekRow; readonly text: Text }) {
  return (
    <div className="week-line">
      <span className="week-name">{row.name}</span>
      <span className="week-days quiet one-line">{row.days}</span>
      <span className="week-totals">
        {row.totals.slice(0, totalsShown).map((total) => (
          <WeekTotal key={total.workoutType} total={total} text={text} />
        ))}
        <More className="week-more-wide" count={row.totals.length - totalsShown} />
        <More className="week-more-narrow" count={row.totals.length - totalsShownNarrow} />
      </span>
    </div>
  );
}

function More({ className, count }: { readonly className: string; readonly count: number }) {
  return count > 0 && <span className={`${className} quiet`}>+{count}</span>;
}

function WeekTotal({ total, text }: { readonly total: SportTotal; readonly text: Text }) {
  const { workoutType, count, distanceMeters, durationSeconds } = total;
  const { say, reader } = text;
  return (
    <span className="week-total">
      <SportIcon workoutType={workoutType} />
      <span className="week-total-word quiet">{sportWord(workoutType, say)}</span>
      {count > 1 && <span className="week-total-count quiet">({count})</span>}
      {distanceMeters !== null && <span>{formatDistance(distanceMeters, workoutType, reader)}</span>}
      {durationSeconds !== null && (
        <span className={distanceMeters === null ? undefined : 'week-total-time quiet'}>
          {formatDuration(durationSeconds, reader)}
        </span>
      )}
    </span>
  );
}

export function ActivityLine({ row, text }: { readonly row: OneActivityRow; readonly text: Text }) {
  return row.session && <SessionLine session={row.session} opensDay={row.opensDay} text={text} />;
}

interface SessionLineProps {
  readonly session: TimelineSession;
  readonly opensDay: boolean;
  readonly text: Text;
}

function SessionLine({ session, opensDay, text }: SessionLineProps) {
  const { workoutType, localDate, localTime, durationSeconds, distanceMeters, flags, counted } = session;
  const { say, reader } = text;
  return (
    <div className="activity-line">
      <span className="activity-day quiet">
        {opensDay && localDate !== null && formatGutterDay(localDate, reader)}
      </span>
      <span className="activity-sport">
        <SportIcon workoutType={workoutType} />
        <span className="one-line">{sportWord(workoutType, say)}</span>
      </span>
      <span className="activity-title">
        <bdi className="one-line">{sessionTitle(session, say)}</bdi>
        {session.source_type === 'manual' && (
          <span className="activity-linked quiet">{say('session.by_hand')}</span>
        )}
        {!counted && <span className="activity-linked quiet">{say('activity.not_counted')}</span>}
        <DoubtMark why={doubtsAbout('recording', flags, say)} />
      </span>
      <span className="activity-value activity-start quiet">
        <DoubtMark why={doubtsAbout('start', flags, say)} />
        {localTime !== null && formatLocalTime(localTime, reader)}
      </span>
      <span className="activity-value">{durationSeconds !== null && formatClock(durationSeconds)}</span>
      <span className="activity-value">
        <DoubtMark why={doubtsAbout('distance', flags, say)} />
        {distanceMeters !== null && formatDistance(distanceMeters, workoutType, reader)}
      </span>
    </div>
  );
}
