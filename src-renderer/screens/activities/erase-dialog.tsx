// Asks before an activity is erased for good: it names the activity, what goes and what stays.
import { useState } from 'react';
import type { EraseAnswer } from '../../../src-worker/contract/engine-api.ts';
import { ErasingDialog } from '../../components/erasing-dialog.tsx';
import { eraseActivity } from '../../engine/start-engine.ts';
import { useText } from '../../text/use-text.ts';

interface EraseDialogProps {
  readonly activityKey: string;
  /** As the athlete knows it: its title, and what is needed to tell it from others. */
  readonly activity: string;
  readonly onClose: () => void;
}

export function EraseDialog({ activityKey, activity, onClose }: EraseDialogProps) {
  const { say } = useText();
  const [answer, setAnswer] = useState<EraseAnswer['kind'] | 'asked' | null>(null);
  const erase = () => {
    setAnswer('asked');
    eraseActivity(activityKey).then(
      ({ kind }) => setAnswer(kind),
      () => setAnswer('not_now'),
    );
  };
  // The page is loaded again when nothing is left of it.
  const isErasing = answer === 'asked' || answer === 'erasing';
  return (
    <ErasingDialog
      title={say('erase.title', { activity })}
      standing={isErasing ? say('erase.erasing') : answer === null ? '' : say(`erase.${answer}`)}
      isErasing={isErasing}
      keep={say('erase.keep')}
      erase={say('erase.confirm')}
      onErase={erase}
      onClose={onClose}
    >
      <h3>{say('erase.goes')}</h3>
      <p>{say('erase.goes_what')}</p>
      <h3>{say('erase.stays')}</h3>
      <p>{say('erase.stays_what')}</p>
      <p>{say('erase.no_return')}</p>
    </ErasingDialog>
  );
}
