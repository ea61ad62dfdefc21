// Asks before an activity is erased for good: it names the activity, what goes and what stays. The one thing here that can not
// be taken back is the one that is asked in a modal. Esc keeps the activity.
import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { EraseAnswer } from '../../../src-worker/contract/engine-api.ts';
import { eraseActivity } from '../../engine/start-engine.ts';
import { useText } from '../../text/use-text.ts';
import './erase-dialog.css';

interface EraseDialogProps {
  readonly activityKey: string;
  /** As the athlete knows it: its title, and what is needed to tell it from others. */
  readonly activity: string;
  readonly onClose: () => void;
}

export function EraseDialog({ activityKey, activity, onClose }: EraseDialogProps) {
  const { say } = useText();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [answer, setAnswer] = useState<EraseAnswer['kind'] | 'asked' | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const erase = () => {
    setAnswer('asked');
    eraseActivity(activityKey).then(
      ({ kind }) => setAnswer(kind),
      () => setAnswer('not_now'),
    );
  };
  // The page is loaded again when nothing is left of it; until then there is nothing more to ask.
  const isErasing = answer === 'asked' || answer === 'erasing';
  return (
    <dialog
      ref={dialog}
      className="erase-dialog"
      aria-labelledby={titleId}
      onClose={onClose}
      onCancel={(event) => {
        if (isErasing) event.preventDefault();
      }}
      // The keys of the page behind it mean nothing here.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={titleId} className="erase-title">
        {say('erase.title', { activity })}
      </h2>
      <h3>{say('erase.goes')}</h3>
      <p>{say('erase.goes_what')}</p>
      <h3>{say('erase.stays')}</h3>
      <p>{say('erase.stays_what')}</p>
      <p>{say('erase.no_return')}</p>
      <p role="status">{isErasing ? say('erase.erasing') : answer === null ? '' : say(`erase.${answer}`)}</p>
      <div className="erase-actions">
        <Button
          size="sm"
          variant="default"
          autoFocus
          disabled={isErasing}
          onClick={() => dialog.current?.close()}
        >
          {say('erase.keep')}
        </Button>
        <Button size="sm" className="erase-button" disabled={isErasing} onClick={erase}>
          {say('erase.confirm')}
        </Button>
      </div>
    </dialog>
  );
}
