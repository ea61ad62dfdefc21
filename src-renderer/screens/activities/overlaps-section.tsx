// Of one activity: what else was recorded of the same outing, and which of them enters the totals.
import { Button } from '@mantine/core';
import { useActivity, type ActivityRow } from '../../engine/live.ts';
import type { Telling } from '../../text/endings.ts';
import { visibleName } from '../../text/visible-name.ts';
import { DetailSection } from '../details/detail-section.tsx';
import type { Places } from '../place.ts';
import { activityTitle } from './activity-list-rows.ts';

interface OverlapsSectionProps {
  readonly activity: ActivityRow;
  readonly places: Places;
  readonly telling: Telling;
}

type Overlap = ActivityRow['overlaps'][number];

export function OverlapsSection({ activity, places, telling }: OverlapsSectionProps) {
  const shown = activity.overlaps.filter(({ state }) => state !== 'unlinked');
  if (shown.length === 0) return null;
  return (
    <DetailSection title={telling.say('overlap.title')}>
      {shown.map((overlap) => (
        <OverlapLine
          key={overlap.sourceIdentityKey}
          overlap={overlap}
          countsHere={activity.counted}
          places={places}
          telling={telling}
        />
      ))}
    </DetailSection>
  );
}

interface OverlapLineProps {
  readonly overlap: Overlap;
  readonly countsHere: boolean;
  readonly places: Places;
  readonly telling: Telling;
}

function OverlapLine({ overlap, countsHere, places, telling }: OverlapLineProps) {
  const other = useActivity(overlap.sourceIdentityKey);
  const { say } = telling;
  if (other === undefined || other === null) return null;
  const name = other.deviceName === null ? `“${activityTitle(other)}”` : visibleName(other.deviceName);
  return (
    <>
      <p className="readable">{overlapText({ overlap, countsHere, other: name }, telling)}</p>
      <div className="detail-actions">
        <Button
          size="xs"
          variant="default"
          onClick={() => places.jump({ screen: 'activities', activityKey: overlap.sourceIdentityKey })}
        >
          {say('overlap.show', { other: activityTitle(other) })}
        </Button>
      </div>
    </>
  );
}

function overlapText(
  { overlap, countsHere, other }: { overlap: Overlap; countsHere: boolean; other: string },
  { say }: Telling,
): string {
  if (overlap.state === 'proposed') {
    const shift = overlap.compared.find(({ field }) => field === 'shift')?.difference ?? 0;
    return say('overlap.proposed', { other, minutes: Math.round(shift / 60) });
  }
  return say(countsHere ? 'overlap.counts_here' : 'overlap.counts_there', { other });
}
