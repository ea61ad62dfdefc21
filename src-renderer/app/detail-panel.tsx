// The panel on the right: beside the content where there is room, over it where there is not. Never modal.
import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { detailTitleId } from '../components/landmarks.ts';
import { useText } from '../text/use-text.ts';
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
    if (takesFocus) return focusWhenThere(detailTitleId);
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

/** The details are read from the database first: their heading comes a moment after the panel. Returns its stop. */
function focusWhenThere(id: string): () => void {
  let frame = 0;
  let framesLeft = 60;
  const look = () => {
    const element = document.getElementById(id);
    if (element !== null) element.focus({ preventScroll: true });
    else if (framesLeft-- > 0) frame = requestAnimationFrame(look);
  };
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
}
