// Asks before something goes that can not be brought back: the one thing here that is asked in a modal. What keeps it has the
// focus, and Esc keeps it as well.
import { Button } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import './erasing-dialog.css';

interface ErasingDialogProps {
  readonly title: string;
  /** What goes, and what stays. */
  readonly children: ReactNode;
  /** How it stands once it was confirmed; empty before. */
  readonly standing: string;
  /** Until it is done there is nothing more to ask. */
  readonly isErasing: boolean;
  readonly keep: string;
  readonly erase: string;
  readonly onErase: () => void;
  readonly onClose: () => void;
}

export function ErasingDialog({ title, children, standing, isErasing, ...rest }: ErasingDialogProps) {
  const { keep, erase, onErase, onClose } = rest;
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="erasing-dialog"
      aria-labelledby={titleId}
      onClose={onClose}
      onCancel={(event) => {
        if (isErasing) event.preventDefault();
      }}
      // The keys of the page behind it mean nothing here.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={titleId} className="erasing-title">
        {title}
      </h2>
      {children}
      <p role="status">{standing}</p>
      <div className="erasing-actions">
        <Button
          size="sm"
          variant="default"
          autoFocus
          disabled={isErasing}
          onClick={() => dialog.current?.close()}
        >
          {keep}
        </Button>
        <Button size="sm" className="erasing-button" disabled={isErasing} onClick={onErase}>
          {erase}
        </Button>
      </div>
    </dialog>
  );
}
