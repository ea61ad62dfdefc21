// A calm line above the content for what could not be begun; it stays until it is closed.
import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useText } from '../text/use-text.ts';
import './notice.css';

interface NoticeProps {
  readonly text: string;
  readonly onClose: () => void;
}

export function Notice({ text, onClose }: NoticeProps) {
  const { say } = useText();
  return (
    <div className="notice" role="alert">
      <p className="readable">{text}</p>
      <ActionIcon variant="subtle" color="gray" aria-label={say('notice.close')} onClick={onClose}>
        <X size={16} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
