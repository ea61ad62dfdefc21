// Files that need not be read: remembers how each looked when it got an answer that lasts, and tells by its look which bytes
// it has. Reads nothing; where its original is gone from the archive, the file is read, so that it is kept again.
import type { Lasting } from '../../src-worker/contract/engine-messages.ts';
import type { RecognisedFile } from '../../src-worker/contract/import-job.ts';
import type { IntakeReport, LookedAtFile } from '../../src-worker/contract/intake-messages.ts';

interface KnownFilesParts {
  readonly looks: {
    packed(): Uint8Array;
    packedForScan(): Uint8Array;
    find(look: string): KnownAs | null;
    remember(look: string, known: KnownAs): void;
    forget(look: string): void;
  };
  /** Its original lies in the archive, or there is no place for it. */
  readonly isCaredFor: (sha256: string, sizeBytes: number) => Promise<boolean>;
  /** It is to be read. */
  readonly notKnown: (fileId: string) => void;
}

interface KnownAs {
  readonly sha256: string;
  readonly jobId: string;
  readonly lasts: Lasting;
}

export interface KnownFiles {
  /** The looks of files that may be recognised, as the intake is told them. */
  packed(): Uint8Array;
  /** With those that were answered, and would be answered alike: a scan passes over both. */
  packedForScan(): Uint8Array;
  intakeReported(report: IntakeReport): void;
  /** Null where it has to be read. */
  recognise(file: LookedAtFile): Promise<RecognisedFile | null>;
  /** The engine has stored the file's ending. */
  fileDone(done: { readonly fileId: string; readonly lasts: Lasting | null }): void;
  /** It will not end, and nobody waits for it. */
  letGo(fileId: string): void;
  /** The engine does not know these bytes, or not all of them. */
  notKnown(fileId: string): void;
}

export function openKnownFiles({ looks, isCaredFor, notKnown }: KnownFilesParts): KnownFiles {
  /** Staged, with a look, and not ended. */
  const staged = new Map<string, { readonly look: string; readonly sha256: string }>();
  /** Looks of those that are recognised and not ended. */
  const recognised = new Map<string, string>();

  const giveUp = (fileId: string, look: string): void => {
    looks.forget(look);
    recognised.delete(fileId);
    notKnown(fileId);
  };

  return {
    packed: () => looks.packed(),
    packedForScan: () => looks.packedForScan(),
    intakeReported(report) {
      if (report.type !== 'staged' || report.look === undefined) return;
      staged.set(report.file.fileId, { look: report.look, sha256: report.file.sha256 });
    },
    async recognise({ look, ...file }) {
      recognised.set(file.fileId, look);
      // It may have been erased since intake was told of it.
      const known = looks.find(look);
      if (known?.lasts === 'in_log' && (await isCaredFor(known.sha256, file.sizeBytes))) {
        return { ...file, sha256: known.sha256, knownAs: known.jobId };
      }
      giveUp(file.fileId, look);
      return null;
    },
    fileDone({ fileId, lasts }) {
      const file = staged.get(fileId);
      staged.delete(fileId);
      recognised.delete(fileId);
      if (lasts === null || file === undefined) return;
      looks.remember(file.look, { sha256: file.sha256, jobId: fileId, lasts });
    },
    letGo(fileId) {
      staged.delete(fileId);
      recognised.delete(fileId);
    },
    notKnown(fileId) {
      const look = recognised.get(fileId);
      if (look !== undefined) giveUp(fileId, look);
    },
  };
}
