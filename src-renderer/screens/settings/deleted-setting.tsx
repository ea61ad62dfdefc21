// What the athlete deleted, and the way back for each.
import { useDeletedActivities, type DeletedActivity } from '../../engine/live.ts';
import { activityTitleOf } from '../../text/endings.ts';
import { formatDay } from '../../text/format-date.ts';
import { useTelling } from '../../text/use-telling.ts';
import { Decisions } from '../details/decisions.tsx';
import { Setting } from './setting.tsx';

export function DeletedSetting() {
  const { say } = useTelling();
  const deleted = useDeletedActivities();
  if (deleted === undefined) return null;
  return (
    <Setting name={say('deleted.title')}>
      {deleted.length === 0 ? (
        <p>{say('deleted.none')}</p>
      ) : (
        <ul className="deleted-list">
          {deleted.map((one) => (
            <DeletedLine key={one.activity.sourceIdentityKey} deleted={one} />
          ))}
        </ul>
      )}
      <p className="quiet">{say('deleted.why')}</p>
    </Setting>
  );
}

function DeletedLine({ deleted: { activity } }: { readonly deleted: DeletedActivity }) {
  const { say, reader } = useTelling();
  const { title, workoutType, localDate, sourceIdentityKey } = activity;
  const day = localDate === null ? say('day.unknown') : formatDay(localDate, 'full', reader);
  return (
    <li>
      <p className="readable">
        {say('deleted.line', { activity: activityTitleOf(title, workoutType, say), day })}
      </p>
      <Decisions
        choices={[{ label: 'decide.bring_back', decision: { kind: 'bring_back', sourceIdentityKey } }]}
      />
    </li>
  );
}
