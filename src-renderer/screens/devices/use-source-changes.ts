// Asks main to change a device or a folder, or to watch another folder, and tells what came of it. The cards themselves change
// when main says so.
import { useCallback, useMemo, useState } from 'react';
import type { AddFolderAnswer, ChangeSourceAnswer, Source } from '../../../src-worker/contract/sources.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import { desktop } from '../../desktop/desktop.ts';
import type { Say } from '../../text/say.ts';
import { sourceName } from '../../text/source-name.ts';
import { visibleName } from '../../text/visible-name.ts';
import { notSavedId } from './not-saved.ts';
import type { SourceChange } from './source-deeds.ts';

export interface SourceChanges {
  /** What came of the last one; empty where the cards say it. */
  readonly told: string;
  /** The folder added last: it is shown as soon as it is there. */
  readonly added: string | null;
  readonly isChanging: (sourceId: string) => boolean;
  readonly change: (source: Source, change: SourceChange) => void;
  readonly addFolder: () => void;
}

const refused = { kind: 'refused' } as const;

export function useSourceChanges(say: Say): SourceChanges {
  const [told, setTold] = useState('');
  const [added, setAdded] = useState<string | null>(null);
  /** A card as often as changes of it are under way: so long its buttons take no other. */
  const [changing, setChanging] = useState<readonly string[]>([]);

  const change = useCallback(
    (source: Source, asked: SourceChange) => {
      const { sourceId } = source;
      setChanging((before) => [...before, sourceId]);
      const hear = (answer: ChangeSourceAnswer) => {
        setChanging((before) => before.toSpliced(before.indexOf(sourceId), 1));
        setTold(changeText(answer, source, asked, say));
      };
      desktop.changeSource(asked).then(hear, () => hear(refused));
    },
    [say],
  );

  const addFolder = useCallback(() => {
    const hear = (answer: AddFolderAnswer) => {
      if (answer.kind === 'added') setAdded(answer.sourceId);
      setTold(addText(answer, say));
    };
    desktop.addFolder().then(hear, () => hear(refused));
  }, [say]);

  return useMemo(
    () => ({ told, added, isChanging: (sourceId: string) => changing.includes(sourceId), change, addFolder }),
    [told, added, changing, change, addFolder],
  );
}

function addText(answer: AddFolderAnswer, say: Say): string {
  switch (answer.kind) {
    case 'added':
      return say('devices.added');
    case 'cancelled':
      return '';
    case 'already':
      return say('devices.already', { name: visibleName(answer.name) });
    case 'not_saved':
      return say(notSavedId(answer.systemCode));
    case 'refused':
      return say('devices.refused');
    default:
      return assertNever(answer);
  }
}

function changeText(answer: ChangeSourceAnswer, source: Source, { change }: SourceChange, say: Say): string {
  const name = sourceName(source, say);
  switch (answer.kind) {
    case 'changed':
      if (change !== 'remove') return '';
      return say(source.kind === 'folder' ? 'devices.removed' : 'devices.forgotten', { name });
    case 'not_found':
      return say('devices.not_found', { name });
    case 'not_saved':
      return say(notSavedId(answer.systemCode));
    case 'refused':
      return say('devices.refused');
    default:
      return assertNever(answer);
  }
}
