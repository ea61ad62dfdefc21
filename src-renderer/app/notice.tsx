// A calm line above the content: what could not be begun, or what happened at the start. It stays until it is closed.
import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useText } from '../text/use-text.ts';
import './notice.css';

interface NoticeProps {
  readonly text: string;
  /** What somebody asked for is told at once; other news are spoken by the announcer. */
  readonly isAnswer?: boolean;
  readonly onClose: () => void;
}

export function Notice({ text, isAnswer = false, onClose }: NoticeProps) {
  const { say } = useText();
  return (
    <div className="notice" data-answer={isAnswer} {...(isAnswer ? { role: 'alert' } : {})}>
      <p className="readable">{text}</p>
      <ActionIcon variant="subtle" color="gray" aria-label={say('notice.close')} onClick={onClose}>
        <X size={16} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
