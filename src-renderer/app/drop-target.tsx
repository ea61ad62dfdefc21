// The whole window takes files and folders. Whatever is dropped, the page never leaves for it.
import { useEffect, useState } from 'react';
import { useText } from '../text/use-text.ts';
import './drop-target.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

interface DropTargetProps {
  readonly onDrop: (files: readonly File[]) => void;
  /** Why nothing can be taken in; null where it can. */
  readonly refusal: string | null;
}

export function DropTarget({ onDrop, refusal }: DropTargetProps) {
  const { say } = useText();
  const isOver = useDrop(onDrop, refusal === null);
  if (!isOver) return null;
  return (
    <div className="drop-target" role="presentation">
      <div className="drop-words">
        <p className="drop-promise">{say(refusal === null ? 'drop.promise' : 'read_only.drop')}</p>
        <p className="quiet">{refusal ?? say('drop.kinds')}</p>
      </div>
    </div>
  );
}

function useDrop(onDrop: (files: readonly File[]) => void, canTake: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      event.preventDefault();
      if (event.dataTransfer !== null)
        event.dataTransfer.dropEffect = canTake && carriesFiles(event) ? 'copy' : 'none';
      setOver(carriesFiles(event));
    };
    const leave = (event: DragEvent) => {
      // Leaving one element for another inside the window names that other one.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (canTake && files.length > 0) onDrop(files);
    };
    window.addEventListener('dragenter', drag);
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', drag);
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [onDrop, canTake]);
  return isOver;
}
