// The athlete's own data: where it lies, and all of it in open formats.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ExportAnswer } from '../../../src-worker/contract/desktop-channels.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import { desktop } from '../../desktop/desktop.ts';
import { useAbout } from '../../desktop/use-about.ts';
import type { Say } from '../../text/say.ts';
import { useText } from '../../text/use-text.ts';
import { Setting } from './setting.tsx';

export function OwnDataSetting() {
  const { say } = useText();
  const about = useAbout();
  const [answer, setAnswer] = useState<ExportAnswer | 'asked' | null>(null);
  const exportAll = () => {
    setAnswer('asked');
    desktop.exportAll().then(setAnswer, () => setAnswer({ kind: 'refused' }));
  };
  return (
    <Setting name={say('own_data.title')}>
      <Button size="xs" variant="default" onClick={exportAll} disabled={answer === 'asked'}>
        {say('own_data.export')}
      </Button>
      <p role="status">
        {answer === null ? '' : answer === 'asked' ? say('own_data.exporting') : exportText(answer, say)}
      </p>
      <p className="quiet">{say('own_data.why')}</p>
      {about?.kind === 'about' && (
        <p className="setting-place quiet readable">{say('own_data.where', { folder: about.dataFolder })}</p>
      )}
    </Setting>
  );
}

function exportText(answer: ExportAnswer, say: Say): string {
  switch (answer.kind) {
    case 'exported':
      return say('own_data.exported', {
        name: answer.name,
        records: answer.records,
        originals: answer.originals,
      });
    case 'cancelled':
    case 'not_saved':
    case 'refused':
      return say(`own_data.${answer.kind}`);
    default:
      return assertNever(answer);
  }
}
