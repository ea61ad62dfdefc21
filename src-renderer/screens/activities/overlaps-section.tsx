// Of one activity: what else was recorded of the same outing, and which of them enters the totals.
import { Button } from '@mantine/core';
import { assertNever } from '../../../src-worker/contract/result.ts';
import { useActivity, type ActivityRow } from '../../engine/live.ts';
import type { Telling } from '../../text/endings.ts';
import { visibleName } from '../../text/visible-name.ts';
import { Decisions, type Choice } from '../details/decisions.tsx';
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
  const { overlaps } = activity;
  if (overlaps.length === 0) return null;
  return (
    <DetailSection title={telling.say('overlap.title')}>
      {overlaps.map((overlap) => (
        <OverlapLine
          key={overlap.sourceIdentityKey}
          overlap={overlap}
          activityKey={activity.sourceIdentityKey}
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
  readonly activityKey: string;
  readonly countsHere: boolean;
  readonly places: Places;
  readonly telling: Telling;
}

function OverlapLine({ overlap, activityKey, countsHere, places, telling }: OverlapLineProps) {
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
      <Decisions choices={choicesFor(overlap, activityKey)} />
    </>
  );
}

/** What a person can say of two activities, by how they stand to each other. */
function choicesFor({ state, sourceIdentityKey: other }: Overlap, here: string): readonly Choice[] {
  const pair: [string, string] = [here, other];
  switch (state) {
    case 'linked':
      return [{ label: 'decide.unlink', decision: { kind: 'unlink', sourceIdentityKeys: pair } }];
    case 'unlinked':
      return [{ label: 'decide.link', decision: { kind: 'link', sourceIdentityKeys: pair } }];
    case 'proposed':
      return [
        { label: 'decide.clock_here', decision: { kind: 'confirm_clock', wrong: here, right: other } },
        { label: 'decide.clock_there', decision: { kind: 'confirm_clock', wrong: other, right: here } },
        { label: 'decide.unlink', decision: { kind: 'unlink', sourceIdentityKeys: pair } },
      ];
    default:
      return assertNever(state);
  }
}

function overlapText(
  { overlap, countsHere, other }: { overlap: Overlap; countsHere: boolean; other: string },
  { say }: Telling,
): string {
  if (overlap.state === 'unlinked') return say('overlap.parted', { other });
  if (overlap.state === 'proposed') {
    const shift = overlap.compared.find(({ field }) => field === 'shift')?.difference ?? 0;
    return say('overlap.proposed', { other, minutes: Math.round(shift / 60) });
  }
  return say(countsHere ? 'overlap.counts_here' : 'overlap.counts_there', { other });
}
