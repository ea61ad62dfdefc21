// The details of one activity: what is known, how sure it is, and where it came from.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { Facts, fact } from '../../components/facts.tsx';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { SportIcon } from '../../components/sport-icon.tsx';
import { useActivity, useReceipt, type ActivityRow, type ReceiptRow } from '../../engine/live.ts';
import { useEngine } from '../../engine/start-engine.ts';
import { formatInstant } from '../../text/format-date.ts';
import { sportWord } from '../../text/sports.ts';
import { useTelling } from '../../text/use-telling.ts';
import { visibleName } from '../../text/visible-name.ts';
import { Decisions } from '../details/decisions.tsx';
import { DetailHead } from '../details/detail-head.tsx';
import { DetailSection } from '../details/detail-section.tsx';
import { DoubtsSection } from '../details/doubts.tsx';
import { ProvenanceSection } from '../details/provenance.tsx';
import { summaryFacts } from '../details/summary-facts.ts';
import type { Places } from '../place.ts';
import { activityTitle } from './activity-list-rows.ts';
import { ChartsSection } from './charts/charts-section.tsx';
import { DeletedDetail } from './deleted-detail.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { OverlapsSection } from './overlaps-section.tsx';
import { CorrectedClock } from './corrected-clock.tsx';
import { StartForm } from './start-form.tsx';
import { startText } from './start-text.ts';
import { Numbers } from './numbers.tsx';
import { useOriginalFact } from './use-original-fact.ts';

interface ActivityDetailProps {
  readonly activityKey: string;
  readonly places: Places;
}

export function ActivityDetail({ activityKey, places }: ActivityDetailProps) {
  const telling = useTelling();
  const { say } = telling;
  const activity = useActivity(activityKey);
  const receipt = useReceipt(activity?.jobId ?? null);
  const original = useOriginalFact(receipt === undefined ? undefined : (receipt?.file.sha256 ?? null));
  const [isErasing, setErasing] = useState(false);
  const isReadOnly = useEngine().life.kind === 'read_only';
  if (activity === undefined) return <LateSkeleton />;
  if (activity === null) return <DeletedDetail activityKey={activityKey} telling={telling} />;
  const entry = entryOf(receipt ?? null, activity);

  return (
    <div className="detail-content">
      <DetailHead icon={<SportIcon workoutType={activity.workoutType} />} title={activityTitle(activity)}>
        <span>{sportWord(activity.workoutType, say)}</span>
        <span aria-hidden="true">·</span>
        <span>{startText(activity, telling)}</span>
      </DetailHead>
      <Numbers
        durationSeconds={activity.durationSeconds}
        distanceMeters={activity.distanceMeters}
        workoutType={activity.workoutType}
        text={telling}
      />
      {entry?.summary && <Facts facts={summaryFacts(entry.summary, telling)} />}
      <ChartsSection
        activityKey={activityKey}
        workoutType={activity.workoutType}
        elapsedSeconds={entry?.summary?.elapsedSeconds ?? null}
        telling={telling}
      />
      {activity.clockShiftSeconds !== 0 && <CorrectedClock activity={activity} telling={telling} />}
      {activity.localDate === null && <StartForm activity={activity} telling={telling} />}
      <OverlapsSection activity={activity} places={places} telling={telling} />
      <DoubtsSection flags={activity.flags} />
      <DetailSection title={say('activity.origin')}>
        <Facts
          facts={[
            ...fact(say('activity.file'), <bdi>{visibleName(activity.fileName)}</bdi>),
            ...fact(say('activity.device'), activity.deviceName && visibleName(activity.deviceName)),
            ...fact(
              say('activity.provider'),
              // Any other maker's device says more by its own name.
              activity.provider === 'device' ? null : say(`provider.${activity.provider}`),
            ),
            ...fact(say('activity.imported'), formatInstant(activity.importedAt, telling.reader)),
            ...original,
          ]}
        />
        {receipt && (
          <div className="detail-actions">
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                places.jump({
                  screen: 'imports',
                  importId: receipt.importId,
                  jobId: receipt.jobId,
                  filter: 'all',
                })
              }
            >
              {say('activity.show_receipt')}
            </Button>
          </div>
        )}
      </DetailSection>
      {entry && <ProvenanceSection entry={entry} />}
      <Decisions
        choices={[{ label: 'decide.delete', decision: { kind: 'delete', sourceIdentityKey: activityKey } }]}
      />
      {!isReadOnly && (
        <div className="detail-actions">
          <Button size="xs" variant="default" onClick={() => setErasing(true)}>
            {say('erase.open')}
          </Button>
        </div>
      )}
      {isErasing && (
        <EraseDialog
          activityKey={activityKey}
          activity={`“${activityTitle(activity)}”, ${startText(activity, telling)}`}
          onClose={() => setErasing(false)}
        />
      )}
    </div>
  );
}

/** The entry of the receipt that this activity came from: a file may hold several. */
const entryOf = (receipt: ReceiptRow | null, { eventId }: ActivityRow): ReceiptEntry | null =>
  receipt?.entries.find(({ write }) => write?.eventId === eventId) ?? null;
