// Begins imports: hands what was dropped or chosen to the desktop, and shows what came of asking.
import { useCallback, useState } from 'react';
import type { ImportAnswer } from '../../src-worker/contract/desktop-channels.ts';
import { desktop } from '../desktop/desktop.ts';

export function useImporting(showImport: (importId: string) => void) {
  const [refusal, setRefusal] = useState<'refused' | 'read_only' | null>(null);

  const hear = useCallback(
    (asked: Promise<ImportAnswer>) => {
      asked.then(
        (answer) => {
          setRefusal(answer.kind === 'refused' || answer.kind === 'read_only' ? answer.kind : null);
          if (answer.kind === 'started') showImport(answer.importId);
        },
        () => setRefusal('refused'),
      );
    },
    [showImport],
  );

  const importDropped = useCallback((files: readonly File[]) => hear(desktop.importFiles(files)), [hear]);
  const choose = useCallback((what: 'files' | 'folder') => hear(desktop.chooseAndImport(what)), [hear]);
  const forgetRefusal = useCallback(() => setRefusal(null), []);
  return { importDropped, choose, refusal, forgetRefusal };
}
