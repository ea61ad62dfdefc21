// One entry of a receipt, told in order: what happened, what is safe, what to do; then what was found and compared.
import { Button } from '@mantine/core';
import { ArrowRight, ShieldCheck } from 'lucide-react';
import { outcomeOfEntry } from '../../../src-worker/contract/outcome.ts';
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { Facts, fact } from '../../components/facts.tsx';
import { OutcomeIcon } from '../../components/outcome-icon.tsx';
import { useActivity } from '../../engine/live.ts';
import { endingText, entryName, type Telling } from '../../text/endings.ts';
import { formatInstantAt, isBelievable } from '../../text/format-date.ts';
import { formatDistance } from '../../text/format-distance.ts';
import { formatDuration } from '../../text/format-duration.ts';
import { sportWord } from '../../text/sports.ts';
import { visibleName } from '../../text/visible-name.ts';
import { DetailSection } from '../details/detail-section.tsx';
import { DoubtsSection } from '../details/doubts.tsx';
import { ProvenanceSection } from '../details/provenance.tsx';
import { summaryFacts } from '../details/summary-facts.ts';
import type { Places } from '../place.ts';
import { ChoiceSection } from './choice-section.tsx';
import { ComparedSection } from './compared-section.tsx';

interface EntryStoryProps {
  readonly entry: ReceiptEntry;
  /** Where it stands: its receipt, and its place there. */
  readonly place: { readonly jobId: string; readonly entry: number };
  /** null where the file holds only this one. */
  readonly position: { readonly index: number; readonly count: number } | null;
  readonly fileName: string;
  readonly places: Places;
  readonly telling: Telling;
}

export function EntryStory({ entry, place, position, fileName, places, telling }: EntryStoryProps) {
  const { say } = telling;
  const key = entry.write?.sourceIdentityKey ?? entry.dedup?.matched?.sourceIdentityKey ?? null;
  const activity = useActivity(key) ?? null;
  const { happened, safe, next } = endingText({ entry, fileName }, telling);
  const outcome = outcomeOfEntry(entry);
  return (
    <article
      className="entry"
      aria-label={position === null ? undefined : entryName({ entry, fileName }, say)}
    >
      {position !== null && (
        <h3 className="entry-position quiet">
          <OutcomeIcon outcome={outcome} />
          {say('receipt.entry', { position: position.index + 1, count: position.count })}
          {entry.member !== null && <bdi className="one-line">{visibleName(entry.member)}</bdi>}
        </h3>
      )}
      <div className="story readable" data-outcome={outcome}>
        <p className="story-happened">{happened}</p>
        {safe !== '' && (
          <p className="story-line quiet">
            <ShieldCheck size={15} aria-hidden="true" />
            <span>{safe}</span>
          </p>
        )}
        {next !== '' && (
          <p className="story-line">
            <ArrowRight size={15} aria-hidden="true" />
            <span>{next}</span>
          </p>
        )}
        {activity !== null && (
          <div className="story-actions">
            <Button
              size="xs"
              variant="default"
              onClick={() => places.jump({ screen: 'activities', activityKey: activity.sourceIdentityKey })}
            >
              {say('receipt.show_it')}
            </Button>
          </div>
        )}
      </div>
      <ChoiceSection entry={entry} place={place} telling={telling} />
      <ComparedSection verdict={entry.dedup} activity={activity} telling={telling} />
      <FoundSection entry={entry} telling={telling} isFolded={position !== null} />
      <DoubtsSection flags={entry.quality?.flags ?? []} />
      {entry.warnings.length > 0 && (
        <DetailSection title={say('receipt.warnings')}>
          <ul className="readable">
            {entry.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </DetailSection>
      )}
      <ProvenanceSection entry={entry} />
    </article>
  );
}

interface FoundSectionProps {
  readonly entry: ReceiptEntry;
  readonly telling: Telling;
  /** In a file of several, what each became comes first. */
  readonly isFolded: boolean;
}

function FoundSection({ entry, telling, isFolded }: FoundSectionProps) {
  const { summary, workoutType } = entry;
  const { say, reader, now } = telling;
  if (summary === null || workoutType === null) return null;
  const { startedAt, timerSeconds, elapsedSeconds, distanceMeters, device } = summary;
  const seconds = timerSeconds ?? elapsedSeconds;
  const deviceName = [device.manufacturer, device.product].filter((part) => part !== null).join(' ');
  return (
    <DetailSection title={say('receipt.activity')} isFolded={isFolded}>
      <Facts
        facts={[
          ...fact(say('field.workout_type'), sportWord(workoutType, say)),
          ...fact(
            say('activity.start'),
            startedAt === null
              ? null
              : isBelievable(startedAt, now)
                ? formatInstantAt(startedAt, summary.utcOffsetSeconds, reader)
                : say('day.unknown'),
          ),
          ...fact(say('activity.duration'), seconds === null ? null : formatDuration(seconds, reader)),
          ...fact(
            say('activity.distance'),
            distanceMeters === null ? null : formatDistance(distanceMeters, workoutType, reader),
          ),
          ...fact(say('activity.device'), visibleName(deviceName)),
          ...summaryFacts(summary, telling),
        ]}
      />
    </DetailSection>
  );
}
