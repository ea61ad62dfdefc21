// The panel on the right: beside the content where there is room, over it where there is not. Never modal.
import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { landmarks } from '../components/landmarks.ts';
import { useText } from '../text/use-text.ts';
import { focusWhenThere } from './focus.ts';
import './detail-panel.css';

interface DetailPanelProps {
  /** Changes with what is shown: the panel scrolls back to its top. */
  readonly subject: string;
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function DetailPanel({ subject, takesFocus, onClose, children }: DetailPanelProps) {
  const { say } = useText();
  useEffect(() => {
    if (takesFocus) return focusWhenThere(landmarks.detailTitle);
    return undefined;
  }, [subject, takesFocus]);
  return (
    <aside className="detail-panel" aria-label={say('detail.label')}>
      <div key={subject} className="detail-scroller">
        {children}
      </div>
      <ActionIcon
        className="detail-close"
        variant="subtle"
        color="gray"
        aria-label={say('detail.close')}
        onClick={onClose}
      >
        <X size={17} aria-hidden="true" />
      </ActionIcon>
    </aside>
  );
}
