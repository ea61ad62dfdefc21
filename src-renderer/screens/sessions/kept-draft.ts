// What was typed and not saved, as long as the page lives: looking at something else, or Escape, must not cost it.
import type { SessionDraft } from './session-draft.ts';

interface KeptDraft {
  /** What is corrected; null: a new session. */
  readonly correcting: string | null;
  /** Under which it is written: asked twice, it is written once. */
  readonly sessionId: string;
  readonly draft: SessionDraft;
}

let kept: KeptDraft | null = null;

export const keptDraft = (correcting: string | null): KeptDraft | null =>
  kept?.correcting === correcting ? kept : null;

export const keepDraft = (draft: KeptDraft): void => {
  kept = draft;
};

export const letDraftGo = (): void => {
  kept = null;
};
