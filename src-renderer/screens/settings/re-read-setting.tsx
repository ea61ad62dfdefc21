// Originals through today's reader: what would change, first; then, if the athlete wants it, the change.
import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { ReReadActivity } from '../../../src-worker/contract/re-read.ts';
import { useEngine } from '../../engine/start-engine.ts';
import { changedFields } from '../../text/changed-fields.ts';
import { activityTitleOf } from '../../text/endings.ts';
import { formatDay } from '../../text/format-date.ts';
import type { Say } from '../../text/say.ts';
import { useText } from '../../text/use-text.ts';
import type { ReReadTally } from './re-read-tally.ts';
import { useReReading, type ReReading } from './re-reading.ts';
import { Setting } from './setting.tsx';

export function ReReadSetting() {
  const { say } = useText();
  const { life } = useEngine();
  const { state, look, apply, stop } = useReReading();
  const mainButton = useRef<HTMLButtonElement>(null);
  if (life.kind === 'read_only') return null;
  const applyIt = () => {
    // This button goes, and the keyboard must not be left nowhere.
    mainButton.current?.focus();
    apply();
  };
  const canStart = life.kind === 'running';
  const isReading = state.kind === 'reading';
  const hasChanges = state.kind === 'over' && state.isDryRun && state.tally.counts.changed > 0;
  return (
    <Setting name={say('re_read.title')}>
      <div className="setting-actions">
        <Button
          ref={mainButton}
          size="xs"
          variant="default"
          disabled={!isReading && !canStart}
          onClick={isReading ? stop : look}
        >
          {say(isReading ? 're_read.stop' : 're_read.look')}
        </Button>
        {hasChanges && (
          <Button size="xs" variant="default" disabled={!canStart} onClick={applyIt}>
            {say('re_read.apply')}
          </Button>
        )}
      </div>
      {isReading && state.all !== null && (
        <p className="quiet">{say('re_read.reading', { done: state.done, all: state.all })}</p>
      )}
      <p role="status">{standing(state, say)}</p>
      {state.kind === 'over' && state.tally.changed.length > 0 && <ChangedList tally={state.tally} />}
      <p className="quiet">{say('re_read.why')}</p>
    </Setting>
  );
}

function standing(state: ReReading, say: Say): string {
  if (state.kind === 'not_now') return say('re_read.not_now');
  return state.kind === 'over' ? tallyInWords(state, say) : '';
}

function tallyInWords({ isDryRun, tally }: Extract<ReReading, { kind: 'over' }>, say: Say): string {
  const { counts } = tally;
  if (Object.values(counts).every((count) => count === 0)) return say('re_read.nothing');
  const others = [
    ['re_read.same', counts.unchanged],
    ['re_read.gone', counts.original_gone],
    ['re_read.unread', counts.not_readable + counts.original_too_large],
    ['re_read.left', counts.left_as_it_is],
  ] as const;
  return [
    say(isDryRun ? 're_read.would' : 're_read.did', { count: counts.changed }),
    ...others.flatMap(([id, count]) => (count === 0 ? [] : [say(id, { count })])),
  ].join(' ');
}

function ChangedList({ tally: { counts, changed } }: { readonly tally: ReReadTally }) {
  const { say } = useText();
  const others = counts.changed - changed.length;
  return (
    <>
      <ul className="re-read-list">
        {changed.map((activity) => (
          <ChangedLine key={activity.sourceIdentityKey} activity={activity} />
        ))}
      </ul>
      {others > 0 && <p>{say('re_read.more', { count: others })}</p>}
    </>
  );
}

function ChangedLine({ activity }: { readonly activity: ReReadActivity }) {
  const { say, reader } = useText();
  const { title, workoutType, localDate, result } = activity;
  const day = localDate === null ? say('day.unknown') : formatDay(localDate, 'full', reader);
  const fields = result.kind === 'changed' ? changedFields(result.changes, say) : '';
  return (
    <li className="readable">
      {say('re_read.line', { activity: activityTitleOf(title, workoutType, say), day, fields })}
    </li>
  );
}
