// How Cooldown goes on while nobody looks: whether it stays, whether it starts with the computer, whether it tells; and the
// way to end it, because some desktops show no icon for it.
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type {
  BackgroundChange,
  BackgroundChanged,
  BackgroundNow,
} from '../../../src-worker/contract/desktop-channels.ts';
import { desktop } from '../../desktop/desktop.ts';
import { useAnswer } from '../../desktop/use-answer.ts';
import { useText } from '../../text/use-text.ts';
import { Setting } from './setting.tsx';

const ask = () => desktop.background();
const refused = { kind: 'refused' } as const;

export function BackgroundSetting() {
  const { say } = useText();
  const first = useAnswer(ask);
  const [changed, setChanged] = useState<BackgroundChanged | null>(null);
  const answer = changed ?? first;
  if (answer === null) return null;
  const change = async (wanted: BackgroundChange) => {
    setChanged(await desktop.changeBackground(wanted).catch(() => refused));
  };
  return (
    <Setting name={say('background.title')}>
      {answer.kind === 'refused' ? (
        <p className="quiet">{say('background.unknown')}</p>
      ) : (
        <Switches
          now={answer.kind === 'not_saved' ? answer.background : answer}
          onChange={(wanted) => void change(wanted)}
        />
      )}
      <p role="status">{answer.kind === 'not_saved' && say('background.not_saved')}</p>
      <Button size="xs" variant="default" onClick={() => desktop.quit()}>
        {say('background.quit')}
      </Button>
    </Setting>
  );
}

interface SwitchesProps {
  readonly now: BackgroundNow;
  readonly onChange: (change: BackgroundChange) => void;
}

function Switches({ now, onChange }: SwitchesProps) {
  const { say } = useText();
  return (
    <>
      <Switch
        size="sm"
        withThumbIndicator={false}
        label={say('background.keeps_running')}
        checked={now.keepsRunning}
        onChange={({ currentTarget }) => onChange({ keepsRunning: currentTarget.checked })}
      />
      <Switch
        size="sm"
        withThumbIndicator={false}
        label={say('background.starts')}
        checked={now.startsWithComputer}
        onChange={({ currentTarget }) => onChange({ startsWithComputer: currentTarget.checked })}
      />
      <Switch
        size="sm"
        withThumbIndicator={false}
        label={say('background.tells_news')}
        checked={now.tellsNews}
        onChange={({ currentTarget }) => onChange({ tellsNews: currentTarget.checked })}
      />
      {!now.canTellNews && <p className="quiet">{say('background.no_notifications')}</p>}
      <p className="quiet">{say(now.showsTray ? 'background.with_tray' : 'background.without_tray')}</p>
    </>
  );
}
