// Begins imports and looks: hands what was dropped or chosen to the desktop, and shows what came of asking.
import { useCallback, useMemo, useState } from 'react';
import type {
  ImportAnswer,
  LookAnswer,
  LookImportAnswer,
} from '../../src-worker/contract/desktop-channels.ts';
import { desktop } from '../desktop/desktop.ts';
import { hideLook, showLook } from '../engine/shown-look.ts';

type Refusal = 'refused' | 'read_only' | 'look_gone';

interface Shows {
  readonly showImport: (importId: string) => void;
  readonly showImports: () => void;
  /** Equal as long as nobody went elsewhere: who did meanwhile is not fetched back. */
  readonly placeNow: () => unknown;
}

export function useImporting({ showImport, showImports, placeNow }: Shows) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const hear = useCallback(
    (asked: Promise<ImportAnswer | LookAnswer | LookImportAnswer>) => {
      const askedAt = placeNow();
      asked.then(
        (answer) => {
          switch (answer.kind) {
            case 'started':
              setRefusal(null);
              if (placeNow() === askedAt) showImport(answer.importId);
              break;
            case 'looking':
              setRefusal(null);
              showLook(answer.lookId);
              showImports();
              break;
            case 'cancelled':
              setRefusal(null);
              break;
            case 'refused':
            case 'read_only':
            case 'look_gone':
              setRefusal(answer.kind);
              break;
          }
        },
        () => setRefusal('refused'),
      );
    },
    [showImport, showImports, placeNow],
  );

  const importDropped = useCallback((files: readonly File[]) => hear(desktop.importFiles(files)), [hear]);
  const choose = useCallback((what: 'files' | 'folder') => hear(desktop.chooseAndImport(what)), [hear]);
  const looking = useMemo(
    () => ({
      onLook: () => hear(desktop.chooseAndLook('folder')),
      onImport: (lookId: string) => {
        hideLook();
        hear(desktop.importLooked(lookId));
      },
      onEnd: (lookId: string) => {
        hideLook();
        desktop.endLook(lookId).catch(() => undefined);
      },
    }),
    [hear],
  );
  const forgetRefusal = useCallback(() => setRefusal(null), []);
  return { importDropped, choose, looking, refusal, forgetRefusal };
}

export type Looking = ReturnType<typeof useImporting>['looking'];
