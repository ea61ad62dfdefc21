// The line at the foot of the rail. A click goes where the remedy is.
import { UnstyledButton } from '@mantine/core';
import { CircleAlert, CircleCheck, Lock, Pause, RefreshCw } from 'lucide-react';
import { useLate } from '../components/use-late.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import { progressText, takingInText } from '../text/import-progress.ts';
import type { Say } from '../text/say.ts';
import { sourceName } from '../text/source-name.ts';
import { useText } from '../text/use-text.ts';
import type { Status } from './status.ts';
import './status-line.css';

function statusText(status: Status, say: Say): string {
  switch (status.kind) {
    case 'starting':
    case 'stopped':
    case 'up_to_date':
    case 'read_only':
      return say(`status.${status.kind}`);
    case 'paused':
      return say(`status.paused.${status.why}`);
    case 'imports_paused':
      return status.filesWaiting === 0
        ? say('status.imports_paused')
        : say('status.imports_paused_waiting', { count: status.filesWaiting });
    case 'rebuilding':
      return say('status.rebuilding', { done: status.recordsDone, all: status.recordsAll });
    case 'importing':
      return status.from === null
        ? progressText(status, say)
        : takingInText(status, sourceName(status.from, say), say);
    case 'needs_you':
      return say('status.needs_you', { count: status.count });
    case 'source':
      return say(`status.${status.why}`, { name: sourceName(status.source, say) });
    default:
      return assertNever(status);
  }
}

interface StatusLineProps {
  readonly status: Status;
  readonly onRemedy: () => void;
}

export function StatusLine({ status, onRemedy }: StatusLineProps) {
  const { say } = useText();
  const isLate = useLate(status.kind === 'starting');
  const text = status.kind === 'starting' && !isLate ? '' : statusText(status, say);
  return (
    <UnstyledButton className="status-line" data-kind={status.kind} onClick={onRemedy} title={text}>
      <StatusSign status={status} />
      <span className="status-text">{text}</span>
    </UnstyledButton>
  );
}

function StatusSign({ status }: { readonly status: Status }) {
  switch (status.kind) {
    case 'starting':
      return <span className="status-sign" />;
    case 'importing':
      return <ProgressRing share={status.filesFound === 0 ? 0 : status.filesDone / status.filesFound} />;
    case 'rebuilding':
      return <ProgressRing share={status.recordsAll === 0 ? 0 : status.recordsDone / status.recordsAll} />;
    case 'paused':
    case 'imports_paused':
      return <Pause className="status-sign" size={16} aria-hidden="true" />;
    case 'read_only':
      return <Lock className="status-sign" size={16} aria-hidden="true" />;
    case 'needs_you':
    case 'source':
      return <CircleAlert className="status-sign" size={16} aria-hidden="true" />;
    case 'stopped':
      return <RefreshCw className="status-sign" size={16} aria-hidden="true" />;
    case 'up_to_date':
      return <CircleCheck className="status-sign" size={16} aria-hidden="true" />;
    default:
      return assertNever(status);
  }
}

const radius = 6;
const circumference = 2 * Math.PI * radius;

function ProgressRing({ share }: { readonly share: number }) {
  return (
    <svg className="status-sign" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle className="status-ring" cx="8" cy="8" r={radius} />
      <circle
        className="status-ring-done"
        cx="8"
        cy="8"
        r={radius}
        strokeDasharray={`${share * circumference} ${circumference}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
