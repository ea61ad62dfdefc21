// In place of the details of an activity that is not here: whether the athlete deleted it, and the way back.
import { useDeletion } from '../../engine/live.ts';
import type { Telling } from '../../text/endings.ts';
import { formatInstantDay } from '../../text/format-date.ts';
import { Decisions } from '../details/decisions.tsx';

interface DeletedDetailProps {
  readonly activityKey: string;
  readonly telling: Telling;
}

export function DeletedDetail({ activityKey, telling }: DeletedDetailProps) {
  const { say, reader, now } = telling;
  const deleted = useDeletion(activityKey);
  if (deleted === undefined) return null;
  if (deleted === null) return <p className="detail-content quiet">{say('activity.gone')}</p>;
  return (
    <div className="detail-content">
      <p className="readable">
        {say('deleted.here', { day: formatInstantDay(deleted.deletedAt, now, reader) })}
      </p>
      <Decisions
        choices={[
          {
            label: 'decide.bring_back',
            decision: { kind: 'bring_back', sourceIdentityKey: activityKey },
          },
        ]}
      />
    </div>
  );
}
