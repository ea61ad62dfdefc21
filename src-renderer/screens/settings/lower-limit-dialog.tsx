// Asks before a lower limit lets originals go: how much of them, and what stays.
import { useState } from 'react';
import type { SettingsNow } from '../../../src-worker/contract/desktop-channels.ts';
import { ErasingDialog } from '../../components/erasing-dialog.tsx';
import { formatSize } from '../../text/format-number.ts';
import { useText } from '../../text/use-text.ts';
import { bytesBeyond } from './archive-limits.ts';

interface LowerLimitDialogProps {
  readonly limitBytes: number;
  /** What is kept now. */
  readonly kept: Pick<SettingsNow, 'originals' | 'bytes'>;
  readonly onLetGo: () => void;
  readonly onClose: () => void;
}

export function LowerLimitDialog({ limitBytes, kept, onLetGo, onClose }: LowerLimitDialogProps) {
  const { say, reader } = useText();
  const [isLettingGo, setIsLettingGo] = useState(false);
  return (
    <ErasingDialog
      title={say('originals.lower.title', { limit: formatSize(limitBytes, reader) })}
      standing={isLettingGo ? say('originals.lower.letting_go') : ''}
      isErasing={isLettingGo}
      keep={say('originals.lower.keep')}
      erase={say('originals.lower.confirm')}
      onErase={() => {
        setIsLettingGo(true);
        onLetGo();
      }}
      onClose={onClose}
    >
      <h3>{say('erase.goes')}</h3>
      <p>
        {say('originals.lower.goes', {
          beyond: formatSize(bytesBeyond(kept.bytes, limitBytes), reader),
          size: formatSize(kept.bytes, reader),
          count: kept.originals,
        })}
      </p>
      <h3>{say('erase.stays')}</h3>
      <p>{say('originals.lower.stays')}</p>
      <p>{say('originals.lower.no_return')}</p>
    </ErasingDialog>
  );
}
