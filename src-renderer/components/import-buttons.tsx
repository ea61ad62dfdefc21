// The two ways to import without dropping; where nothing can be taken in, they give way to the reason. Narrow windows show the icons; the words stay as names.
import { Button } from '@mantine/core';
import { FileInput, FolderInput } from 'lucide-react';
import { useEngine } from '../engine/start-engine.ts';
import { refusalText } from '../text/engine-news.ts';
import { useText } from '../text/use-text.ts';
import './import-buttons.css';

export type ChooseAndImport = (what: 'files' | 'folder') => void;

interface ImportButtonsProps {
  readonly onChoose: ChooseAndImport;
  /** Where importing is the one thing to do. */
  readonly isProminent?: boolean;
}

export function ImportButtons({ onChoose, isProminent = false }: ImportButtonsProps) {
  const { say } = useText();
  const refusal = refusalText(useEngine().life, say);
  if (refusal !== null) {
    return (
      <p className="import-refusal quiet readable" title={refusal}>
        {refusal}
      </p>
    );
  }
  const size = isProminent ? 'sm' : 'xs';
  return (
    <div className="import-buttons" data-prominent={isProminent}>
      <Button
        size={size}
        variant={isProminent ? 'filled' : 'default'}
        leftSection={<FileInput size={15} aria-hidden="true" />}
        aria-label={say('import.choose_files')}
        aria-keyshortcuts="Control+O Meta+O"
        onClick={() => onChoose('files')}
      >
        {say('import.choose_files')}
      </Button>
      <Button
        size={size}
        variant="default"
        leftSection={<FolderInput size={15} aria-hidden="true" />}
        aria-label={say('import.choose_folder')}
        onClick={() => onChoose('folder')}
      >
        {say('import.choose_folder')}
      </Button>
    </div>
  );
}
