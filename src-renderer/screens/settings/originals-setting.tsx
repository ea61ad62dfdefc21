// How much room the originals may take, and what is kept of them now. A limit that would let some go asks first.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { noLimitBytes } from '../../../src-worker/contract/archive-limit.ts';
import type { SettingsNow } from '../../../src-worker/contract/desktop-channels.ts';
import { desktop } from '../../desktop/desktop.ts';
import { useAnswer } from '../../desktop/use-answer.ts';
import { formatSize } from '../../text/format-number.ts';
import { useText } from '../../text/use-text.ts';
import { bytesBeyond, limitChoices, notSavedId } from './archive-limits.ts';
import { LowerLimitDialog } from './lower-limit-dialog.tsx';
import { Setting } from './setting.tsx';

const ask = () => desktop.settings();

type Answer = SettingsNow | { readonly kind: 'refused' };
const refused: Answer = { kind: 'refused' };

export function OriginalsSetting() {
  const { say, reader } = useText();
  const first = useAnswer(ask);
  const [changed, setChanged] = useState<Answer | null>(null);
  /** Waits for the athlete's word. */
  const [lowerLimitBytes, setLowerLimitBytes] = useState<number | null>(null);
  /** Why the last choice does not hold: the system's code. */
  const [notSaved, setNotSaved] = useState<string | null>(null);
  const settings = changed ?? first;
  const change = async (archiveLimitBytes: number) => {
    const answer = await desktop.changeSettings({ archiveLimitBytes }).catch(() => refused);
    setChanged(answer.kind === 'not_saved' ? answer.settings : answer);
    setNotSaved(answer.kind === 'not_saved' ? answer.systemCode : null);
    setLowerLimitBytes(null);
  };
  const choose = async (limitBytes: number) => {
    setNotSaved(null);
    // More may be kept by now than when this screen was opened.
    const now = await desktop.settings().catch(() => refused);
    setChanged(now);
    if (now.kind === 'refused') return;
    if (bytesBeyond(now.bytes, limitBytes) > 0) setLowerLimitBytes(limitBytes);
    else await change(limitBytes);
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
            onChange={(value) => void choose(Number(value))}
          />
          <p role="status">{notSaved !== null && say(notSavedId(notSaved))}</p>
          <p>
            {say('originals.now', { count: settings.originals, size: formatSize(settings.bytes, reader) })}{' '}
            {settings.letGo > 0 && say('originals.let_go', { count: settings.letGo })}
          </p>
          <p className="quiet">{say('originals.why')}</p>
          {lowerLimitBytes !== null && (
            <LowerLimitDialog
              limitBytes={lowerLimitBytes}
              kept={settings}
              onLetGo={() => void change(lowerLimitBytes)}
              onClose={() => setLowerLimitBytes(null)}
            />
          )}
        </>
      )}
    </Setting>
  );
}
