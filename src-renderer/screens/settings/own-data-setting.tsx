// The athlete's own data: where it lies, and all of it in open formats.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ExportAnswer } from '../../../src-worker/contract/desktop-channels.ts';
import { desktop } from '../../desktop/desktop.ts';
import { useAbout } from '../../desktop/use-about.ts';
import { useText } from '../../text/use-text.ts';
import { exportText } from './export-text.ts';
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
