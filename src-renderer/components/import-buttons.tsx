// The ways to import without dropping, and to look first; where nothing can be taken in, they give way to the reason. Narrow windows show the icons; the words stay as names.
import { Button } from '@mantine/core';
import { FileInput, FolderInput, FolderSearch } from 'lucide-react';
import { useEngine } from '../engine/start-engine.ts';
import { refusalText } from '../text/engine-news.ts';
import { useText } from '../text/use-text.ts';
import './import-buttons.css';

export type ChooseAndImport = (what: 'files' | 'folder') => void;

interface ImportButtonsProps {
  readonly onChoose: ChooseAndImport;
  /** Where there is room to show what a look brings. */
  readonly onLook?: () => void;
  /** Where importing is the one thing to do. */
  readonly isProminent?: boolean;
}

export function ImportButtons({ onChoose, onLook, isProminent = false }: ImportButtonsProps) {
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
      {onLook !== undefined && (
        <Button
          size={size}
          variant="default"
          leftSection={<FolderSearch size={15} aria-hidden="true" />}
          aria-label={say('import.look_first')}
          title={say('import.look_first_why')}
          onClick={onLook}
        >
          {say('import.look_first')}
        </Button>
      )}
    </div>
  );
}
