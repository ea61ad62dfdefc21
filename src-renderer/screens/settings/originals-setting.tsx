// How much room the originals may take, and what is kept of them now.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { SettingsNow } from '../../../src-worker/contract/desktop-channels.ts';
import { desktop } from '../../desktop/desktop.ts';
import { useAnswer } from '../../desktop/use-answer.ts';
import { formatSize } from '../../text/format-number.ts';
import { useText } from '../../text/use-text.ts';
import { limitChoices, noLimitBytes } from './archive-limits.ts';
import { Setting } from './setting.tsx';

const ask = () => desktop.settings();

type Answer = SettingsNow | { readonly kind: 'refused' };

export function OriginalsSetting() {
  const { say, reader } = useText();
  const first = useAnswer(ask);
  const [changed, setChanged] = useState<Answer | null>(null);
  const settings = changed ?? first;
  const change = (archiveLimitBytes: number) => {
    desktop.changeSettings({ archiveLimitBytes }).then(setChanged, () => setChanged({ kind: 'refused' }));
  };
  if (settings === null) return null;
  return (
    <Setting name={say('originals.title')}>
      {settings.kind === 'refused' ? (
        <p className="quiet">{say('originals.unknown')}</p>
      ) : (
        <>
          <SegmentedControl
            aria-label={say('originals.limit')}
            size="xs"
            data={limitChoices(settings.archiveLimitBytes).map((bytes) => ({
              value: String(bytes),
              label: bytes === noLimitBytes ? say('originals.limit.none') : formatSize(bytes, reader),
            }))}
            value={String(settings.archiveLimitBytes)}
            onChange={(value) => change(Number(value))}
          />
          <p>
            {say('originals.now', { count: settings.originals, size: formatSize(settings.bytes, reader) })}{' '}
            {settings.letGo > 0 && say('originals.let_go', { count: settings.letGo })}
          </p>
          <p className="quiet">{say('originals.why')}</p>
        </>
      )}
    </Setting>
  );
}
